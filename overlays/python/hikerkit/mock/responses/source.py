"""What the responses of one operation are made from: its example, the accounts, its lists."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import attrs

from hikerkit._utils.json_path import JsonPath
from hikerkit.mock.operations.routes import Route
from hikerkit.mock.operations.samples import build
from hikerkit.mock.responses.enrich import Enricher
from hikerkit.mock.responses.errors import NotFound
from hikerkit.mock.responses.lists import MadeUpList, put
from hikerkit.mock.world.accounts import Account
from hikerkit.mock.world.world import World
from hikerkit.spec.document import Document, Json


@attrs.frozen
class RenderContext:
    """What all responses of one mock share."""

    spec: Document
    routes: tuple[Route, ...]
    world: World
    enricher: Enricher
    page_length: int
    """Items of a page."""
    cut_at: int | None
    """Length at which every list is truncated that can say so; None for capped accounts only."""
    capped_at: int = 50
    """Length at which the lists of capped accounts are truncated."""


class ResponseSource:
    """The documented response of one operation, and what stands in for it for other accounts."""

    def __init__(self, context: RenderContext, route: Route) -> None:
        self.context, self.route = context, route
        self.spec, self.world = context.spec, context.world
        self._subject_parameters = [
            p for p in route.parameters if p.entity.get("kind") == self.world.kind is not None
        ]
        self._lists: dict[JsonPath, MadeUpList] = {}

    @cached_property
    def relation(self) -> str:
        """What the response shows of an account; equal for operations that show the same."""
        return str(self.route.schema)

    @cached_property
    def body(self) -> Any:
        """The documented body, also of an operation with the same schema; else a sample."""
        for route in (self.route, *self.context.routes):
            if route.examples and route.schema == self.route.schema:
                return route.examples[0].body
        return build(self.spec, self.route.schema, filled=True)

    @property
    def request(self) -> Json:
        """The parameters that the documented body is the response to."""
        return self.route.examples[0].request if self.route.examples else {}

    @cached_property
    def owner(self) -> Account | None:
        """The account that the documented body is about."""
        return self.find_subject(self.request)

    def find_subject(self, values: Json) -> Account | None:
        """The account that a request is about, None for a request about no account.

        Raises NotFound.
        """
        for parameter in self._subject_parameters:
            text = values.get(parameter.name)
            if text is None or text == "":
                continue
            people = self.world.people
            by_name = parameter.entity.get("by") == "name"
            account = people.by_name(str(text)) if by_name else people.by_id(int(text))
            if account is None or account.kind == "deleted":
                raise NotFound
            return account
        return None

    def list_at(self, items: JsonPath, item: JsonPath = ()) -> MadeUpList:
        """The list at this path of the response; `item`: path from an entry to the item in it."""
        if items not in self._lists:
            self._lists[items] = MadeUpList(
                self.spec,
                self.world,
                self.relation if self.route.page is None else self.route.id,
                self.route.schema,
                self.body,
                items,
                item,
                self.owner,
            )
        return self._lists[items]

    def put(self, body: Any, path: JsonPath, value: Any) -> Any:
        """A copy of the body with the value at this path."""
        return put(self.spec, self.route.schema, body, path, value)
