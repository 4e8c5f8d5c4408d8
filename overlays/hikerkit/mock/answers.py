"""Makes the answers: the documented ones, or what fits the schema, checked before they are sent."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import jsonschema_rs
import msgspec

from hikerkit.mock.cursors import CursorError, make_cursor, read_cursor
from hikerkit.mock.errors import MockSpecError
from hikerkit.mock.lists import MadeUpList
from hikerkit.mock.routes import PageLink, Route
from hikerkit.mock.samples import build
from hikerkit.mock.spec import Json, Spec


class Answer:
    """What one operation answers. Worked out when it is first asked for."""

    def __init__(
        self, spec: Spec, route: Route, routes: tuple[Route, ...], list_size: int, page_size: int
    ) -> None:
        self._spec, self._route, self._routes = spec, route, routes
        self._list_size, self._page_size = list_size, page_size

    def content(self, values: Json) -> bytes:
        """The body for these arguments, as JSON.

        Raises CursorError for a cursor that is none of this list.
        """
        if self._route.page is None:
            return self._whole
        return self._encoded(self._page(self._route.page, values))

    @cached_property
    def _whole(self) -> bytes:
        return self._encoded(self._documented)

    @cached_property
    def _documented(self) -> Any:
        for route in (self._route, *self._routes):
            if route.examples and route.schema == self._route.schema:
                return route.examples[0]
        return build(self._spec, self._route.schema, filled=True)

    @cached_property
    def _list(self) -> MadeUpList:
        assert self._route.page is not None
        return MadeUpList(self._spec, self._route.schema, self._documented, self._route.page)

    @cached_property
    def _checker(self) -> jsonschema_rs.Draft202012Validator:
        return self._spec.checker(self._route.schema)

    def _page(self, page: PageLink, values: Json) -> Any:
        chosen = {name: str(values[name]) for name in page.chosen_by if values.get(name)}
        given, start = values.get(page.cursor.name), 0
        if given:
            start, chosen = self._read(given, chosen)
            if not 0 < start < self._list_size:
                raise CursorError("this is one past the end of the list")
        stop = min(start + self._page_size, self._list_size)
        more: Any = None
        if stop < self._list_size:
            # A cursor that has to be an integer holds no more than the offset.
            text = "string" in page.cursor.kinds
            more = make_cursor(self._route.id, chosen, stop) if text else stop
        return self._list.body(start, stop, more)

    def _read(self, given: Any, chosen: dict[str, str]) -> tuple[int, dict[str, str]]:
        return (
            read_cursor(given, self._route.id, chosen)
            if isinstance(given, str)
            else (given, chosen)
        )

    def _encoded(self, body: Any) -> bytes:
        for error in self._checker.iter_errors(body):
            where = "/".join(map(str, error.instance_path))
            raise MockSpecError(
                f"{self._route.id}: its answer breaks its schema at /{where}: {error.message}"
            )
        return msgspec.json.encode(body)
