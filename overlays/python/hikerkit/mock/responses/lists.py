"""Made-up lists: of any length, never stored; every item is computed from its index."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from hikerkit._utils.json_path import JsonPath, find
from hikerkit._utils.validation import is_int
from hikerkit.mock.operations.samples import build
from hikerkit.mock.responses.template import Cast, ResponseTemplate
from hikerkit.mock.world.accounts import Account
from hikerkit.mock.world.world import World
from hikerkit.spec.document import Document
from hikerkit.spec.entities import Entity, entities, entity_id

# Keywords that a made-up string might not satisfy.
_CONSTRAINTS = {"const", "enum", "format", "maxLength", "pattern"}
_MAX_NAME = 20  # characters kept of a documented name


@attrs.frozen
class _Pattern:
    """A documented entry of the list, and what each id in it stands for."""

    template: ResponseTemplate
    item: JsonPath
    """Path from the entry to the item."""
    main: str | None
    """Id of the item itself."""
    is_person: bool
    """Whether the item is an account."""
    owner: str | None
    """Id of the account that the item belongs to, if it is not the owner of the list."""
    subject: str | None
    """Id of the owner of the list, if it is in the entry."""
    others: tuple[str, ...]
    """Ids of what belongs to the item."""
    unique: dict[str, Callable[[int], Any]]
    """Fields of the item that must differ between items, by index."""


class MadeUpList:
    """The documented entries of one list in turn, each time rendered for another object.

    `relation`: what the list is to its owner, the same for all operations that return it; `items`:
    path to the list in a response; `item`: path from an entry to the item in it; `owner`: the
    account that the documented list belongs to.
    """

    def __init__(
        self,
        spec: Document,
        world: World,
        relation: str,
        schema: Any,
        body: Any,
        items: JsonPath,
        item: JsonPath = (),
        owner: Account | None = None,
    ) -> None:
        self._spec, self._world, self._relation = spec, world, relation
        self._item, self._owner = item, owner
        for step in items:
            schema = spec.child(schema, step)
        self._entry_schema = self._item_schema = spec.child(schema, "0")
        for step in item:
            self._item_schema = spec.child(self._item_schema, step)
        self._item_schema = spec.resolve(self._item_schema)
        entries = find(body, items)
        if not isinstance(entries, list) or not entries:
            entries = [build(spec, self._entry_schema, filled=True)]
        entries = [self._complete(entry) for entry in entries]
        # Ids count up from the largest one, so that no two items share one.
        self._first = max(int(self._id(entry) or 0) for entry in entries)
        self._patterns = [self._pattern(entry) for entry in entries]

    def entries(self, subject: Account | None, start: int, stop: int) -> list[Any]:
        """The entries `start` to `stop` (excluded) of the list of this account."""
        return [self._entry(subject, index) for index in range(start, stop)]

    def _entry(self, subject: Account | None, index: int) -> Any:
        pattern = self._patterns[index % len(self._patterns)]
        entry = pattern.template.render(self._cast(pattern, subject, index))
        if not pattern.unique:
            return entry
        item = find(entry, pattern.item)
        if isinstance(item, dict):
            changed: Any = {**item, **{name: make(index) for name, make in pattern.unique.items()}}
        else:
            changed = pattern.unique[""](index)
        return put(self._spec, self._entry_schema, entry, pattern.item, changed)

    def _cast(self, pattern: _Pattern, subject: Account | None, index: int) -> Cast:
        people, world = self._world.people, self._world
        of = subject.id if subject else 0
        cast: dict[str, Any] = {}
        if pattern.subject is not None:
            cast[pattern.subject] = subject
        if pattern.owner is not None:
            cast[pattern.owner] = people.follower(of, f"owners of {self._relation}", index)
        if pattern.main is None:
            return cast
        if pattern.is_person:
            cast[pattern.main] = people.follower(of, self._relation, index)
        elif subject is None:
            cast[pattern.main] = self._first + index
        else:
            cast[pattern.main] = world.id_like(pattern.main, of, self._relation, index)
        for number, other in enumerate(pattern.others):
            cast[other] = world.id_like(other, of, self._relation, index, number)
        return cast

    def _pattern(self, entry: Any) -> _Pattern:
        spec, people = self._spec, self._world.kind
        found = list(entities(spec, self._entry_schema, entry))
        item = find(entry, self._item)
        main = next((t for t in found if t.node is item), None)
        is_person = main is not None and main.kind == people is not None
        persons = {t.id for t in found if t.kind == people is not None}
        subject = None
        if self._owner is not None and str(self._owner.id) in persons and not is_person:
            subject = str(self._owner.id)
        owner = self._owner_of(main)
        owner = None if owner == subject or is_person else owner
        others = dict.fromkeys(t.id for t in found if t.id not in persons)
        if main is not None:
            others.pop(main.id, None)
        roles: dict[str, tuple[str | None, str | None]] = {other: (None, None) for other in others}
        for person in filter(None, (subject, owner, main.id if is_person and main else None)):
            roles[person] = _names(found, person)
        if main is not None:
            roles.setdefault(main.id, (None, None))
        return _Pattern(
            template=ResponseTemplate(spec, self._entry_schema, entry, roles, self._world.size),
            item=self._item,
            main=main.id if main else None,
            is_person=is_person,
            owner=owner,
            subject=subject,
            others=tuple(others),
            unique={} if is_person else self._unique_fields(item, main),
        )

    def _owner_of(self, main: Entity | None) -> str | None:
        owner = main.get("owner") if main else None
        if main is None or not isinstance(owner, dict):
            return None
        field = main.fields["owner"]
        return entity_id(self._spec.resolve(self._spec.child(self._item_schema, field)), owner)

    def _unique_fields(self, item: Any, main: Entity | None) -> dict[str, Callable[[int], Any]]:
        if not isinstance(item, dict):
            if is_int(item):
                return {"": lambda index: item + index}
            return {"": lambda index: f"{item}_{index}"} if isinstance(item, str) else {}
        if main is not None and main.fields:
            return {}
        required = self._item_schema.get("required", ())
        ids = self._item_schema.get("x-identity", ()) if main is None else ()
        unique: dict[str, Callable[[int], Any]] = {}
        for name in (*required, *ids):
            schema = self._spec.resolve(self._spec.child(self._item_schema, name))
            value = item.get(name)
            free = schema.get("type") == "string" and not _CONSTRAINTS & schema.keys()
            if free and isinstance(value, str) and not value.isdigit():
                unique[name] = _append_index(f"{value[:_MAX_NAME]}_" if value else "")
        return unique

    def _complete(self, entry: Any) -> Any:
        """The entry, with an item that has an id."""
        item = find(entry, self._item)
        if item is None:
            item = build(self._spec, self._item_schema, filled=True)
            entry = put(self._spec, self._entry_schema, entry, self._item, item)
        names: list[str] = self._item_schema.get("x-identity", [])
        if isinstance(item, dict) and names and item.get(names[0]) is None:
            made = build(self._spec, self._spec.child(self._item_schema, names[0]), filled=True)
            item = {**item, names[0]: made}
            entry = put(self._spec, self._entry_schema, entry, self._item, item)
        return entry

    def _id(self, entry: Any) -> str | None:
        item = find(entry, self._item)
        return entity_id(self._item_schema, item) if isinstance(item, dict) else None


def put(spec: Document, schema: Any, node: Any, path: JsonPath, value: Any) -> Any:
    """A copy of the node with this value at the path; the node itself is not changed."""
    if not path:
        return value
    if not isinstance(node, dict):
        node = build(spec, schema, filled=True)
    child = put(spec, spec.child(schema, path[0]), node.get(path[0]), path[1:], value)
    return {**node, path[0]: child}


def without(node: Any, path: JsonPath) -> Any:
    """A copy of the node without the field at the path."""
    if len(path) == 1:
        return {name: value for name, value in node.items() if name != path[0]}
    return {**node, path[0]: without(node[path[0]], path[1:])}


def _names(found: list[Entity], person: str) -> tuple[str | None, str | None]:
    """Name and title of an account, from whichever of its objects has them."""
    same = [thing for thing in found if thing.id == person]
    name = next((t.get("name") for t in same if t.get("name")), None)
    title = next((t.get("title") for t in same if t.get("title")), None)
    return name, title


def _append_index(head: str) -> Callable[[int], str]:
    return lambda index: f"{head}{index}"
