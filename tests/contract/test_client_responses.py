"""The client returns any response that the spec allows, unchanged and typed as declared."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.contract import strategies
from tests.contract.client_calls import ClientCaller, Outcome
from tests.contract.declared_types import declared_schema, is_same_json, to_plain, type_mismatches
from tests.contract.described_operations import OPERATIONS, DescribedOperation
from tests.contract.profiles import profile
from tests.contract.validation import is_allowed
from tests.sync_async import Face, answer

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.id),
]
BOTH = pytest.mark.parametrize("kind", ["sync", "async"])


def value_at(body: Any, path: tuple[str, ...]) -> Any:
    for step in path:
        body = body[step]
    return body


def schema_at(schema: Any, path: tuple[str, ...]) -> Any:
    for step in path:
        schema = declared_schema(schema)[1]["properties"][step]
    return schema


def expected_cursor(value: Any) -> str | None:
    """The cursor as the page must return it: a text, or None at the end."""
    return None if value in (None, "") else str(value)


def check_unchanged(
    operation: DescribedOperation, body: Any, content: bytes, outcome: Outcome
) -> None:
    """Check that nothing is missing or changed, and that every type is the declared one."""
    assert outcome.error is None
    response = outcome.response
    assert response.content == content and response.deviations == ()
    assert not list(type_mismatches(operation.schema, body, response.body))
    assert is_same_json(response.body.to_dict(), body)
    assert is_same_json(to_plain(response.body), body)
    assert is_same_json(json.loads(response.body.to_json()), body)
    if operation.paging is None:
        result = value_at(body, operation.result)
        assert is_same_json(to_plain(response.result), result)
        schema = schema_at(operation.schema, operation.result)
        assert not list(type_mismatches(schema, result, response.result))
        return
    paging, page = operation.paging, outcome.page
    schema = declared_schema(schema_at(operation.schema, paging.items))[1]["items"]
    entries = value_at(body, paging.items) or []
    items = [value_at(entry, paging.item) for entry in entries]
    assert is_same_json([to_plain(item) for item in page.items], items) and page.invalid_items == []
    for item, received in zip(items, page.items, strict=True):
        assert not list(type_mismatches(schema_at(schema, paging.item), item, received))
    cursor = value_at(body, paging.cursor)
    assert page.cursor == expected_cursor(cursor) and type(page.cursor) in (str, type(None))


@BOTH
def test_the_documented_response_is_returned_unchanged(
    operation: DescribedOperation, kind: str
) -> None:
    if operation.example is None:
        pytest.skip("it has no documented response")
    content = json.dumps(operation.example).encode()
    for strict in (False, True):
        outcome = ClientCaller[bytes](kind, operation, strict=strict).call_once(content)
        check_unchanged(operation, operation.example, content, outcome)


@BOTH
@profile(12)
@given(data=st.data())
def test_any_allowed_response_is_returned_unchanged(
    operation: DescribedOperation, kind: str, data: Any
) -> None:
    body = data.draw(strategies.json_for(operation.schema))
    assume(is_allowed(operation, body) and is_utf8(cursor_in(operation, body)))
    content = data.draw(strategies.encodings(body))
    strict = data.draw(st.booleans())
    check_unchanged(
        operation,
        body,
        content,
        ClientCaller[bytes](kind, operation, strict=strict).call_once(content),
    )


def cursor_in(operation: DescribedOperation, body: Any) -> Any:
    return None if operation.paging is None else value_at(body, operation.paging.cursor)


def is_utf8(value: Any) -> bool:
    return not isinstance(value, str) or strategies.LONE_SURROGATE not in value


@BOTH
def test_a_text_that_is_not_unicode_loses_nothing(operation: DescribedOperation, kind: str) -> None:
    """JSON can encode half an emoji: an error in strict mode, returned unchanged otherwise."""
    if operation.example is None:
        pytest.skip("it has no documented response")
    body = {
        **operation.example,
        "new": [
            strategies.LONE_SURROGATE,
            {strategies.LONE_SURROGATE: f"a{strategies.LONE_SURROGATE}"},
        ],
    }
    outcome = ClientCaller[bytes](kind, operation).call_once(json.dumps(body).encode())
    assert outcome.error is None and is_same_json(to_plain(outcome.response.body), body)
    assert is_same_json(outcome.response.body.to_dict(), body)
    assert is_same_json(json.loads(outcome.response.body.to_json()), body)
    assert [place for place, _ in outcome.response.deviations] == [""]
    strict = ClientCaller[bytes](kind, operation, strict=True).call_once(json.dumps(body).encode())
    assert strict.error is not None and strict.error.pointer == ""


def without_duplicates(operation: DescribedOperation, items: list[Any]) -> list[Any]:
    """What a pager returns: an item that came already is left out."""
    assert operation.paging is not None
    entry = declared_schema(schema_at(operation.schema, operation.paging.items))[1]["items"]
    fields = declared_schema(schema_at(entry, operation.paging.item))[1].get("x-identity", ())
    distinct, seen = [], set()
    for item in items:
        item_id = next(
            (
                str(item[field])
                for field in fields
                if isinstance(item.get(field), str | int)
                and not isinstance(item[field], bool)
                and item[field] != ""
            ),
            None,
        )
        if item_id is None or item_id not in seen:
            distinct.append(item)
        seen.add(item_id)
    return distinct


@BOTH
@profile(8)
@given(data=st.data())
def test_a_pager_returns_the_items_of_all_pages(
    operation: DescribedOperation, kind: str, data: Any
) -> None:
    if operation.paging is None:
        return
    paging, face, sent = operation.paging, Face(kind), []
    bodies = [data.draw(page_of(operation)) for _ in range(3)]
    cursors = [data.draw(CURSORS), data.draw(CURSORS)]
    assume(str(cursors[0]) != str(cursors[1]))
    for body, cursor in zip(bodies, [*cursors, None], strict=True):
        value_at(body, paging.cursor[:-1])[paging.cursor[-1]] = cursor
    contents = [json.dumps(body).encode() for body in bodies]

    def script(request: Any) -> Any:
        sent.append(request)
        return answer(content=contents[len(sent) - 1])

    client, _ = face.scripted(script)
    pager = face.call(client, operation.call, **operation.arguments)
    entries = [entry for body in bodies for entry in value_at(body, paging.items) or ()]
    expected = without_duplicates(operation, [value_at(entry, paging.item) for entry in entries])
    assert is_same_json([to_plain(item) for item in face.items(pager)], expected)
    assert (pager.done, pager.cursor, pager.invalid_items, len(sent)) == (True, None, [], 3)
    cursors_sent = [parse_qs(urlsplit(request.url).query).get(paging.parameter) for request in sent]
    assert cursors_sent == [None, [str(cursors[0])], [str(cursors[1])]]


CURSORS = st.one_of(
    st.integers(1, 2**64), st.text(min_size=1, max_size=8), st.sampled_from(["a&b=c#d%20+ é", "0"])
)


def page_of(operation: DescribedOperation) -> st.SearchStrategy[Any]:
    return strategies.json_for(operation.schema).filter(lambda body: is_allowed(operation, body))
