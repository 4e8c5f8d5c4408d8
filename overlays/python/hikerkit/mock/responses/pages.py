"""Pages of lists: parse the cursor, slice the list, fill in cursor and counts."""

from __future__ import annotations

from typing import Any

from hikerkit._utils.json_path import JsonPath, find
from hikerkit.mock.faults.faults import PageFault
from hikerkit.mock.operations.routes import PageLink
from hikerkit.mock.responses.cursors import Cursor, parse_cursor
from hikerkit.mock.responses.errors import CursorError
from hikerkit.mock.responses.lists import without
from hikerkit.mock.responses.source import ResponseSource
from hikerkit.mock.world.accounts import Account
from hikerkit.spec.document import Json

_NO_FAULT = PageFault()


class PageBuilder:
    """Builds the pages of one list operation."""

    def __init__(self, source: ResponseSource, link: PageLink) -> None:
        self._source, self._link = source, link

    def parse_cursor(self, values: Json, oldest_generation: int) -> Cursor:
        """The position that a request asks for. Raises CursorError."""
        link, route = self._link, self._source.route
        chosen = {name: str(values[name]) for name in link.chosen_by if values.get(name)}
        given = values.get(link.cursor.name)
        if given is None or given == "":
            return Cursor(route.id, chosen, 0, -1)
        if self._is_documented(str(given), chosen):
            request = self._source.request
            own = {n: str(request[n]) for n in link.chosen_by if n in request}
            return Cursor(route.id, own, len(self._documented_items()))
        if not isinstance(given, str):
            return Cursor(route.id, chosen, given)
        cursor = parse_cursor(given, route.id, chosen)
        if cursor.generation < oldest_generation:
            raise CursorError("this one has expired")
        return cursor

    def build(
        self,
        cursor: Cursor,
        subject: Account | None,
        visible: bool,
        fault: PageFault,
        generation: int,
    ) -> Any:
        """The page at this position. Raises CursorError."""
        source, link, start = self._source, self._link, cursor.offset
        size = self._size(subject) if visible else 0
        end = self._truncate(subject, size)
        if start and not 0 < start < max(end, 1):
            raise CursorError("this is one past the end of the list")
        documented = self._documented_items() if subject == source.owner is not None else []
        continues = find(source.body, link.page.cursor) is not None and end == size
        if not start and 0 < len(documented) < end and continues and fault == _NO_FAULT:
            return source.body
        stop = min(start + source.context.page_length, end)
        made_up = source.list_at(link.page.items, link.page.item)
        entries = documented[start:stop] if not start else []
        entries += made_up.entries(subject, start + len(entries), stop)
        following = self._next_cursor(cursor, stop, end, fault, generation)
        if fault.empty:
            entries = []
        return self._fill(entries, following, size, end < size and following is None)

    def _is_documented(self, given: str, chosen: dict[str, str]) -> bool:
        """Whether this is the next cursor of the documented page."""
        source = self._source
        if source.owner is None or given != str(find(source.body, self._link.page.cursor)):
            return False
        return all(str(source.request.get(name)) == value for name, value in chosen.items())

    def _documented_items(self) -> list[Any]:
        return find(self._source.body, self._link.page.items) or []

    def _size(self, subject: Account | None) -> int:
        source = self._source
        size = source.world.size(subject, source.route.id)
        if subject is None or subject != source.owner or source.world.is_sized:
            return size
        # The documented page has a next one, whatever the documented profile announces.
        total = find(source.body, self._link.page.total) if self._link.page.total else None
        return max(total or size, len(self._documented_items()) + source.context.page_length)

    def _truncate(self, subject: Account | None, size: int) -> int:
        """Where the list of this size ends for this account."""
        if not self._link.page.cut or subject is None:
            return size
        context = self._source.context
        most = context.cut_at
        if most is None and subject.kind == "capped":
            most = context.capped_at
        return size if most is None else min(size, most)

    def _next_cursor(
        self, cursor: Cursor, stop: int, end: int, fault: PageFault, generation: int
    ) -> Any:
        start, turn = cursor.offset, cursor.turn + 1
        offset: int | None = stop if stop < end else None
        if fault.repeat:
            offset, turn = start, max(0, cursor.turn)
        elif fault.empty:
            offset = start
        elif fault.overlap and offset is not None:
            offset = max(start + 1, stop - fault.overlap)
        elif fault.vanish and offset is not None:
            offset = min(stop + fault.vanish, end - 1)
        if offset is None:
            return None
        if "string" not in self._link.cursor.types:
            return offset  # an integer cursor holds nothing but the offset
        return str(Cursor(self._source.route.id, cursor.chosen, offset, turn, generation))

    def _fill(self, entries: list[Any], cursor: Any, total: int, truncated: bool) -> Any:
        """The documented body with these entries, and all that it says of page and list."""
        link, body = self._link, self._source.body
        values: list[tuple[JsonPath, Any]] = [
            (link.page.items, entries),
            (link.page.cursor, cursor),
        ]
        values += [(link.page.cut, True)] if truncated else []
        optional: list[tuple[JsonPath, Any]] = [
            (link.page.more, cursor is not None),
            (link.page.size, len(entries)),
            (link.page.total, total),
            *((path, cursor) for path in link.page.cursors),
        ]
        # A field that is null in the documented body stays null.
        values += [(p, value) for p, value in optional if p and find(body, p) is not None]
        for path, value in values:
            if value is None and path in link.page.cursors and not self._is_nullable(path):
                body = without(body, path)
            else:
                body = self._source.put(body, path, value)
        return body

    def _is_nullable(self, path: JsonPath) -> bool:
        schema = self._source.route.schema
        for step in path:
            schema = self._source.spec.child(schema, step)
        return self._source.spec.is_nullable(schema)
