"""Every request that the client can be made to send, judged against the spec by somebody else."""

from __future__ import annotations

import copy
from functools import cache, partial
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from hikerkit.errors import ArgumentError, ExpiredCursorError, NotFoundError
from hikerkit.events import RequestEvent
from tests.contract import drawn
from tests.contract.described import OPERATIONS, Described, follow
from tests.contract.effort import effort
from tests.contract.judge import Sent, argument_is_right, request_faults
from tests.sync_async import KEY, Face, Scripted, answer, in_turn

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.parametrize("described", OPERATIONS, ids=lambda described: described.id),
    pytest.mark.parametrize("kind", ["sync", "async"]),
]
WRONG = st.one_of(
    st.sampled_from(
        ["", " ", "007", "-1", "+1", "1.0", "٣", "a b", "@a", "a\n", "1\n", ".", "a/b"]
    ),
    st.sampled_from([0, -1, 7, 10**19, 10**20, 2**200, 10**5000, 1.0, float("nan"), float("inf")]),
    st.sampled_from([True, False, "true", "True", b"1", [], ["1"], {}, drawn.LONE, "a" * 31]),
    st.text(max_size=8),
    st.integers(),
    st.floats(),
)
TEXTS = st.one_of(
    st.text(min_size=1, max_size=12).filter(lambda text: drawn.LONE not in text),
    st.sampled_from(["a&b=c", "100%25+1", "#?/;:@", "ü 💡", "QVFD+/=", "\x00\r\n", "0", "''\"<>"]),
)


