"""Builds the body of a response, for any account, and checks it against its schema."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from hikerkit._utils.json_path import JsonPath, find, parse_pointer
from hikerkit.mock.faults.faults import PageFault
from hikerkit.mock.operations.routes import Route
from hikerkit.mock.responses.enrich import with_big_integers_as_strings
from hikerkit.mock.responses.errors import NotVisible
from hikerkit.mock.responses.pages import PageBuilder
from hikerkit.mock.responses.source import RenderContext, ResponseSource
from hikerkit.mock.responses.template import ResponseTemplate
from hikerkit.mock.world.accounts import Account
from hikerkit.spec.document import Json
from hikerkit.spec.entities import entities
from hikerkit.spec.errors import SpecError

_MAX_ENTRIES = 100  # of a list without pages


class ResponseBuilder:
    """Builds the bodies of one operation. What it needs is prepared at its first request."""

    def __init__(self, context: RenderContext, route: Route) -> None:
        self._source = ResponseSource(context, route)
        self._route, self._spec, self._world = route, context.spec, context.world
        self._enricher = context.enricher
        self._pages = PageBuilder(self._source, route.page) if route.page else None

    def build(self, values: Json, fault: PageFault, generation: int, oldest_generation: int) -> Any:
        """The body for these arguments.

        `generation`: of new cursors; those before `oldest_generation` have expired. Raises
        CursorError, NotFound, NotVisible.
        """
        if self._pages is None:
            subject = self._source.find_subject(values)
            body = self._plain(values, subject, self._is_visible(subject, values))
        else:
            cursor = self._pages.parse_cursor(values, oldest_generation)
            subject = self._source.find_subject({**cursor.chosen, **values})
            visible = self._is_visible(subject, values)
            body = self._pages.build(cursor, subject, visible, fault, generation)
        if self._is_on("integers", values):
            body = with_big_integers_as_strings(self._spec, self._route.schema, body)
        self._check(body)
        return body

    def _is_on(self, effect: str, values: Json) -> bool:
        """Whether a parameter with this effect is true."""
        parameters = self._route.parameters
        return any(effect in p.effect and values.get(p.name) is True for p in parameters)

    def _is_visible(self, subject: Account | None, values: Json) -> bool:
        """Whether the response shows what the account has. Raises NotVisible."""
        if subject is None or not subject.private:
            return True
        depends = any("privacy" in p.effect for p in self._route.parameters)
        if self._pages is None and not depends:
            return True
        if not self._is_on("privacy", values):
            raise NotVisible
        return False

    # Bodies without pages.

    def _plain(self, values: Json, subject: Account | None, visible: bool) -> Any:
        body = self._render(subject)
        empty = not visible or (subject is not None and subject.quiet)
        if empty and self._nullable_object is not None:
            body = self._source.put(body, self._nullable_object, None)
        for parameter in self._route.parameters:
            if "limits" in parameter.effect:
                path = parse_pointer(parameter.effect["limits"])
                most = values.get(parameter.name, parameter.default)
                body = self._limit(body, path, subject, empty, most)
        if self._is_on("entries", values):
            body = self._enricher.enrich(self._route.schema, body)
        return body

    def _render(self, subject: Account | None) -> Any:
        """The documented body, for this account."""
        source, owner = self._source, self._source.owner
        if subject is None or owner is None or subject == owner:
            return source.body
        cast: dict[str, Any] = {
            old: self._world.id_like(old, subject.id, source.relation, index)
            for index, old in enumerate(self._other_ids)
        }
        return self._template.render({**cast, str(owner.id): subject})

    def _limit(
        self, body: Any, path: JsonPath, subject: Account | None, empty: bool, most: int | None
    ) -> Any:
        """The body with no more than `most` entries in the list at this path."""
        if empty:
            entries: list[Any] = []
        elif subject is None or subject == self._source.owner:
            entries = find(body, path) or []
        else:
            size = self._world.size(subject, self._source.relation)
            size = min(size, _MAX_ENTRIES, _MAX_ENTRIES if most is None else most)
            entries = self._source.list_at(path).entries(subject, 0, size)
        entries = entries if most is None else entries[:most]
        return self._source.put(body, path, entries)

    @cached_property
    def _nullable_object(self) -> JsonPath | None:
        """Path to the required object that is null for an account that has nothing."""
        schema = self._spec.resolve(self._route.schema)
        for name in schema.get("required", ()):
            child = self._spec.child(schema, name)
            if self._spec.is_nullable(child) and self._spec.resolve(child).get("properties"):
                return (name,)
        return None

    @cached_property
    def _template(self) -> ResponseTemplate:
        owner = self._source.owner
        assert owner is not None
        roles: dict[str, tuple[str | None, str | None]] = {
            old: (None, None) for old in self._other_ids
        }
        roles[str(owner.id)] = (owner.name, owner.title)
        return ResponseTemplate(
            self._spec, self._route.schema, self._source.body, roles, self._world.size
        )

    @cached_property
    def _other_ids(self) -> tuple[str, ...]:
        """Ids in the documented body that are not of accounts."""
        found = entities(self._spec, self._route.schema, self._source.body)
        return tuple({t.id: None for t in found if t.kind != self._world.kind is not None})

    def _check(self, body: Any) -> None:
        if self._validator.is_valid(body):
            return
        for error in self._validator.iter_errors(body):
            where = "/".join(map(str, error.instance_path))
            raise SpecError(
                f"{self._route.id}: its response breaks its schema at /{where}: {error.message}"
            )

    @cached_property
    def _validator(self) -> Any:
        return self._spec.validator(self._route.schema)
