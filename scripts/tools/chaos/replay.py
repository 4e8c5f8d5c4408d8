"""Pages answered again from an archive: how many a second, and what memory they take."""

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
class Replay:
    """What came of it."""

    pages: int
    stored: int
    seconds: float
    early: int
    """Peak memory in kB after a tenth of the pages."""
    late: int
    """After all."""
    paid: int
    """Units that the replay cost."""

    @property
    def a_second(self) -> float:
        """Pages a second."""
        return self.pages / self.seconds

    @property
    def growth(self) -> float:
        """Peak memory at the end over that after a tenth."""
        return self.late / self.early


def replay(pages: int, stored: int) -> Replay:
    """Store so many pages, then answer `pages` from the archive, again and again."""
    service = MockService(list_size=stored * _PAGE, page_size=_PAGE)
    with tempfile.TemporaryDirectory(prefix="chaos-") as folder:
        archive = f"{folder}/paid.db"
        with Hiker("chaos-key", transport=MockTransport(service), archive=archive) as hiker:
            _walk(hiker)
        paid = service.ledger.units
        done = early = 0
        with Hiker("chaos-key", transport=MockTransport(service), archive=archive) as hiker:
            began = time.perf_counter()
            while done < pages:
                for _ in method(hiker, long_list())(_OWNER).pages():
                    done += 1
                    if done * 10 >= pages and not early:
                        early = _peak()
                    if done == pages:
                        break
            seconds = time.perf_counter() - began
    return Replay(pages, stored, seconds, early, _peak(), service.ledger.units - paid)


def _walk(hiker: Hiker) -> None:
    for _ in method(hiker, long_list())(_OWNER).pages():
        pass


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
