"""Replay from an archive: pages per second, and memory."""

from __future__ import annotations

import resource
import tempfile
import time

import attrs

from hikerkit import Hiker
from hikerkit.mock import MockService, MockTransport
from scripts.tools.chaos.lists import long_list, method

_OWNER, _PAGE = 77, 20


@attrs.frozen
class ReplayResult:
    """The result of a replay."""

    pages: int
    stored: int
    seconds: float
    early: int
    """Peak memory in kB after a tenth of the pages."""
    late: int
    """The same after all pages."""
    units: int
    """Units charged for the replay."""

    @property
    def per_second(self) -> float:
        """Pages per second."""
        return self.pages / self.seconds

    @property
    def growth(self) -> float:
        """Peak memory at the end, relative to that after a tenth."""
        return self.late / self.early


def run_replay(pages: int, stored: int) -> ReplayResult:
    """Store a list of `stored` pages, then replay it until `pages` pages are read."""
    service = MockService(list_size=stored * _PAGE, page_size=_PAGE)
    with tempfile.TemporaryDirectory(prefix="chaos-") as folder:
        archive = f"{folder}/paid.db"
        with Hiker("chaos-key", transport=MockTransport(service), archive=archive) as hiker:
            for _ in method(hiker, long_list())(_OWNER).pages():
                pass
        units = service.ledger.units
        done = early = 0
        with Hiker("chaos-key", transport=MockTransport(service), archive=archive) as hiker:
            start = time.perf_counter()
            while done < pages:
                for _ in method(hiker, long_list())(_OWNER).pages():
                    done += 1
                    if done * 10 >= pages and not early:
                        early = _peak()
                    if done == pages:
                        break
            seconds = time.perf_counter() - start
    return ReplayResult(pages, stored, seconds, early, _peak(), service.ledger.units - units)


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
