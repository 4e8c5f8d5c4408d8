"""Budget stores: exact over processes that share a file, also killed ones."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hikerkit import Budget, errors
from hikerkit.stores.base import BudgetStore
from hikerkit.stores.memory import MemoryBudgetStore
from hikerkit.stores.sqlite import SqliteBudgetStore
from hikerkit.transports.base import RawResponse, Request
from tests.conftest import Clock
from tests.sync_async import Face, answer

USER = answer({"user": {"pk": "1"}}, x_hiker_info="reqs=1")


PROGRAM = """
import sys
from hikerkit import Budget, Hiker, errors
from hikerkit.transports.base import RawResponse

class Transport:
    def send(self, request):
        return RawResponse(200, {"x-hiker-info": "reqs=1"}, b'{"user": {"pk": "1"}}', request.url)
    def close(self):
        pass

sent = 0
with Hiker("key", transport=Transport(), max_units=Budget(60, path=sys.argv[1], name="job")) as it:
    for _ in range(40):
        try:
            it.user.by_id(1)
        except errors.BudgetExceededError:
            break
        sent += 1
print(sent)
"""


def test_processes_share_a_budget_to_the_unit(tmp_path: Path) -> None:
    path = tmp_path / "shared.db"
    command = [sys.executable, "-c", PROGRAM, str(path)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    sent = [int(process.communicate()[0]) for process in running]
    budget = Budget(60, path=path, name="job")
    assert sum(sent) == 60 == budget.spent and budget.left == 0 and budget.uncertain == 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert Budget(60, path=path, name="another").left == 60


def test_what_a_killed_process_had_reserved_may_have_been_charged(tmp_path: Path) -> None:
    path = tmp_path / "shared.db"
    program = (
        "import os, sys; from hikerkit import Budget;"
        "Budget(9, path=sys.argv[1]).reserve(4); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", program, str(path)], check=False)
    budget = Budget(9, path=path)
    assert (budget.spent, budget.uncertain, budget.left) == (0, 4, 5)
    with pytest.raises(errors.BudgetExceededError):
        budget.reserve(6)


def test_an_old_reservation_may_have_been_charged(tmp_path: Path, clock: Clock) -> None:
    budget = Budget(9, path=tmp_path / "shared.db")
    reservation = budget.reserve(4)
    clock.go_on(4_000)
    assert (budget.uncertain, budget.left) == (4, 5)
    budget.settle(reservation, charge(1))  # it came to its end after all
    assert (budget.spent, budget.uncertain, budget.left) == (1, 0, 8)


def charge(units: int) -> Any:
    from hikerkit.responses.charge import Charge

    return Charge(units)


def test_a_forked_process_reopens_the_file(tmp_path: Path) -> None:
    budget = Budget(9, path=tmp_path / "shared.db")
    budget.settle(budget.reserve(2), charge(2))
    child = os.fork()
    if child == 0:
        try:
            budget.settle(budget.reserve(3), charge(3))
        finally:
            os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    assert budget.spent == 5


def test_an_invalid_path_is_refused(tmp_path: Path) -> None:
    with pytest.raises(errors.ArgumentError, match="is a folder"):
        Budget(1, path=tmp_path)
    with pytest.raises(errors.ArgumentError, match="is not a folder"):
        Budget(1, path=tmp_path / "no" / "file.db")
    with pytest.raises(errors.ArgumentError, match="expected a path"):
        Budget(1, path=5)  # type: ignore[arg-type]
    damaged = tmp_path / "damaged.db"
    damaged.write_bytes(b"this is no database, whatever its name may say" * 100)
    with pytest.raises(errors.StateError, match="cannot be used") as caught:
        Budget(1, path=damaged)
    assert caught.value.path == str(damaged)


def test_a_response_reaches_the_caller_when_the_file_breaks(
    face: Face, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "shared.db"
    budget = Budget(9, path=path)

    def script(request: Request) -> RawResponse:
        with sqlite3.connect(path) as other:
            other.execute("DROP TABLE budget_hold")
        return USER

    client, _ = face.scripted(script, max_units=budget)
    assert face.call(client, "user.by_id", 1).pk == "1"
    assert "could not be settled" in caplog.text
    with pytest.raises(errors.StateError):
        face.call(client, "user.by_id", 1)


steps = st.lists(
    st.tuples(
        st.integers(0, 5), st.one_of(st.none(), st.tuples(st.integers(0, 6), st.integers(0, 5)))
    ),
    max_size=30,
)


@given(most=st.integers(0, 30), moves=steps)
def test_both_stores_agree_and_reserve_nothing_past_the_limit(
    most: int, moves: list[tuple[int, tuple[int, int] | None]]
) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        kinds: tuple[BudgetStore, ...] = (
            MemoryBudgetStore(),
            SqliteBudgetStore(Path(folder) / "b.db", "b"),
        )
        for units, end in moves:
            before = kinds[0].totals()
            made = [kind.reserve(units, most)[0] for kind in kinds]
            assert (made[0] is None) == (made[1] is None)
            assert (made[0] is None) == (units > 0 and before.used + units > most)
            if made[0] is not None and end is not None:
                for kind, hold in zip(kinds, made, strict=True):
                    assert hold is not None
                    kind.settle(hold, *end)
            assert kinds[0].totals() == kinds[1].totals()
