"""Made-up lists: as long as wanted, never held, every page worked out from where it starts."""

from __future__ import annotations

from typing import Any

import attrs

from hikerkit.mock.routes import PageLink
from hikerkit.mock.samples import build
from hikerkit.mock.spec import Spec, Way

# Words that a made-up string might not fit.
_STRICT = {"const", "enum", "format", "maxLength", "pattern"}
# Names stay short enough for a service that limits them.
_NAME = 20


@attrs.frozen
class _Edit:
    """How one place of an item is spelled anew: a number that counts on, in an int or a text."""

    start: int = 0
    head: str = ""
    tail: str = ""
    bare: bool = False

    def at(self, index: int) -> int | str:
        number = self.start + index
        return number if self.bare else f"{self.head}{number}{self.tail}"


@attrs.frozen
class _Template:
    """A documented entry, and what is spelled anew in its item: by name, or the item itself."""

    entry: Any
    item: Any
    edits: dict[str, _Edit]
    whole: _Edit | None


class MadeUpList:
    """The documented items of one operation in turn, each time as another object."""

    def __init__(self, spec: Spec, schema: Any, body: Any, page: PageLink) -> None:
        self._spec, self._schema, self._body, self._page = spec, schema, body, page
        place = schema
        for step in page.items:
            place = spec.child(place, step)
        self._entry_schema = self._item_schema = spec.child(place, "0")
        for step in page.item:
            self._item_schema = spec.child(self._item_schema, step)
        self._item_schema = spec.solid(self._item_schema)
        self._identity: list[str] = self._item_schema.get("x-identity", [])
        self._templates = self._make_templates()

    def body(self, start: int, stop: int, cursor: Any) -> Any:
        """The answer with the items from `start` to before `stop`, and this cursor."""
        items = [self._entry(index) for index in range(start, stop)]
        body = self._put(self._schema, self._body, self._page.items, items)
        return self._put(self._schema, body, self._page.cursor_way, cursor)

    def _entry(self, index: int) -> Any:
        template = self._templates[index % len(self._templates)]
        if template.whole is not None:
            item: Any = template.whole.at(index)
        elif template.edits:
            item = {**template.item, **{k: edit.at(index) for k, edit in template.edits.items()}}
        else:
            item = template.item
        return self._put(self._entry_schema, template.entry, self._page.item, item)

    def _make_templates(self) -> list[_Template]:
        entries = _get(self._body, self._page.items)
        if not isinstance(entries, list) or not entries:
            entries = [build(self._spec, self._entry_schema, filled=True)]
        items = [self._item(_get(entry, self._page.item)) for entry in entries]
        # Counting on from the largest id, no two items get the same.
        start = max(_number(self._id(item)) or 0 for item in items)
        return [
            _Template(entry, item, *self._edits(item, start))
            for entry, item in zip(entries, items, strict=True)
        ]

    def _item(self, item: Any) -> Any:
        if item is None:
            item = build(self._spec, self._item_schema, filled=True)
        if isinstance(item, dict) and self._identity and self._id(item) is None:
            name = self._identity[0]
            made = build(self._spec, self._spec.child(self._item_schema, name), filled=True)
            item = {**item, name: made}
        return item

    def _id(self, item: Any) -> Any:
        if not isinstance(item, dict):
            return item
        return item.get(self._identity[0]) if self._identity else None

    def _edits(self, item: Any, start: int) -> tuple[dict[str, _Edit], _Edit | None]:
        if not isinstance(item, dict):
            return {}, _spelling(item, item, start)
        own = self._id(item)
        found: dict[str, _Edit] = {}
        for name, value in item.items():
            if name in self._identity or _holds(value, own):
                edit = _spelling(value, own, start)
            else:
                edit = self._naming(name, value)
            if edit is not None:
                found[name] = edit
        return found, None

    def _naming(self, name: str, value: Any) -> _Edit | None:
        """What makes an item what it is cannot be the same in two of them."""
        schema = self._spec.solid(self._spec.child(self._item_schema, name))
        named = name in self._item_schema.get("required", ()) and schema.get("type") == "string"
        if not named or not isinstance(value, str) or _STRICT & schema.keys():
            return None
        return _Edit(head=f"{value[:_NAME]}_" if value else "")

    def _put(self, schema: Any, node: Any, way: Way, value: Any) -> Any:
        """A copy of the node with this value at the end of the way; the node stays as it is."""
        if not way:
            return value
        if not isinstance(node, dict | list):
            node = build(self._spec, schema, filled=True)
        step, inner = way[0], self._spec.child(schema, way[0])
        if isinstance(node, list):
            at = int(step)
            return [*node[:at], self._put(inner, node[at], way[1:], value), *node[at + 1 :]]
        return {**node, step: self._put(inner, node.get(step), way[1:], value)}


def _get(node: Any, way: Way) -> Any:
    for step in way:
        if isinstance(node, list) and step.isdecimal() and int(step) < len(node):
            node = node[int(step)]
        else:
            node = node.get(step) if isinstance(node, dict) else None
    return node


def _number(value: Any) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and value.isascii() and value.isdigit():
        return int(value)
    return None


def _holds(value: Any, own: Any) -> bool:
    """Whether a text is the item's number, or begins with it, as in "17_42"."""
    if _number(own) is None or not isinstance(value, str):
        return False
    return value == str(own) or value.startswith(f"{own}_")


def _spelling(value: Any, own: Any, start: int) -> _Edit | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return _Edit(start, bare=True)
    if not isinstance(value, str):
        return None
    if _holds(value, own):
        return _Edit(start, tail=value.removeprefix(str(own)))
    if _number(value) is not None:
        return _Edit(start)
    return _Edit(head=f"{value}_" if value else "")
