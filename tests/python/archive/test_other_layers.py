"""The archive above the other layers: replays cost no budget and are reported to hooks."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from hikerkit import Budget, errors
from hikerkit.archive import Archive
from hikerkit.events import ResponseEvent
from tests.python.archive.service import PAGES, script
from tests.python.archive.test_single_flight import leave_lease
from tests.sync_async import Face


def test_a_replay_costs_no_budget(face: Face, path: str) -> None:
    client, transport = face.scripted(script, archive=path, max_units=PAGES)
    for _ in range(3):
        assert len(face.items(client.user.followers(787132))) == 40
    with pytest.raises(errors.BudgetExceededError):
        face.call(client, "user.by_id", 1)
    assert len(transport.requests) == PAGES
    assert client.usage.units == PAGES and client.usage.saved == 2 * PAGES
    client.archive.close()


@pytest.mark.parametrize("budget_first", [False, True])
def test_a_budget_may_share_the_file(face: Face, path: str, budget_first: bool) -> None:
    if not budget_first:
        Archive(path).close()
    for run in range(2):
        budget = Budget(3, path=path, name="march")
        client, _ = face.scripted(script, archive=path, max_units=budget)
        face.call(client, "user.by_id", 1)
        face.call(client, "user.by_id", 2 + run)
        assert budget.spent == 2 + run
        with Archive(path) as other:
            assert other.verify() == []
        client.archive.prune(older_than=0)
        assert budget.spent == 2 + run
        client, _ = face.scripted(script, archive=client.archive)
        face.call(client, "user.by_id", 1)
        client.archive.close()


def test_hooks_and_logs_report_a_replay(
    face: Face, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[ResponseEvent] = []
    client, _ = face.scripted(script, archive=path, on_response=heard.append)
    with caplog.at_level(logging.INFO, "hikerkit"):
        for _ in range(2):
            face.call(client, "user.by_id", 787132)
    assert [(event.source, event.units) for event in heard] == [("wire", 1), ("archive", 0)]
    sources: list[Any] = [getattr(record, "source", None) for record in caplog.records]
    assert sources == ["wire", "archive"]
    client.archive.close()


def test_a_deadline_ends_the_wait_for_another_call(face: Face, path: str) -> None:
    leave_lease(path, "another machine", 1)
    client, transport = face.scripted(script, archive=path)
    with pytest.raises(errors.DeadlineError, match="not charged"):
        face.call(client, "user.by_id", 787132, deadline=0.05)
    assert transport.requests == []
    client.archive.close()
