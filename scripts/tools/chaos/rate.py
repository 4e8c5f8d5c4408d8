"""Several processes on one key: the rate is used and never passed, the budget kept exactly."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import attrs

from hikerkit import Hiker
from hikerkit.mock import MockService, MockTransport, Plan, serve
from scripts.tools.chaos.lists import long_list, method

RATE = 15
_KEY = "chaos-key"

PROGRAM = """
import sys
from concurrent.futures import ThreadPoolExecutor
from hikerkit import Budget, Hiker
from hikerkit.errors import BudgetExceededError
from scripts.tools.chaos.lists import long_list, method
url, state, budget, units, rate, *owners = sys.argv[1:]
made = Budget(int(units), path=budget, name="chaos")
def read(owner):
    try:
        for page in method(hiker, long_list())(owner).pages():
            pass
    except BudgetExceededError:
        pass  # a list is longer than the budget: nothing but that ends it
with Hiker("chaos-key", base_url=url, rate=float(rate), state_dir=state, max_units=made) as hiker:
    with ThreadPoolExecutor(len(owners)) as pool:
        list(pool.map(read, owners))
"""


@attrs.frozen
class Rate:
    """What came of it."""

    processes: int
    seconds: float
    """From the first answer to the last."""
    answered: int
    refused: int
    """Answers of 429."""
    units: int
    """Charged."""
    budget: int
    most_in_a_second: int

    @property
    def used(self) -> float:
        """Share of the allowed rate that was used."""
        return (self.answered - 1) / (self.seconds * RATE) if self.seconds else 0.0


def rate(processes: int, accounts: int, seconds: int) -> Rate:
    """Let processes with accounts of their own spend what the rate allows in so many seconds."""
    units = RATE * seconds
    owners = [str(1000 + number) for number in range(accounts)]
    service = MockService(
        keys={_KEY: Plan(requests=10**6, rate=RATE), "warm-up": Plan(1)},
        list_size=10**6,
        page_size=10,
    )
    # A mock that still has to work out how its first page looks would see requests late.
    with Hiker("warm-up", transport=MockTransport(service)) as hiker:
        next(method(hiker, long_list())(owners[0]))
    service.reset()
    root = Path(__file__).resolve().parents[3]
    with tempfile.TemporaryDirectory(prefix="chaos-") as folder, serve(service) as url:
        arguments = [url, f"{folder}/state", f"{folder}/budget.db", str(units), str(RATE)]
        running = [
            subprocess.Popen(
                [sys.executable, "-c", PROGRAM, *arguments, *owners[share::processes]], cwd=root
            )
            for share in range(processes)
        ]
        try:
            for process in running:
                if process.wait(seconds * 5 + 60):
                    raise RuntimeError("a process of the run failed; what it said stands above")
        finally:
            for process in running:
                process.kill()
    times = [entry.time for entry in service.ledger.entries if entry.status == 200]
    return Rate(
        processes=processes,
        seconds=times[-1] - times[0],
        answered=len(times),
        refused=service.ledger.statuses[429],
        units=service.ledger.units,
        budget=units,
        most_in_a_second=_most_in_a_second(times),
    )


def _most_in_a_second(times: list[float]) -> int:
    most = start = 0
    for end, moment in enumerate(times):
        while times[start] <= moment - 1.0:
            start += 1
        most = max(most, end - start + 1)
    return most
