"""Any answer that the spec allows comes through the client equal, and typed as declared."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.contract import drawn
from tests.contract.asked import Asker, Outcome
from tests.contract.described import OPERATIONS, Described
from tests.contract.effort import effort
from tests.contract.judge import allowed
from tests.contract.typed import declared, mistyped, plain, same
from tests.sync_async import Face, answer

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.parametrize("described", OPERATIONS, ids=lambda described: described.id),
]
BOTH = pytest.mark.parametrize("kind", ["sync", "async"])


def at(body: Any, way: tuple[str, ...]) -> Any:
    for step in way:
        body = body[step]
    return body


def schema_at(schema: Any, way: tuple[str, ...]) -> Any:
    for step in way:
        schema = declared(schema)[1]["properties"][step]
    return schema


def cursor_of(value: Any) -> str | None:
    """The cursor as it has to be handed over: a text, or None at the end."""
    return None if value in (None, "") else str(value)


def came_through(described: Described, body: Any, content: bytes, outcome: Outcome) -> None:
    """Whether all of it is there, as it was sent and as it was declared."""
    assert outcome.error is None
    response = outcome.response
    assert response.content == content and response.deviations == ()
    assert not list(mistyped(described.schema, body, response.body))
    assert same(response.body.to_dict(), body) and same(plain(response.body), body)
    assert same(json.loads(response.body.to_json()), body)
    if described.paging is None:
        found = at(body, described.result)
        assert same(plain(response.result), found)
        schema = schema_at(described.schema, described.result)
        assert not list(mistyped(schema, found, response.result))
        return
    paging, page = described.paging, outcome.page
    schema = declared(schema_at(described.schema, paging.items))[1]["items"]
    entries = at(body, paging.items) or []
    items = [at(entry, paging.item) for entry in entries]
    assert same([plain(item) for item in page.items], items) and page.invalid_items == []
    for item, got in zip(items, page.items, strict=True):
        assert not list(mistyped(schema_at(schema, paging.item), item, got))
    cursor = at(body, paging.cursor)
    assert page.cursor == cursor_of(cursor) and type(page.cursor) in (str, type(None))


@BOTH
def test_the_documented_answer_comes_through(described: Described, kind: str) -> None:
    if described.example is None:
        pytest.skip("it has no documented answer")
    content = json.dumps(described.example).encode()
    for strict in (False, True):
        outcome = Asker[bytes](kind, described, strict=strict).one(content)
        came_through(described, described.example, content, outcome)


@BOTH
@effort(12)
@given(data=st.data())
def test_any_allowed_answer_comes_through(described: Described, kind: str, data: Any) -> None:
    body = data.draw(drawn.values(described.schema))
    assume(allowed(described, body) and utf8(at_cursor(described, body)))
    content = data.draw(drawn.spelled(body))
    strict = data.draw(st.booleans())
    came_through(
        described, body, content, Asker[bytes](kind, described, strict=strict).one(content)
    )


def at_cursor(described: Described, body: Any) -> Any:
    return None if described.paging is None else at(body, described.paging.cursor)


def utf8(value: Any) -> bool:
    return not isinstance(value, str) or drawn.LONE not in value


@BOTH
def test_a_text_that_is_no_unicode_loses_nothing(described: Described, kind: str) -> None:
    """JSON can spell half an emoji. Strictly it is told, otherwise the response comes through."""
    if described.example is None:
        pytest.skip("it has no documented answer")
    body = {**described.example, "new": [drawn.LONE, {drawn.LONE: f"a{drawn.LONE}"}]}
    outcome = Asker[bytes](kind, described).one(json.dumps(body).encode())
    assert outcome.error is None and same(plain(outcome.response.body), body)
    assert same(outcome.response.body.to_dict(), body)
    assert same(json.loads(outcome.response.body.to_json()), body)
    assert [place for place, _ in outcome.response.deviations] == [""]
    strict = Asker[bytes](kind, described, strict=True).one(json.dumps(body).encode())
    assert strict.error is not None and strict.error.pointer == ""


def distinct(described: Described, items: list[Any]) -> list[Any]:
    """What a walk hands over: an item that came already is left out."""
    assert described.paging is not None
    entry = declared(schema_at(described.schema, described.paging.items))[1]["items"]
    fields = declared(schema_at(entry, described.paging.item))[1].get("x-identity", ())
    found, seen = [], set()
    for item in items:
        known = next(
            (
                str(item[field])
                for field in fields
                if isinstance(item.get(field), str | int)
                and not isinstance(item[field], bool)
                and item[field] != ""
            ),
            None,
        )
        if known is None or known not in seen:
            found.append(item)
        seen.add(known)
    return found


@BOTH
@effort(8)
@given(data=st.data())
def test_a_walk_gives_the_items_of_all_pages(described: Described, kind: str, data: Any) -> None:
    if described.paging is None:
        return
    paging, face, sent = described.paging, Face(kind), []
    bodies = [data.draw(page_of(described)) for _ in range(3)]
    cursors = [data.draw(CURSORS), data.draw(CURSORS)]
    assume(str(cursors[0]) != str(cursors[1]))
    for body, cursor in zip(bodies, [*cursors, None], strict=True):
        at(body, paging.cursor[:-1])[paging.cursor[-1]] = cursor
    waiting = [json.dumps(body).encode() for body in bodies]

    def script(request: Any) -> Any:
        sent.append(request)
        return answer(content=waiting[len(sent) - 1])

    client, _ = face.scripted(script)
    pager = face.call(client, described.call, **described.arguments)
    entries = [entry for body in bodies for entry in at(body, paging.items) or ()]
    expected = distinct(described, [at(entry, paging.item) for entry in entries])
    assert same([plain(item) for item in face.items(pager)], expected)
    assert (pager.done, pager.cursor, pager.invalid_items, len(sent)) == (True, None, [], 3)
    asked = [parse_qs(urlsplit(request.url).query).get(paging.parameter) for request in sent]
    assert asked == [None, [str(cursors[0])], [str(cursors[1])]]


CURSORS = st.one_of(
    st.integers(1, 2**64), st.text(min_size=1, max_size=8), st.sampled_from(["a&b=c#d%20+ é", "0"])
)


def page_of(described: Described) -> st.SearchStrategy[Any]:
    return drawn.values(described.schema).filter(lambda body: allowed(described, body))
