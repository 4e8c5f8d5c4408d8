"""Several processes on one key: the rate limit is used fully, the budget exactly."""

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
url, state, path, units, rate, *owners = sys.argv[1:]
budget = Budget(int(units), path=path, name="chaos")
def read(owner):
    try:
        for page in method(hiker, long_list())(owner).pages():
            pass
    except BudgetExceededError:
        pass  # the lists are longer than the budget
with Hiker("chaos-key", base_url=url, rate=float(rate), state_dir=state, max_units=budget) as hiker:
    with ThreadPoolExecutor(len(owners)) as pool:
        list(pool.map(read, owners))
"""


@attrs.frozen
class RateResult:
    """The result of a run."""

    processes: int
    seconds: float
    """From the first response to the last."""
    responses: int
    refused: int
    """Responses with status 429."""
    units: int
    """Units charged."""
    budget: int
    max_per_second: int

    @property
    def used(self) -> float:
        """The share of the rate limit that was used."""
        return (self.responses - 1) / (self.seconds * RATE) if self.seconds else 0.0


def run_rate(processes: int, accounts: int, seconds: int) -> RateResult:
    """Let processes share the units that the rate limit allows in this number of seconds."""
    units = RATE * seconds
    owners = [str(1000 + number) for number in range(accounts)]
    service = MockService(
        keys={_KEY: Plan(requests=10**6, rate=RATE), "warm-up": Plan(1)},
        list_size=10**6,
        page_size=10,
    )
    # The first page takes the mock longer, and would delay the requests that it counts.
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
                    raise RuntimeError("a process failed; see its output above")
        finally:
            for process in running:
                process.kill()
    times = [entry.time for entry in service.ledger.entries if entry.status == 200]
    return RateResult(
        processes=processes,
        seconds=times[-1] - times[0],
        responses=len(times),
        refused=service.ledger.statuses[429],
        units=service.ledger.units,
        budget=units,
        max_per_second=_max_per_second(times),
    )


def _max_per_second(times: list[float]) -> int:
    highest = start = 0
    for end, moment in enumerate(times):
        while times[start] <= moment - 1.0:
            start += 1
        highest = max(highest, end - start + 1)
    return highest
