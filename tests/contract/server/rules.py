"""Rules for every single response, beyond its schema."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tests.contract.server.promises import Json, Operation, at, shortcode

_DIGITS = re.compile(r"(?:[a-z]+:)?([0-9]+)(?:_([0-9]+))?")
_SAFE = 2**53 - 1
_UNITS = re.compile(r"reqs=([0-9]+)")


def broken_rules(
    operation: Operation, query: Json, headers: Json, body: Any
) -> Iterator[tuple[str, str]]:
    """Name and message of each rule that a response breaks."""
    for name, rule in RULES.items():
        for message in rule(operation, query, headers, body):
            yield name, message


def limits_are_honoured(
    operation: Operation, query: Json, headers: Json, body: Any
) -> Iterator[str]:
    """A limit is the largest number of entries."""
    for name, pointer in operation.effects("limits"):
        given = query.get(name)
        default = next(p for p in operation.parameters if p["name"] == name)["schema"]["default"]
        most = int(given) if given is not None else default
        if len(at(body, pointer)) > most:
            yield f"{name} is {most}, and there are {len(at(body, pointer))}"


def big_integers_are_strings_where_asked(
    operation: Operation, query: Json, headers: Json, body: Any
) -> Iterator[str]:
    """No integer that a double cannot hold is left where the schema allows a string."""
    for name, _ in operation.effects("integers"):
        for schema, node in operation.contract.objects(operation.schema, body):
            for field, value in node.items():
                big = isinstance(value, int) and abs(value) > _SAFE
                kinds = operation.contract.choices(schema.get("properties", {}).get(field, {}))
                if query.get(name) == "true" and big and any("string" in str(k) for k in kinds):
                    yield f"{field} is {value}"


def ids_agree(operation: Operation, query: Json, headers: Json, body: Any) -> Iterator[str]:
    """All forms of an id agree; the id of a post contains that of its owner."""
    for schema, node in operation.contract.objects(operation.schema, body):
        own = None
        for field in schema.get("x-identity", ()):
            value = node.get(field)
            if value is None:
                continue
            found = _DIGITS.fullmatch(str(value))
            if own is None and found:
                own = found[1]
            number = found[1] if found else value
            if own is not None and number != own and value != shortcode(int(own)):
                yield f"{field} is {value!r}, but another id of it is {own}"
        owner = node.get(schema.get("x-entity", {}).get("owner", ""))
        yield from _tails(schema, node, own, owner)


def _tails(schema: Json, node: Json, own: str | None, owner: Any) -> Iterator[str]:
    for field, value in node.items():
        found = _DIGITS.fullmatch(value) if isinstance(value, str) else None
        of_owner = found and found[2] and found[1] == own and isinstance(owner, dict)
        if of_owner and found and found[2] != str(owner.get("pk")):
            yield f"{field} is {value!r}, and its owner is {owner.get('pk')}"
        wrong_head = found and found[2] and own and found[1] != own
        if wrong_head and field in ("id", "strong_id__"):
            yield f"{field} is {value!r}, but another id of it is {own}"


def calls_cost_their_price(
    operation: Operation, query: Json, headers: Json, body: Any
) -> Iterator[str]:
    """The header has the price of the spec."""
    match = _UNITS.fullmatch(headers.get("x-hiker-info", ""))
    if match is None:
        yield f"x-hiker-info is {headers.get('x-hiker-info')!r}"
    elif int(match[1]) != operation.price(query):
        yield f"it cost {match[1]}, not {operation.price(query)}"


def cursors_move(operation: Operation, query: Json, headers: Json, body: Any) -> Iterator[str]:
    """The next cursor differs from the one in the request, and is the same in all its fields."""
    page = operation.page
    if page is None:
        return
    cursor = at(body, page.cursor)
    if cursor is not None and str(cursor) == query.get(page.parameter):
        yield "the cursor is the one of the request"
    more = page.pointer("more")
    if more and _value_at(body, more) not in (None, cursor is not None):
        yield f"{more} is {_value_at(body, more)}, and the cursor is {cursor!r}"
    for place in page.link["x-page"].get("cursors", ()):
        other = _value_at(body, place)
        if other is not None and str(other) != str(cursor):
            yield f"{place} is {other!r}, and the cursor is {cursor!r}"


def pages_hold_no_item_twice(
    operation: Operation, query: Json, headers: Json, body: Any
) -> Iterator[str]:
    """All items of a page differ."""
    page = operation.page
    if page is None:
        return
    found = operation.ids(body)
    if len(set(found)) < len(found):
        yield "an item is on it twice"


def texts_are_texts(operation: Operation, query: Json, headers: Json, body: Any) -> Iterator[str]:
    """No character was lost."""
    text = str(body)
    if "\ufffd" in text:
        yield "a character was replaced"
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        yield "it contains half a character"


def _value_at(body: Any, pointer: str) -> Any:
    for step in pointer.split("/")[1:]:
        body = body.get(step) if isinstance(body, dict) else None
    return body


RULES = {
    rule.__name__: rule
    for rule in (
        limits_are_honoured,
        big_integers_are_strings_where_asked,
        ids_agree,
        calls_cost_their_price,
        cursors_move,
        pages_hold_no_item_twice,
        texts_are_texts,
    )
}
