"""Makes the answers: the documented ones, or the same told about others, checked before they go."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import attrs
import jsonschema_rs
import msgspec

from hikerkit._utils.json_path import JsonPath, parse_pointer
from hikerkit.mock.operations.routes import Example, PageLink, Route
from hikerkit.mock.operations.samples import build
from hikerkit.mock.responses.cursors import Cursor, CursorError, read_cursor
from hikerkit.mock.responses.enrich import Enricher, with_big_integers_as_strings
from hikerkit.mock.responses.lists import MadeUpList, get, put, without
from hikerkit.mock.responses.template import ResponseTemplate, things
from hikerkit.mock.world.accounts import Account
from hikerkit.mock.world.world import World
from hikerkit.spec.document import Document, Json
from hikerkit.spec.errors import SpecError

_MOST = 100  # entries of a list that has no pages


class NotThere(Exception):
    """There is no such account."""


class NotShown(Exception):
    """The account is private."""


@attrs.frozen
class RenderContext:
    """What all answers of one mock share."""

    spec: Document
    routes: tuple[Route, ...]
    world: World
    fuller: Enricher
    page_length: int
    """Items of a page."""
    cut_at: int | None
    """Where the service cuts off every list that says so when it is; None for some accounts."""
    capped_at: int = 50
    """Where it cuts off those of capped accounts."""


@attrs.frozen
class PageFault:
    """What is wrong with a page, on demand."""

    empty: bool = False
    """No items, and a cursor to the same place."""
    repeat: bool = False
    """The cursor that was asked for, once more."""
    overlap: int = 0
    """So many items stand on the next page as well."""
    vanish: int = 0
    """So many items after it are gone."""


class Answer:
    """What one operation answers. Worked out when it is first asked for."""

    def __init__(self, stage: RenderContext, route: Route) -> None:
        self._stage, self._route = stage, route
        self._spec, self._world = stage.spec, stage.world
        self._subjects = [
            p for p in route.parameters if p.entity.get("kind") == stage.world.kind is not None
        ]
        self._limits = [p for p in route.parameters if "limits" in p.effect]
        self._asks_privacy = any("privacy" in p.effect for p in route.parameters)

    def content(self, values: Json, twist: PageFault, *, born: int, oldest: int) -> Any:
        """The body for these arguments.

        `born`: what new cursors carry; those before `oldest` have expired. Raises CursorError,
        NotThere, NotShown.
        """
        page, asked = self._route.page, None
        if page is not None:
            asked = self._asked(page, values, oldest)
        subject = self._subject(values if asked is None else {**asked.chosen, **values})
        shown = self._is_shown(subject, values)
        if asked is not None and page is not None:
            made = self._page(page, asked, subject, shown, twist, born)
        else:
            made = self._whole(values, subject, shown)
        for parameter in self._route.parameters:
            if "integers" in parameter.effect and values.get(parameter.name) is True:
                made = with_big_integers_as_strings(self._spec, self._route.schema, made)
        self._check(made)
        return made

    # Whom it is about.

    def _subject(self, values: Json) -> Account | None:
        for parameter in self._subjects:
            text = values.get(parameter.name)
            if text is None or text == "":
                continue
            people = self._world.people
            by_name = parameter.entity.get("by") == "name"
            found = people.by_name(str(text)) if by_name else people.by_id(int(text))
            if found is None or found.kind == "deleted":
                raise NotThere
            return found
        return None

    def _is_shown(self, subject: Account | None, values: Json) -> bool:
        if subject is None or not subject.private:
            return True
        if self._route.page is None and not self._asks_privacy:
            return True
        unchecked = any(
            values.get(p.name) is True for p in self._route.parameters if "privacy" in p.effect
        )
        if not unchecked:
            raise NotShown
        return False

    # Answers without pages.

    def _whole(self, values: Json, subject: Account | None, shown: bool) -> Any:
        made = self._about(subject)
        nothing = not shown or (subject is not None and subject.quiet)
        if nothing and self._absent is not None:
            made = put(self._spec, self._route.schema, made, self._absent, None)
        for parameter in self._limits:
            most = values.get(parameter.name, parameter.default)
            made = self._limited(
                made, parse_pointer(parameter.effect["limits"]), subject, nothing, most
            )
        for parameter in self._route.parameters:
            if "entries" in parameter.effect and values.get(parameter.name) is True:
                made = self._stage.fuller.told(self._route.schema, made)
        return made

    def _about(self, subject: Account | None) -> Any:
        if subject is None or subject == self._owner or self._owner is None:
            return self._documented
        cast: dict[str, Any] = {
            old: self._world.id_like(old, subject.id, self._shows, place)
            for place, old in enumerate(self._others)
        }
        return self._recast.told({**cast, str(self._owner.id): subject})

    def _limited(
        self, body: Any, place: JsonPath, subject: Account | None, nothing: bool, most: int | None
    ) -> Any:
        if nothing:
            entries: list[Any] = []
        elif subject is None or subject == self._owner:
            entries = get(body, place) or []
        else:
            size = self._world.size(subject, self._shows)
            size = min(size, _MOST, _MOST if most is None else most)
            entries = self._entries(place).entries(subject, 0, size)
        entries = entries if most is None else entries[:most]
        return put(self._spec, self._route.schema, body, place, entries)

    @cached_property
    def _absent(self) -> JsonPath | None:
        """Path to the object that is required and is null where there is nothing."""
        solid = self._spec.resolve(self._route.schema)
        for name in solid.get("required", ()):
            inner = self._spec.child(solid, name)
            if self._spec.is_nullable(inner) and self._spec.resolve(inner).get("properties"):
                return (name,)
        return None

    @cached_property
    def _recast(self) -> ResponseTemplate:
        assert self._owner is not None
        roles: dict[str, tuple[str | None, str | None]] = {
            old: (None, None) for old in self._others
        }
        roles[str(self._owner.id)] = (self._owner.name, self._owner.title)
        return ResponseTemplate(
            self._spec, self._route.schema, self._documented, roles, self._world.size
        )

    @cached_property
    def _others(self) -> tuple[str, ...]:
        found = things(self._spec, self._route.schema, self._documented)
        return tuple({t.id: None for t in found if t.kind != self._world.kind is not None})

    # Pages.

    def _asked(self, page: PageLink, values: Json, oldest: int) -> Cursor:
        chosen = {name: str(values[name]) for name in page.chosen_by if values.get(name)}
        given = values.get(page.cursor.name)
        if given is None or given == "":
            return Cursor(self._route.id, chosen, 0, -1)
        if self._leads_on(page, str(given), chosen):
            assert self._owner is not None
            request = self._examples[0].request
            held = {n: str(request[n]) for n in page.chosen_by if n in request}
            return Cursor(self._route.id, held, len(self._first_items(page)))
        if not isinstance(given, str):
            return Cursor(self._route.id, chosen, given)
        found = read_cursor(given, self._route.id, chosen)
        if found.born < oldest:
            raise CursorError("this one has expired")
        return found

    def _leads_on(self, page: PageLink, given: str, chosen: dict[str, str]) -> bool:
        """Whether this is the cursor of the documented page."""
        if self._owner is None or given != str(get(self._documented, page.cursor_way)):
            return False
        request = self._examples[0].request
        return all(str(request.get(name)) == value for name, value in chosen.items())

    def _first_items(self, page: PageLink) -> list[Any]:
        return get(self._documented, page.items) or []

    def _page(
        self,
        page: PageLink,
        asked: Cursor,
        subject: Account | None,
        shown: bool,
        twist: PageFault,
        born: int,
    ) -> Any:
        size = self._size(page, subject) if shown else 0
        end, cut = size, False
        if page.cut and subject is not None:
            most = self._stage.cut_at
            if most is None and subject.kind == "capped":
                most = self._stage.capped_at
            if most is not None and size > most:
                end, cut = most, True
        start = asked.offset
        if start and not 0 < start < max(end, 1):
            raise CursorError("this is one past the end of the list")
        documented = self._first_items(page) if subject == self._owner is not None else []
        goes_on = get(self._documented, page.cursor_way) is not None and not cut
        if not start and 0 < len(documented) < end and goes_on and twist == PageFault():
            return self._documented
        stop = min(start + self._stage.page_length, end)
        made = self._entries(page.items, page.item)
        entries = documented[start:stop] if not start else []
        entries += made.entries(subject, start + len(entries), stop)
        cursor = self._next(page, asked, stop, end, twist, born)
        if twist.empty:
            entries = []
        return self._told(page, entries, cursor, size, cut and cursor is None)

    def _size(self, page: PageLink, subject: Account | None) -> int:
        size = self._world.size(subject, self._route.id)
        if subject != self._owner or subject is None or self._world.is_sized:
            return size
        # A documented page leads on to further ones, whatever the documented profile announces.
        told = get(self._documented, page.total) if page.total else None
        further = len(self._first_items(page)) + self._stage.page_length
        return max(told or size, further)

    def _next(
        self, page: PageLink, asked: Cursor, stop: int, end: int, twist: PageFault, born: int
    ) -> Any:
        chosen, start, turn = asked.chosen, asked.offset, asked.turn + 1
        place: int | None = stop if stop < end else None
        if twist.repeat:
            place, turn = start, max(0, asked.turn)
        elif twist.empty:
            place = start
        elif twist.overlap and place is not None:
            place = max(start + 1, stop - twist.overlap)
        elif twist.vanish and place is not None:
            place = min(stop + twist.vanish, end - 1)
        if place is None:
            return None
        if "string" not in page.cursor.kinds:
            return place  # a cursor that has to be an integer holds no more than the offset
        return str(Cursor(self._route.id, chosen, place, turn, born))

    def _told(self, page: PageLink, entries: list[Any], cursor: Any, total: int, cut: bool) -> Any:
        body = self._documented
        words: list[tuple[JsonPath, Any]] = [(page.items, entries), (page.cursor_way, cursor)]
        words += [(page.cut, True)] if cut else []
        # What is null in the documented answer says nothing, and stays so.
        spoken: list[tuple[JsonPath, Any]] = [
            (page.more, cursor is not None),
            (page.size, len(entries)),
            (page.total, total),
            *((place, cursor) for place in page.cursors),
        ]
        words += [
            (place, value) for place, value in spoken if place and get(body, place) is not None
        ]
        for place, value in words:
            if value is None and place in page.cursors and not self._may_be_null(place):
                body = without(body, place)
            else:
                body = put(self._spec, self._route.schema, body, place, value)
        return body

    def _may_be_null(self, place: JsonPath) -> bool:
        schema = self._route.schema
        for step in place:
            schema = self._spec.child(schema, step)
        return self._spec.is_nullable(schema)

    # What is documented.

    @cached_property
    def _shows(self) -> str:
        """The same for operations that show the same of an account."""
        return str(self._route.schema)

    @property
    def _examples(self) -> tuple[Example, ...]:
        return self._route.examples

    @cached_property
    def _documented(self) -> Any:
        for route in (self._route, *self._stage.routes):
            if route.examples and route.schema == self._route.schema:
                return route.examples[0].body
        return build(self._spec, self._route.schema, filled=True)

    @cached_property
    def _owner(self) -> Account | None:
        """The account that the documented answer is about."""
        return self._subject(self._examples[0].request) if self._examples else None

    def _entries(self, items: JsonPath, item: JsonPath = ()) -> MadeUpList:
        if items not in self._lists:
            self._lists[items] = MadeUpList(
                self._spec,
                self._world,
                self._shows if self._route.page is None else self._route.id,
                self._route.schema,
                self._documented,
                items,
                item,
                self._owner,
            )
        return self._lists[items]

    @cached_property
    def _lists(self) -> dict[JsonPath, MadeUpList]:
        return {}

    @cached_property
    def _checker(self) -> jsonschema_rs.Draft202012Validator:
        return self._spec.validator(self._route.schema)

    def _check(self, body: Any) -> None:
        if self._checker.is_valid(body):
            return
        for error in self._checker.iter_errors(body):
            where = "/".join(map(str, error.instance_path))
            raise SpecError(
                f"{self._route.id}: its response breaks its schema at /{where}: {error.message}"
            )


def encoded(body: Any) -> bytes:
    """The body as JSON."""
    return msgspec.json.encode(body)
