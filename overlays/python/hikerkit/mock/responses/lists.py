"""Made-up lists: as long as wanted, never held, every item worked out from its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from hikerkit._utils.json_path import JsonPath
from hikerkit.mock.operations.samples import build
from hikerkit.mock.responses.template import Cast, ResponseTemplate, Thing, identity, things
from hikerkit.mock.world.accounts import Account
from hikerkit.mock.world.world import World
from hikerkit.spec.document import Document

# Words that a made-up string might not fit.
_STRICT = {"const", "enum", "format", "maxLength", "pattern"}
# Names stay short enough for a service that limits them.
_NAME = 20


@attrs.frozen
class _Pattern:
    """A documented entry of the list, and who is who in it."""

    recast: ResponseTemplate
    item: JsonPath
    """Path from the entry to the item."""
    main: str | None
    """Id of the item itself."""
    is_person: bool
    """Whether the item is an account."""
    owner: str | None
    """Id of the account that the item belongs to, where it is not the owner of the list."""
    subject: str | None
    """Id of the owner of the list, where it stands in the entry."""
    others: tuple[str, ...]
    """Ids of what belongs to the item."""
    named: dict[str, Callable[[int], Any]]
    """Fields of the item that must not be alike in two of them."""


class MadeUpList:
    """The documented entries of one list in turn, each time about another object.

    `relation`: what the list is to its owner, the same for two ways to ask for it; `items`: way to
    the list in a response; `item`: way from one of its entries to the item; `owner`: the account
    that the documented list belongs to.
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
        place = schema
        for step in items:
            place = spec.child(place, step)
        self._entry_schema = self._item_schema = spec.child(place, "0")
        for step in item:
            self._item_schema = spec.child(self._item_schema, step)
        self._item_schema = spec.resolve(self._item_schema)
        entries = get(body, items)
        if not isinstance(entries, list) or not entries:
            entries = [build(spec, self._entry_schema, filled=True)]
        entries = [self._complete(entry) for entry in entries]
        # Counting on from the largest id, no two items get the same.
        self._first = max(int(self._id(entry) or 0) for entry in entries)
        self._patterns = [self._pattern(entry) for entry in entries]

    def entries(self, subject: Account | None, start: int, stop: int) -> list[Any]:
        """The entries from `start` to before `stop` of the list that belongs to this account."""
        return [self._entry(subject, index) for index in range(start, stop)]

    def _entry(self, subject: Account | None, index: int) -> Any:
        pattern = self._patterns[index % len(self._patterns)]
        entry = pattern.recast.told(self._cast(pattern, subject, index))
        if not pattern.named:
            return entry
        item = get(entry, pattern.item)
        if isinstance(item, dict):
            changed: Any = {**item, **{k: spell(index) for k, spell in pattern.named.items()}}
        else:
            changed = pattern.named[""](index)
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
        for place, other in enumerate(pattern.others):
            cast[other] = world.id_like(other, of, self._relation, index, place)
        return cast

    def _pattern(self, entry: Any) -> _Pattern:
        spec, people = self._spec, self._world.kind
        found = list(things(spec, self._entry_schema, entry))
        item = get(entry, self._item)
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
            recast=ResponseTemplate(spec, self._entry_schema, entry, roles, self._world.size),
            item=self._item,
            main=main.id if main else None,
            is_person=is_person,
            owner=owner,
            subject=subject,
            others=tuple(others),
            named={} if is_person else self._named(item, main),
        )

    def _owner_of(self, main: Thing | None) -> str | None:
        owner = main.told("owner") if main else None
        if main is None or not isinstance(owner, dict):
            return None
        field = main.entity["owner"]
        return identity(self._spec.resolve(self._spec.child(self._item_schema, field)), owner)

    def _named(self, item: Any, main: Thing | None) -> dict[str, Callable[[int], Any]]:
        if not isinstance(item, dict):
            if isinstance(item, int) and not isinstance(item, bool):
                return {"": lambda index: item + index}
            return {"": lambda index: f"{item}_{index}"} if isinstance(item, str) else {}
        if main is not None and main.entity:
            return {}
        required = self._item_schema.get("required", ())
        spelled = [n for n in self._item_schema.get("x-identity", ()) if main is None]
        found: dict[str, Callable[[int], Any]] = {}
        for name in (*required, *spelled):
            schema = self._spec.resolve(self._spec.child(self._item_schema, name))
            value = item.get(name)
            free = schema.get("type") == "string" and not _STRICT & schema.keys()
            if free and isinstance(value, str) and not value.isdigit():
                found[name] = _counted(f"{value[:_NAME]}_" if value else "")
        return found

    def _complete(self, entry: Any) -> Any:
        """The entry with an item in it that has an id."""
        item = get(entry, self._item)
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
        item = get(entry, self._item)
        return identity(self._item_schema, item) if isinstance(item, dict) else None


def get(node: Any, way: JsonPath) -> Any:
    """What is at the end of the way; None where it leads nowhere."""
    for step in way:
        if isinstance(node, list) and step.isdecimal() and int(step) < len(node):
            node = node[int(step)]
        else:
            node = node.get(step) if isinstance(node, dict) else None
    return node


def put(spec: Document, schema: Any, node: Any, way: JsonPath, value: Any) -> Any:
    """A copy of the node with this value at the end of the way; the node stays as it is."""
    if not way:
        return value
    if not isinstance(node, dict | list):
        node = build(spec, schema, filled=True)
    step, inner = way[0], spec.child(schema, way[0])
    if isinstance(node, list):
        at = int(step)
        return [*node[:at], put(spec, inner, node[at], way[1:], value), *node[at + 1 :]]
    return {**node, step: put(spec, inner, node.get(step), way[1:], value)}


def without(node: Any, way: JsonPath) -> Any:
    """A copy of the node that has no field at the end of the way."""
    if len(way) == 1:
        return {name: value for name, value in node.items() if name != way[0]}
    return {**node, way[0]: without(node[way[0]], way[1:])}


def _names(found: list[Thing], person: str) -> tuple[str | None, str | None]:
    """Name and title of a person, from whichever place has them."""
    told = [thing for thing in found if thing.id == person]
    name = next((t.told("name") for t in told if t.told("name")), None)
    title = next((t.told("title") for t in told if t.told("title")), None)
    return name, title


def _counted(head: str) -> Callable[[int], str]:
    return lambda index: f"{head}{index}"
