"""The documented responses with one field changed: valid ones are returned, others are reported.

Reported means: raised in strict mode; returned with its deviations, by JSON pointer, otherwise.
"""

from __future__ import annotations

import json
from typing import Any

import attrs
import pytest

from hikerkit.errors import UnexpectedShapeError
from tests.contract.client_calls import ClientCaller, Outcome
from tests.contract.declared_types import is_same_json, to_plain
from tests.contract.described_operations import (
    OPERATIONS,
    DescribedOperation,
    JsonPath,
    Paging,
    format_pointer,
)
from tests.contract.one_field_changes import REMOVED, Change, all_changes, apply_change
from tests.contract.test_client_responses import check_unchanged, value_at
from tests.contract.validation import invalid_pointers, is_allowed

DOCUMENTED = [operation for operation in OPERATIONS if operation.example is not None]
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@attrs.frozen
class ServedBody:
    """A changed body, and whether the spec allows it."""

    body: Any
    content: bytes
    is_allowed: bool

    @classmethod
    def of(cls, operation: DescribedOperation, change: Change) -> ServedBody:
        body = apply_change(operation.example, change)
        return cls(body, json.dumps(body).encode(), is_allowed(operation, body))


@pytest.mark.parametrize("kind", ["sync", "async"])
@pytest.mark.parametrize("operation", DOCUMENTED, ids=lambda operation: operation.id)
def test_every_change_of_one_field(operation: DescribedOperation, kind: str) -> None:
    # Sync and async take every second change each.
    own_changes = [
        c for n, c in enumerate(all_changes()[operation.id]) if (n % 2 == 0) is (kind == "sync")
    ]
    bodies = {change: ServedBody.of(operation, change) for change in own_changes}

    def tolerant(change: Change, outcome: Outcome) -> None:
        if bodies[change].is_allowed:
            check_accepted(change, bodies[change], outcome)
        else:
            check_reported(operation, change, bodies[change], outcome)

    def strict(change: Change, outcome: Outcome) -> None:
        if bodies[change].is_allowed:
            assert outcome.error is None, change
            assert outcome.response.content == bodies[change].content, change
        else:
            check_raised(operation, change, bodies[change], outcome)

    def content(change: Change) -> bytes:
        return bodies[change].content

    ClientCaller[Change](kind, operation).call_each(own_changes, content, tolerant)
    ClientCaller[Change](kind, operation, strict=True).call_each(own_changes, content, strict)


def check_accepted(change: Change, sent: ServedBody, outcome: Outcome) -> None:
    assert outcome.error is None and outcome.response.deviations == (), change
    check_nothing_lost(change, sent, outcome)


def check_nothing_lost(change: Change, sent: ServedBody, outcome: Outcome) -> None:
    assert outcome.response.content == sent.content, change
    assert outcome.response.body == sent.body, change
    received = outcome.response.body
    for step in change.path[:-1]:
        received = received[step]
    if change.value is REMOVED:
        assert change.path[-1] not in received, change
    else:  # equality is not enough: 1 == 1.0 == True
        assert is_same_json(to_plain(received[change.path[-1]]), change.value), change


def check_reported(
    operation: DescribedOperation, change: Change, sent: ServedBody, outcome: Outcome
) -> None:
    if outcome.error is not None:
        assert is_on_result_path(operation, change), change
        # Or inside it, if it became an object without the next key.
        assert f"{outcome.error.pointer}/".startswith(f"{format_pointer(change.path)}/"), change
        assert outcome.error.content == sent.content
    check_page(operation, change, sent, outcome)
    if outcome.response is not None:
        check_nothing_lost(change, sent, outcome)
        check_pointers(operation, change, sent, [p for p, _ in outcome.response.deviations])


def check_raised(
    operation: DescribedOperation, change: Change, sent: ServedBody, outcome: Outcome
) -> None:
    error = outcome.error
    assert isinstance(error, UnexpectedShapeError) and error.content == sent.content, change
    check_page(operation, change, sent, outcome)
    if error.deviations:
        assert error.pointer == error.deviations[0][0], change
        check_pointers(operation, change, sent, [path for path, _ in error.deviations])
    else:  # a cursor: the list cannot continue
        assert operation.paging is not None and change.path == operation.paging.cursor, change
        assert error.pointer == format_pointer(change.path)


def check_page(
    operation: DescribedOperation, change: Change, sent: ServedBody, outcome: Outcome
) -> None:
    if operation.paging is None or not has_items(operation, sent.body):
        assert outcome.page is None, change
        return
    assert outcome.page is not None, change
    entries = value_at(sent.body, operation.paging.items) or []
    invalid = [entry for entry in entries if not is_item(operation.paging, entry)]
    assert [to_plain(entry) for entry in outcome.page.invalid_items] == invalid, change
    assert len(outcome.page.items) + len(invalid) == len(entries), change


def is_item(paging: Paging, entry: Any) -> bool:
    for step in paging.item:
        entry = entry.get(step) if isinstance(entry, dict) else None
    return isinstance(entry, dict)


def check_pointers(
    operation: DescribedOperation, change: Change, sent: ServedBody, pointers: list[str]
) -> None:
    """Check that these pointers lead to the change, or inside it."""
    expected = format_pointer(change.path[:-1] if change.value is REMOVED else change.path)
    assert pointers, change
    if isinstance(change.value, dict | list):
        assert all(f"{path}/".startswith(f"{expected}/") for path in pointers), (change, pointers)
    else:
        assert pointers == [expected], (change, pointers)
    # The validator stops at nullable objects, the client looks inside them.
    expected_invalid = invalid_pointers(operation, sent.body)
    assert all(any(f"{p}/".startswith(f"{j}/") for p in pointers) for j in expected_invalid), (
        change,
        expected_invalid,
    )
    assert all(any(f"{p}/".startswith(f"{j}/") for j in expected_invalid) for p in pointers), (
        change,
        expected_invalid,
    )


def is_on_result_path(operation: DescribedOperation, change: Change) -> bool:
    """Whether the change is on the path to what the call returns."""
    paths: list[JsonPath] = [operation.result]
    if operation.paging is not None:
        paths = [operation.paging.items, operation.paging.cursor]
    return any(change.path == path[: len(change.path)] for path in paths)


def has_items(operation: DescribedOperation, body: Any) -> bool:
    assert operation.paging is not None
    for step in operation.paging.items:
        if not isinstance(body, dict) or step not in body:
            return False
        body = body[step]
    return body is None or isinstance(body, list)


@pytest.mark.parametrize("body", [None, [], [{}], "x", 5, True], ids=json.dumps)
@pytest.mark.parametrize("strict", [False, True], ids=["tolerant", "strict"])
@pytest.mark.parametrize("kind", ["sync", "async"])
def test_a_response_that_is_not_an_object_is_an_error(kind: str, strict: bool, body: Any) -> None:
    for operation in OPERATIONS:
        content = json.dumps(body).encode()
        outcome = ClientCaller[bytes](kind, operation, strict=strict).call_once(content)
        assert outcome.error is not None and outcome.error.content == content
        assert outcome.error.pointer == "" and outcome.response is None


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_a_field_name_with_slash_and_tilde_is_kept(kind: str) -> None:
    """Only unknown fields have / or ~ in their names, and those may hold anything."""
    operation = next(d for d in DOCUMENTED if d.paging is not None)
    caller = ClientCaller[bytes](kind, operation)
    body = {**operation.example, "a/b~c": {"x": 1}}
    content = json.dumps(body).encode()
    check_unchanged(operation, body, content, caller.call_once(content))
