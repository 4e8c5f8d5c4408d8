"""Rules for links: both ends fit, and lists can be paginated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from hikerkit._utils.json_path import parse_pointer
from hikerkit.spec.document import Json
from scripts.tools.spec.rules.document import Finding, Rule, RuleDocument

_RESPONSE = "$response.body#"
_REQUEST = re.compile(r"\$request\.(?:query|path)\.(.+)")
# The types of what the pointers of an x-page lead to.
_PAGE_TYPES = {
    "cut": {"boolean"},
    "more": {"boolean"},
    "size": {"integer"},
    "total": {"integer"},
    "cursors": {"string", "integer"},
}


def links_fit_both_ends(document: RuleDocument) -> Iterator[Finding]:
    """No linter checks them; stateful tests and pagers rely on them."""
    for _, _, operation in document.places:
        for place, link in document.links(operation):
            target = document.by_id.get(str(link.get("operationId")))
            if target is None:
                yield place, f"there is no operation {link.get('operationId')}"
                continue
            given, wanted = link.get("parameters", {}), document.parameters(target)
            for name in given:
                if name not in wanted:
                    yield place, f"{name} is not a parameter there"
            for parameter in wanted.values():
                if parameter.get("required") and parameter["name"] not in given:
                    yield place, f"it does not give {parameter['name']}"
            for expression in given.values():
                yield from _expression(document, operation, place, str(expression))


def _expression(
    document: RuleDocument, operation: Json, place: str, expression: str
) -> Iterator[Finding]:
    if expression.startswith(_RESPONSE):
        schema = document.response_schema(operation)
        if document.at(schema, expression.removeprefix(_RESPONSE)) is None:
            yield place, f"{expression} is not in the response"
    elif found := _REQUEST.fullmatch(expression):
        if found[1] not in document.parameters(operation):
            yield place, f"{expression}: no such parameter"
    else:
        yield place, f"{expression}: an expression that is not supported"


def lists_can_be_paginated(document: RuleDocument) -> Iterator[Finding]:
    """A pager needs one cursor that can end, the items, and the item in each entry."""
    for _, _, operation in document.places:
        for place, link in document.links(operation):
            to_itself = link.get("operationId") == operation.get("operationId")
            if to_itself != ("x-page" in link):
                yield place, "x-page is for links from an operation to itself, and for all of them"
            elif to_itself:
                schema = document.response_schema(operation)
                for message in _page(document, schema, link):
                    yield place, message


def _page(document: RuleDocument, schema: Any, link: Json) -> Iterator[str]:
    values = map(str, link.get("parameters", {}).values())
    cursors = [value for value in values if value.startswith(_RESPONSE)]
    if len(cursors) != 1:
        yield "one parameter, the cursor, must come from the response"
    elif not _can_end(document, schema, cursors[0].removeprefix(_RESPONSE)):
        yield f"{cursors[0]} must be required and may be null: null ends the list"
    page = link["x-page"]
    items = document.at(schema, page.get("items", "/"))
    if items is None or "items" not in items:
        yield "x-page: items is not an array of the response"
    elif document.at(items["items"], page.get("item", "")) is None:
        yield "x-page: item is not in an entry"
    for word, types in _PAGE_TYPES.items():
        pointers = page.get(word, ())
        for pointer in [pointers] if isinstance(pointers, str) else pointers:
            if not document.types_at(schema, pointer) & types:
                yield f"x-page: {word} {pointer} is not in the response, or of another type"


def _can_end(document: RuleDocument, schema: Any, pointer: str) -> bool:
    *parent, name = parse_pointer(pointer)
    holder = document.resolve(document.declared(schema, tuple(parent)))
    inner = holder.get("properties", {}).get(name)
    # A cursor that is missing might be one that was lost.
    return inner is not None and document.is_nullable(inner) and name in holder.get("required", ())


RULES: tuple[Rule, ...] = (links_fit_both_ends, lists_can_be_paginated)
