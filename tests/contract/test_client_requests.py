"""Every request that the client can be made to send, validated independently of it."""

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
from tests.contract import strategies
from tests.contract.described_operations import OPERATIONS, DescribedOperation, follow
from tests.contract.profiles import profile
from tests.contract.validation import Sent, is_valid_argument, request_problems
from tests.sync_async import KEY, Face, Scripted, answer, in_turn

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.id),
    pytest.mark.parametrize("kind", ["sync", "async"]),
]
INVALID = st.one_of(
    st.sampled_from(
        ["", " ", "007", "-1", "+1", "1.0", "٣", "a b", "@a", "a\n", "1\n", ".", "a/b"]
    ),
    st.sampled_from([0, -1, 7, 10**19, 10**20, 2**200, 10**5000, 1.0, float("nan"), float("inf")]),
    st.sampled_from(
        [True, False, "true", "True", b"1", [], ["1"], {}, strategies.LONE_SURROGATE, "a" * 31]
    ),
    st.text(max_size=8),
    st.integers(),
    st.floats(),
)
TEXTS = st.one_of(
    st.text(min_size=1, max_size=12).filter(lambda text: strategies.LONE_SURROGATE not in text),
    st.sampled_from(["a&b=c", "100%25+1", "#?/;:@", "ü 💡", "QVFD+/=", "\x00\r\n", "0", "''\"<>"]),
)


def valid_value(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Valid values of a parameter with this schema."""
    schema = follow(schema)
    kind = schema["type"]
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if kind == "boolean":
        return st.booleans()
    if kind == "array":
        return st.lists(valid_value(schema.get("items", {})), min_size=1, max_size=3)
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
def valid_values(operation: DescribedOperation, name: str) -> st.SearchStrategy[Any]:
    """Valid values of a parameter; None if it is optional."""
    parameter = next(p for p in operation.parameters if p["name"] == name)
    found = valid_value(parameter["schema"]).filter(partial(is_valid_argument, parameter))
    return found if parameter.get("required") else st.one_of(found, found, st.none())


@st.composite
def valid_arguments(draw: st.DrawFn, operation: DescribedOperation) -> dict[str, Any]:
    """Valid values by the names in the spec."""
    names = [parameter["name"] for parameter in operation.parameters]
    return {name: draw(valid_values(operation, name)) for name in names}


@st.composite
def any_arguments(draw: st.DrawFn, operation: DescribedOperation) -> dict[str, Any]:
    """The same, with an invalid value in one of three."""
    made = draw(valid_arguments(operation))
    if made and draw(st.integers(0, 2)) == 0:
        parameter = draw(st.sampled_from(operation.parameters))
        made[parameter["name"]] = draw(almost_valid(parameter) if draw(st.booleans()) else INVALID)
    return made


def almost_valid(parameter: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values just outside the bounds: one letter too many, one below the minimum, None."""
    schema = follow(parameter["schema"])
    found: list[Any] = [None, True, 1, 2**63, 10**5000]
    if "maxLength" in schema:
        found += ["a" * (schema["maxLength"] + 1)] * 2
    if "minimum" in schema:
        found += [schema["minimum"] - 1] * 2
    if "maximum" in schema:
        found += [schema["maximum"] + 1] * 2
    return st.sampled_from(found)


def call(
    face: Face, operation: DescribedOperation, values: dict[str, Any], with_response: bool
) -> list[Sent]:
    """The requests that such a call sends; the service responds with 404."""
    events: list[RequestEvent] = []
    client, transport = face.scripted(
        lambda request: answer({}, 404), retries=0, on_request=events.append
    )
    named = {operation.argument(name): value for name, value in values.items()}
    method = f"with_response.{operation.call}" if with_response else operation.call
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


@profile(40)
@given(data=st.data())
def test_a_valid_call_sends_one_valid_request_and_an_invalid_one_none(
    operation: DescribedOperation, kind: str, data: Any
) -> None:
    values = data.draw(any_arguments(operation))
    invalid = {
        operation.argument(parameter["name"])
        for parameter in operation.parameters
        for value in [values[parameter["name"]]]
        if (parameter.get("required") if value is None else not is_valid_argument(parameter, value))
    }
    if not invalid and operation.any_of and not any(values[name] for name in operation.any_of):
        invalid = {operation.argument(name) for name in operation.any_of}
    with_response = data.draw(st.booleans())
    if invalid:
        with pytest.raises(ArgumentError) as caught:
            call(Face(kind), operation, values, with_response)
        assert caught.value.argument in invalid and str(caught.value.argument) in str(caught.value)
        return
    requests = call(Face(kind), operation, values, with_response)
    assert len(requests) == 1
    assert request_problems(operation, requests[0], values, KEY) == []


@profile(15)
@given(data=st.data())
def test_a_cursor_is_sent_back_unchanged(
    operation: DescribedOperation, kind: str, data: Any
) -> None:
    """The request for the second page is the first one with the cursor, and valid, too."""
    if operation.paging is None:
        return
    values = data.draw(valid_arguments(operation))
    values[operation.paging.parameter] = None
    cursor = data.draw(TEXTS | st.integers(1, 2**70))
    if operation.example is None or not any(values[name] for name in operation.any_of):
        return
    body = copy.deepcopy(operation.example)
    last = copy.deepcopy(body)
    put(body, operation.paging.cursor, cursor)
    put(last, operation.paging.cursor, None)
    face = Face(kind)
    events: list[RequestEvent] = []
    client, transport = face.scripted(
        in_turn([answer(body), answer(last)]), retries=0, on_request=events.append
    )
    named = {operation.argument(name): value for name, value in values.items()}
    face.pages(face.call(client, operation.call, **named))
    first, second = sent_of(transport, events)
    assert request_problems(operation, first, values, KEY) == []
    after = {**values, operation.paging.parameter: str(cursor)}
    assert request_problems(operation, second, after, KEY) == []


def put(body: Any, path: tuple[str, ...], value: Any) -> None:
    for step in path[:-1]:
        body = body[step]
    body[path[-1]] = value


def test_the_validation_of_requests_finds_every_problem(
    operation: DescribedOperation, kind: str
) -> None:
    """What the judge says of the right request with one thing wrong."""
    face = Face(kind)
    (valid,) = call(face, operation, documented_values(operation), with_response=False)
    assert request_problems(operation, valid, documented_values(operation), KEY) == []
    request, url = valid.request, valid.request.url
    invalid: list[dict[str, Any]] = [
        {"method": "POST"},
        {"url": url.replace("https://", "https://x.")},
        {"url": f"{url}{'&' if '?' in url else '?'}surplus=1"},
        {"url": url.replace(operation.path, f"{operation.path}/")},
        {"url": f"{url}#x"},
        {"headers": {}},
        {"headers": {**request.headers, "cookie": "x"}},
        {"headers": dict.fromkeys(request.headers, "other")},
    ]
    if parse_qs(urlsplit(url).query):
        invalid += [{"url": url.split("?")[0]}, {"url": f"{url}0&{url.split('?')[1]}"}]
    for change in invalid:
        changed = Sent(structs.replace(request, **change), valid.units)
        assert request_problems(operation, changed, documented_values(operation), KEY), change
    dearer = Sent(request, valid.units + 1)
    assert request_problems(operation, dearer, documented_values(operation), KEY)


def documented_values(operation: DescribedOperation) -> dict[str, Any]:
    return {
        p["name"]: p["example"]
        for p in operation.parameters
        if p.get("required") or p["name"] in operation.any_of[:1]
    }
