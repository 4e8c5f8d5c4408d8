"""Render a documented response for another account by replacing ids, names and counts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeAlias

from hikerkit._utils.json_path import JsonPath, find, parse_pointer
from hikerkit.spec.document import Document, Json
from hikerkit.spec.entities import ID_TEXT, entity_id

_SHORTCODE_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_MIN_TITLE_LENGTH = 3


class Person(Protocol):
    """An account of the mock's world."""

    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def private(self) -> bool: ...
    @property
    def business(self) -> bool: ...


Cast: TypeAlias = Mapping[str, Any]
"""By old id: the account that takes its place, or the new id of something else."""
Render: TypeAlias = Callable[[Cast], Any]


def shortcode(number: int) -> str:
    """The media id as in the URL of a post."""
    code = ""
    while number:
        number, digit = divmod(number, len(_SHORTCODE_DIGITS))
        code = _SHORTCODE_DIGITS[digit] + code
    return code or _SHORTCODE_DIGITS[0]


class ResponseTemplate:
    """A documented body, prepared to be rendered for other accounts.

    `roles`: the ids in it that are replaced, each with the name and title of its account; `counts`:
    gives the length of the list of an operation that belongs to an account.
    """

    def __init__(
        self,
        spec: Document,
        schema: Any,
        body: Any,
        roles: Mapping[str, tuple[str | None, str | None]],
        counts: Callable[[Any, str], int],
    ) -> None:
        self._spec, self._counts, self._body, self._roles = spec, counts, body, roles
        self._names = {name: old for old, (name, _) in roles.items() if name}
        self._titles = {
            title: old
            for old, (_, title) in roles.items()
            if title and len(title) >= _MIN_TITLE_LENGTH
        }
        self._shortcodes = {shortcode(int(old)): old for old in roles}
        self._render = self._compile(schema, body)

    def render(self, cast: Cast) -> Any:
        """The body for this cast; parts that do not change are shared with the documented one."""
        return self._body if self._render is None else self._render(cast)

    def _compile(self, schema: Any, node: Any) -> Render | None:
        """What renders the node; None if nothing in it changes."""
        if isinstance(node, dict):
            return self._compile_object(self._spec.resolve(schema), node)
        if isinstance(node, list):
            parts = [self._compile(self._spec.child(schema, str(n)), v) for n, v in enumerate(node)]
            if not any(parts):
                return None
            pairs = list(zip(parts, node, strict=True))
            return lambda cast: [part(cast) if part else value for part, value in pairs]
        if isinstance(node, bool):
            return None
        if isinstance(node, int):
            old = str(node)
            return (lambda cast: _id_of(cast[old])) if old in self._roles else None
        return self._compile_text(node) if isinstance(node, str) else None

    def _compile_object(self, schema: Json, node: Json) -> Render | None:
        parts = {}
        for name, child in node.items():
            part = self._compile(self._spec.child(schema, name), child)
            if part is not None:
                parts[name] = part
        own = entity_id(schema, node)
        if own is not None and own in self._roles:
            parts |= self._compile_facts(schema.get("x-entity", {}), node, own)
        if not parts:
            return None
        fields = list(parts.items())
        return lambda cast: {**node, **{name: part(cast) for name, part in fields}}

    def _compile_facts(self, entity: Json, node: Json, own: str) -> dict[str, Render]:
        """Fields that say what the account is, and how long its lists are."""
        parts: dict[str, Render] = {}
        for fact in ("private", "business"):
            field = entity.get(fact)
            if field and isinstance(node.get(field), bool):
                parts[field] = _fact(own, fact)
        for pointer, operation in entity.get("counts", {}).items():
            path = parse_pointer(pointer)
            if find(node, path) is not None:
                # Two counts inside one object are rendered one after the other.
                parts[path[0]] = self._compile_count(node, path, own, operation, parts.get(path[0]))
        return parts

    def _compile_count(
        self, node: Json, path: JsonPath, own: str, operation: str, before: Render | None
    ) -> Render:
        documented = node[path[0]]

        def render(cast: Cast) -> Any:
            value = before(cast) if before else documented
            return _put(value, path[1:], self._counts(cast[own], operation))

        return render

    def _compile_text(self, text: str) -> Render | None:
        if text in self._names:
            old = self._names[text]
            return lambda cast: _fact_or(cast[old], "name", text)
        if text in self._titles:
            old = self._titles[text]
            return lambda cast: _fact_or(cast[old], "title", text)
        if text in self._shortcodes:
            old = self._shortcodes[text]
            return lambda cast: shortcode(_id_of(cast[old]))
        if match := ID_TEXT.fullmatch(text):
            return self._compile_id(match)
        return None

    def _compile_id(self, match: re.Match[str]) -> Render | None:
        head, first, second = match[1] or "", match[2], match[3]
        if first not in self._roles and second not in self._roles:
            return None

        def new_id(cast: Cast, old: str) -> str:
            return str(_id_of(cast[old])) if old in self._roles else old

        if second is None:
            return lambda cast: head + new_id(cast, first)
        return lambda cast: f"{head}{new_id(cast, first)}_{new_id(cast, second)}"


def _id_of(player: Any) -> int:
    """The new id: of an account, or the id itself."""
    found: int = player if isinstance(player, int) else player.id
    return found


def _fact(own: str, fact: str) -> Render:
    return lambda cast: getattr(cast[own], fact)


def _fact_or(player: Any, fact: str, default: str) -> str:
    return default if isinstance(player, int) else str(getattr(player, fact))


def _put(node: Any, path: JsonPath, value: Any) -> Any:
    return value if not path else {**node, path[0]: _put(node[path[0]], path[1:], value)}
