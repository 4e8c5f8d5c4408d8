"""Retells a documented body about others: ids, names and counts change, all else stays."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol, TypeAlias

import attrs

from hikerkit._utils.json_path import parse_pointer
from hikerkit.spec.document import Document, Json

_TOKEN = re.compile(r"([a-z]+:)?([0-9]+)(?:_([0-9]+))?")
_SHORT = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_SHORTEST_TITLE = 3


class Person(Protocol):
    """What an account of the mock's world tells of itself."""

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
"""Who plays whom: old id to a `Person`, or to the new id of what is no account."""
Build: TypeAlias = Callable[[Cast], Any]


@attrs.frozen
class Thing:
    """An object of a body that has an identity."""

    id: str
    entity: Json
    """Its `x-entity`, or {}."""
    node: Json
    place: tuple[str, ...]

    @property
    def kind(self) -> str | None:
        """What sort of thing it is."""
        return self.entity.get("kind")

    def told(self, word: str) -> Any:
        """What its field with this meaning holds."""
        field = self.entity.get(word)
        return self.node.get(field) if field else None


def things(spec: Document, schema: Any, body: Any, place: tuple[str, ...] = ()) -> Iterator[Thing]:
    """Every object of a body that says which it is, the outer before the inner."""
    if isinstance(body, list):
        for index, inner in enumerate(body):
            yield from things(spec, spec.child(schema, str(index)), inner, (*place, str(index)))
    if not isinstance(body, dict):
        return
    solid = spec.resolve(schema)
    own = identity(solid, body)
    if own is not None:
        yield Thing(own, solid.get("x-entity", {}), body, place)
    for name, inner in body.items():
        if isinstance(inner, dict | list):
            yield from things(spec, spec.child(solid, name), inner, (*place, name))


def identity(schema: Json, node: Json) -> str | None:
    """The digits of an object's id."""
    for name in schema.get("x-identity", ()):
        value = node.get(name)
        if isinstance(value, int | str) and not isinstance(value, bool):
            found = _TOKEN.fullmatch(str(value))
            if found:
                return found[2]
    return None


def shortcode(number: int) -> str:
    """A media id as it stands in the URL of a post."""
    found = ""
    while number:
        number, digit = divmod(number, len(_SHORT))
        found = _SHORT[digit] + found
    return found or _SHORT[0]


class ResponseTemplate:
    """A documented body, ready to be told about others.

    `roles`: ids in it that others take over, the names and titles of each beside them;
    `counts`: says how long the list of an operation is that belongs to a person.
    """

    def __init__(
        self,
        spec: Document,
        schema: Any,
        body: Any,
        roles: Mapping[str, tuple[str | None, str | None]],
        counts: Callable[[Any, str], int],
    ) -> None:
        self._spec, self._counts, self._body = spec, counts, body
        self._roles = roles
        self._names = {name: old for old, (name, _) in roles.items() if name}
        self._titles = {
            title: old
            for old, (_, title) in roles.items()
            if title and len(title) >= _SHORTEST_TITLE
        }
        self._codes = {shortcode(int(old)): old for old in roles}
        self._caches = {base64.b64encode(old.encode()).decode(): old for old in roles}
        self._build = self._of(schema, body)

    def told(self, cast: Cast) -> Any:
        """The body with this cast; what did not change is shared."""
        return self._body if self._build is None else self._build(cast)

    def _of(self, schema: Any, node: Any) -> Build | None:
        if isinstance(node, dict):
            return self._object(self._spec.resolve(schema), node)
        if isinstance(node, list):
            parts = [self._of(self._spec.child(schema, str(n)), v) for n, v in enumerate(node)]
            if not any(parts):
                return None
            pairs = [(part, value) for part, value in zip(parts, node, strict=True)]
            return lambda cast: [part(cast) if part else value for part, value in pairs]
        if isinstance(node, bool):
            return None
        if isinstance(node, int):
            old = str(node)
            return (lambda cast: number(cast[old])) if old in self._roles else None
        return self._text(node) if isinstance(node, str) else None

    def _object(self, schema: Json, node: Json) -> Build | None:
        parts = {}
        for name, inner in node.items():
            part = self._of(self._spec.child(schema, name), inner)
            if part is not None:
                parts[name] = part
        own = identity(schema, node)
        if own is not None and own in self._roles:
            parts |= self._traits(schema.get("x-entity", {}), node, own)
        if not parts:
            return None
        each = list(parts.items())

        def build(cast: Cast) -> Json:
            return {**node, **{name: part(cast) for name, part in each}}

        return build

    def _traits(self, entity: Json, node: Json, own: str) -> dict[str, Build]:
        found: dict[str, Build] = {}
        for trait in ("private", "business"):
            field = entity.get(trait)
            if field and isinstance(node.get(field), bool):
                found[field] = _trait(own, trait)
        for pointer, operation in entity.get("counts", {}).items():
            steps = parse_pointer(pointer)
            if _get(node, steps) is not None:
                # Two counts inside one object come after one another.
                found[steps[0]] = self._count(node, steps, own, operation, found.get(steps[0]))
        return found

    def _count(
        self, node: Json, steps: tuple[str, ...], own: str, operation: str, before: Build | None
    ) -> Build:
        held = node[steps[0]]

        def build(cast: Cast) -> Any:
            value = before(cast) if before else held
            return _put(value, steps[1:], self._counts(cast[own], operation))

        return build

    def _text(self, text: str) -> Build | None:
        if text in self._names:
            old = self._names[text]
            return lambda cast: _word(cast[old], "name", text)
        if text in self._titles:
            old = self._titles[text]
            return lambda cast: _word(cast[old], "title", text)
        if text in self._codes:
            old = self._codes[text]
            return lambda cast: shortcode(number(cast[old]))
        if found := _TOKEN.fullmatch(text):
            return self._token(found)
        head, dot, tail = text.partition(".")
        if head in self._caches:
            old = self._caches[head]
            return lambda cast: _cache(number(cast[old])) + dot + tail
        return None

    def _token(self, found: re.Match[str]) -> Build | None:
        head, first, second = found[1] or "", found[2], found[3]
        if first not in self._roles and second not in self._roles:
            return None

        def spelled(cast: Cast, old: str) -> str:
            return str(number(cast[old])) if old in self._roles else old

        if second is None:
            return lambda cast: head + spelled(cast, first)
        return lambda cast: f"{head}{spelled(cast, first)}_{spelled(cast, second)}"


def number(player: Any) -> int:
    """The new id: of a person, or the id itself."""
    found: int = player if isinstance(player, int) else player.id
    return found


def _word(player: Any, word: str, text: str) -> str:
    return text if isinstance(player, int) else str(getattr(player, word))


def _trait(own: str, trait: str) -> Build:
    return lambda cast: getattr(cast[own], trait)


def _cache(new: int) -> str:
    return base64.b64encode(str(new).encode()).decode()


def _get(node: Any, steps: tuple[str, ...]) -> Any:
    for step in steps:
        node = node.get(step) if isinstance(node, dict) else None
    return node


def _put(node: Any, steps: tuple[str, ...], value: Any) -> Any:
    return value if not steps else {**node, steps[0]: _put(node[steps[0]], steps[1:], value)}
