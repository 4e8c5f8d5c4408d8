"""The documented answers with one field changed: what is right comes through, what is not is told.

Told means: raised in strict mode, kept and reported in the tolerant one, with the JSON pointer.
"""

from __future__ import annotations

import json
from typing import Any

import attrs
import pytest

from hikerkit.errors import UnexpectedShapeError
from tests.contract.asked import Asker, Outcome
from tests.contract.changed import GONE, Change, changed, changes
from tests.contract.described import OPERATIONS, Described, Paging, Way, pointer
from tests.contract.judge import allowed, faults
from tests.contract.test_client_answers import at, came_through
from tests.contract.typed import plain, same

DOCUMENTED = [described for described in OPERATIONS if described.example is not None]
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@attrs.frozen
class Served:
    """A changed body, and what the judge says of it."""

    body: Any
    content: bytes
    allowed: bool

    @classmethod
    def of(cls, described: Described, change: Change) -> Served:
        body = changed(described.example, change)
        return cls(body, json.dumps(body).encode(), allowed(described, body))


@pytest.mark.parametrize("kind", ["sync", "async"])
@pytest.mark.parametrize("described", DOCUMENTED, ids=lambda described: described.id)
def test_every_change_of_one_field(described: Described, kind: str) -> None:
    # Each face has every second change; which one it is moves on with every field.
    mine = [c for n, c in enumerate(changes()[described.id]) if (n % 2 == 0) is (kind == "sync")]
    made = {change: Served.of(described, change) for change in mine}

    def tolerant(change: Change, outcome: Outcome) -> None:
        if made[change].allowed:
            unchanged(change, made[change], outcome)
        else:
            kept_and_reported(described, change, made[change], outcome)

    def strict(change: Change, outcome: Outcome) -> None:
        if made[change].allowed:
            assert outcome.error is None, change
            assert outcome.response.content == made[change].content, change
        else:
            told(described, change, made[change], outcome)

    def content(change: Change) -> bytes:
        return made[change].content

    Asker[Change](kind, described).each(mine, content, tolerant)
    Asker[Change](kind, described, strict=True).each(mine, content, strict)


def unchanged(change: Change, sent: Served, outcome: Outcome) -> None:
    assert outcome.error is None and outcome.response.deviations == (), change
    nothing_is_lost(change, sent, outcome)


def nothing_is_lost(change: Change, sent: Served, outcome: Outcome) -> None:
    assert outcome.response.content == sent.content, change
    assert outcome.response.body == sent.body, change
    got = outcome.response.body
    for step in change.place[:-1]:
        got = got[step]
    if change.value is GONE:
        assert change.place[-1] not in got, change
    else:  # equal is not enough: 1, 1.0 and True are
        assert same(plain(got[change.place[-1]]), change.value), change


def kept_and_reported(described: Described, change: Change, sent: Served, outcome: Outcome) -> None:
    if outcome.error is not None:
        assert on_the_way(described, change), change
        # Inside it, where an object came in which the next step is missing.
        assert f"{outcome.error.pointer}/".startswith(f"{pointer(change.place)}/"), change
        assert outcome.error.content == sent.content
    page_is_not_lost(described, change, sent, outcome)
    if outcome.response is not None:
        nothing_is_lost(change, sent, outcome)
        right_places(described, change, sent, [p for p, _ in outcome.response.deviations])


def told(described: Described, change: Change, sent: Served, outcome: Outcome) -> None:
    error = outcome.error
    assert isinstance(error, UnexpectedShapeError) and error.content == sent.content, change
    page_is_not_lost(described, change, sent, outcome)
    if error.deviations:
        assert error.pointer == error.deviations[0][0], change
        right_places(described, change, sent, [place for place, _ in error.deviations])
    else:  # a cursor: where the list goes on is not known
        assert described.paging is not None and change.place == described.paging.cursor, change
        assert error.pointer == pointer(change.place)


def page_is_not_lost(described: Described, change: Change, sent: Served, outcome: Outcome) -> None:
    if described.paging is None or not page_can_be_made(described, sent.body):
        assert outcome.page is None, change
        return
    assert outcome.page is not None, change
    entries = at(sent.body, described.paging.items) or []
    odd = [entry for entry in entries if not is_item(described.paging, entry)]
    assert [plain(entry) for entry in outcome.page.invalid_items] == odd, change
    assert len(outcome.page.items) + len(odd) == len(entries), change


def is_item(paging: Paging, entry: Any) -> bool:
    for step in paging.item:
        entry = entry.get(step) if isinstance(entry, dict) else None
    return isinstance(entry, dict)


def right_places(described: Described, change: Change, sent: Served, places: list[str]) -> None:
    """Whether these pointers say where it is wrong: the place that was changed, or inside it."""
    expected = pointer(change.place[:-1] if change.value is GONE else change.place)
    assert places, change
    if isinstance(change.value, dict | list):
        assert all(f"{place}/".startswith(f"{expected}/") for place in places), (change, places)
    else:
        assert places == [expected], (change, places)
    # The judge stops at what may be null, ours goes on inside; each finds what the other does.
    judged = faults(described, sent.body)
    assert all(any(f"{p}/".startswith(f"{j}/") for p in places) for j in judged), (change, judged)
    assert all(any(f"{p}/".startswith(f"{j}/") for j in judged) for p in places), (change, judged)


def on_the_way(described: Described, change: Change) -> bool:
    """Whether it is changed on the way to what the caller asked for."""
    ways: list[Way] = [described.result]
    if described.paging is not None:
        ways = [described.paging.items, described.paging.cursor]
    return any(change.place == way[: len(change.place)] for way in ways)


def page_can_be_made(described: Described, body: Any) -> bool:
    assert described.paging is not None
    for step in described.paging.items:
        if not isinstance(body, dict) or step not in body:
            return False
        body = body[step]
    return body is None or isinstance(body, list)


@pytest.mark.parametrize("body", [None, [], [{}], "x", 5, True], ids=json.dumps)
@pytest.mark.parametrize("strict", [False, True], ids=["tolerant", "strict"])
@pytest.mark.parametrize("kind", ["sync", "async"])
def test_an_answer_that_is_no_object_is_told(kind: str, strict: bool, body: Any) -> None:
    for described in OPERATIONS:
        content = json.dumps(body).encode()
        outcome = Asker[bytes](kind, described, strict=strict).one(content)
        assert outcome.error is not None and outcome.error.content == content
        assert outcome.error.pointer == "" and outcome.response is None


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_pointers_are_spelled_as_json_pointers_are(kind: str) -> None:
    """A name with / and ~ in it: only an unknown field has one, and it may hold anything."""
    described = next(d for d in DOCUMENTED if d.paging is not None)
    came = Asker[bytes](kind, described)
    body = {**described.example, "a/b~c": {"x": 1}}
    content = json.dumps(body).encode()
    came_through(described, body, content, came.one(content))