def right_value(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """What a caller may give for a parameter of this schema."""
    schema = follow(schema)
    kind = schema["type"]
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if kind == "boolean":
        return st.booleans()
    if kind == "array":
        return st.lists(right_value(schema.get("items", {})), min_size=1, max_size=3)
    least, most = schema.get("minimum"), schema.get("maximum")
    if kind == "integer":
        return st.integers(least, most) | st.sampled_from(
            [n for n in (least, most) if n is not None]
        )
    if kind == "number":
        return st.floats(least, most, allow_nan=False, allow_infinity=False)
    if "pattern" not in schema:
        return TEXTS
    found = st.from_regex(schema["pattern"], fullmatch=True)
    if "maxLength" in schema:
        edge = found.filter(lambda text: len(text) >= 1).map(
            lambda text: (text * schema["maxLength"])[: schema["maxLength"]]
        )
        found = found | edge
    if schema.get("x-numeric"):
        found = found | found.filter(str.isdigit).map(int)
    return found


@cache
def right_values(described: Described, name: str) -> st.SearchStrategy[Any]:
    """The same for a parameter; None where it may be left out."""
    parameter = next(p for p in described.parameters if p["name"] == name)
    found = right_value(parameter["schema"]).filter(partial(argument_is_right, parameter))
    return found if parameter.get("required") else st.one_of(found, found, st.none())


@st.composite
def right_arguments(draw: st.DrawFn, described: Described) -> dict[str, Any]:
    """Values by the spec's names, each of which its schema takes."""
    names = [parameter["name"] for parameter in described.parameters]
    return {name: draw(right_values(described, name)) for name in names}


@st.composite
def arguments(draw: st.DrawFn, described: Described) -> dict[str, Any]:
    """The same; one in three has a wrong value somewhere."""
    made = draw(right_arguments(described))
    if made and draw(st.integers(0, 2)) == 0:
        parameter = draw(st.sampled_from(described.parameters))
        made[parameter["name"]] = draw(near_misses(parameter) if draw(st.booleans()) else WRONG)
    return made


def near_misses(parameter: dict[str, Any]) -> st.SearchStrategy[Any]:
    """What just fails to be right: one letter too many, one below the least, nothing at all."""
    schema = follow(parameter["schema"])
    found: list[Any] = [None, True, 1, 2**63, 10**5000]
    if "maxLength" in schema:
        found += ["a" * (schema["maxLength"] + 1)] * 2
    if "minimum" in schema:
        found += [schema["minimum"] - 1] * 2
    if "maximum" in schema:
        found += [schema["maximum"] + 1] * 2
    return st.sampled_from(found)


def ask(face: Face, described: Described, values: dict[str, Any], complete: bool) -> list[Sent]:
    """The requests that such a call sends; the service knows nothing of what is asked for."""
    events: list[RequestEvent] = []
    client, transport = face.scripted(
        lambda request: answer({}, 404), retries=0, on_request=events.append
    )
    named = {described.argument(name): value for name, value in values.items()}
    method = f"with_response.{described.call}" if complete else described.call
    try:
        made = face.call(client, method, **named)
        if hasattr(made, "pages"):
            face.pages(made)
    except (NotFoundError, ExpiredCursorError):
        assert transport.requests
    except ArgumentError as error:
        assert not transport.requests and client.usage.requests == 0
        raise error
    return sent_of(transport, events)


def sent_of(transport: Scripted, events: list[RequestEvent]) -> list[Sent]:
    pairs = zip(transport.requests, events, strict=True)
    return [Sent(request, event.units) for request, event in pairs]


@effort(40)
@given(data=st.data())
def test_a_right_call_sends_one_right_request_and_a_wrong_one_none(
    described: Described, kind: str, data: Any
) -> None:
    values = data.draw(arguments(described))
    wrong = {
        described.argument(parameter["name"])
        for parameter in described.parameters
        for value in [values[parameter["name"]]]
        if (parameter.get("required") if value is None else not argument_is_right(parameter, value))
    }
    if not wrong and described.any_of and not any(values[name] for name in described.any_of):
        wrong = {described.argument(name) for name in described.any_of}
    whole = data.draw(st.booleans())
    if wrong:
        with pytest.raises(ArgumentError) as caught:
            ask(Face(kind), described, values, whole)
        assert caught.value.argument in wrong and str(caught.value.argument) in str(caught.value)
        return
    requests = ask(Face(kind), described, values, whole)
    assert len(requests) == 1
    assert request_faults(described, requests[0], values, KEY) == []


@effort(15)
@given(data=st.data())
def test_a_cursor_goes_back_as_it_came(described: Described, kind: str, data: Any) -> None:
    """The request for the second page is the first with the cursor in it, and right as well."""
    if described.paging is None:
        return
    values = data.draw(right_arguments(described))
    values[described.paging.parameter] = None
    cursor = data.draw(TEXTS | st.integers(1, 2**70))
    if described.example is None or not any(values[name] for name in described.any_of):
        return
    body = copy.deepcopy(described.example)
    last = copy.deepcopy(body)
    put(body, described.paging.cursor, cursor)
    put(last, described.paging.cursor, None)
    face = Face(kind)
    events: list[RequestEvent] = []
    client, transport = face.scripted(
        in_turn([answer(body), answer(last)]), retries=0, on_request=events.append
    )
    named = {described.argument(name): value for name, value in values.items()}
    face.pages(face.call(client, described.call, **named))
    first, second = sent_of(transport, events)
    assert request_faults(described, first, values, KEY) == []
    after = {**values, described.paging.parameter: str(cursor)}
    assert request_faults(described, second, after, KEY) == []


def put(body: Any, way: tuple[str, ...], value: Any) -> None:
    for step in way[:-1]:
        body = body[step]
    body[way[-1]] = value


def test_the_judge_of_requests_is_no_yes_man(described: Described, kind: str) -> None:
    """What the judge says of the right request with one thing wrong."""
    face = Face(kind)
    (right,) = ask(face, described, known(described), complete=False)
    assert request_faults(described, right, known(described), KEY) == []
    request, url = right.request, right.request.url
    wrong: list[dict[str, Any]] = [
        {"method": "POST"},
        {"url": url.replace("https://", "https://x.")},
        {"url": f"{url}{'&' if '?' in url else '?'}surplus=1"},
        {"url": url.replace(described.path, f"{described.path}/")},
        {"url": f"{url}#x"},
        {"headers": {}},
        {"headers": {**request.headers, "cookie": "x"}},
        {"headers": dict.fromkeys(request.headers, "other")},
    ]
    if parse_qs(urlsplit(url).query):
        wrong += [{"url": url.split("?")[0]}, {"url": f"{url}0&{url.split('?')[1]}"}]
    for change in wrong:
        changed = Sent(structs.replace(request, **change), right.units)
        assert request_faults(described, changed, known(described), KEY), change
    dearer = Sent(request, right.units + 1)
    assert request_faults(described, dearer, known(described), KEY)


def known(described: Described) -> dict[str, Any]:
    return {
        p["name"]: p["example"]
        for p in described.parameters
        if p.get("required") or p["name"] in described.any_of[:1]
    }
