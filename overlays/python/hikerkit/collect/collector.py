"""The collector: workers request lists in threads while their rows are loaded in batches."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

import attrs

from hikerkit.catalog.lists import Collectable
from hikerkit.collect.journal import Journal
from hikerkit.collect.loader import Loader
from hikerkit.collect.tables import Table
from hikerkit.collect.worker import ListEnd, Outcome, Rows, Worker

if TYPE_CHECKING:
    import pyarrow

    from hikerkit.client import Hiker

BATCH_ROWS = 50_000
"""Rows of one load: each load takes a second or two."""
_MAX_QUEUED = 64


@attrs.define
class Totals:
    """Counts of a run."""

    accounts: int = 0
    rows: int = 0
    lists: Counter[Outcome] = attrs.field(factory=Counter)
    """Lists by outcome, without those that an earlier start of this run had loaded."""


@attrs.frozen
class _AccountEnd:
    """All lists of an account have ended."""


@attrs.frozen
class _End:
    """No more messages follow."""

    error: BaseException | None


_Message: TypeAlias = Rows | ListEnd | _AccountEnd | _End


class Collector:
    """One run of a collection."""

    def __init__(
        self,
        hiker: Hiker,
        loader: Loader,
        journal: Journal,
        lists: Sequence[Collectable],
        *,
        limit: int | None = None,
        concurrency: int = 8,
        batch_rows: int = BATCH_ROWS,
    ) -> None:
        self.totals = Totals()
        self.on_account: Callable[[int], object] = lambda count: None
        """Called with the number of accounts that are done."""
        self._hiker = hiker
        self._loader = loader
        self._journal = journal
        self._concurrency = concurrency
        self._batch_rows = batch_rows
        self._stopped = threading.Event()
        self._messages: queue.Queue[_Message] = queue.Queue(_MAX_QUEUED)
        self._worker = Worker(hiker, journal, lists, limit, self._stopped, self._send)
        self._batches: dict[Table, list[pyarrow.RecordBatch]] = {}
        self._count = 0
        self._ended: list[tuple[str, str]] = []

    def stop(self) -> None:
        """Send no more requests: `run` loads the rows that it has, and returns."""
        self._stopped.set()

    def run(self, accounts: Sequence[str]) -> bool:
        """Collect the accounts; returns whether it finished, rather than being stopped.

        Raises CollectError, or a HikerError that every other request would meet too. The rows
        before it are loaded, and the archive has the responses.
        """
        requests = threading.Thread(
            target=self._request_all, args=(accounts,), name="hikerkit-collect", daemon=True
        )
        requests.start()
        try:
            error = self._receive_all()
            self._load()
        except BaseException:
            self.stop()
            while requests.is_alive():  # it may wait for room in the queue
                with contextlib.suppress(queue.Empty):
                    self._messages.get(timeout=0.1)
            raise
        requests.join()
        if error is not None:
            raise error
        return not self._stopped.is_set()

    def _receive_all(self) -> BaseException | None:
        while True:
            match self._messages.get():
                case Rows(table, batch) if batch.num_rows:
                    self._batches.setdefault(table, []).append(batch)
                    self._count += batch.num_rows
                    if self._count >= self._batch_rows:
                        self._load()
                case ListEnd(account, name, outcome):
                    self.totals.lists[outcome] += 1
                    if outcome != "failed":  # that may succeed when the run resumes
                        self._ended.append((account, name))
                case _AccountEnd():
                    self.totals.accounts += 1
                    self.on_account(self.totals.accounts)
                case _End(error):
                    return error

    def _load(self) -> None:
        if self._batches:
            self._loader.load(self._batches)
            self.totals.rows += self._count
            self._batches, self._count = {}, 0
        # Only after the load: a list in the journal is never requested again.
        self._journal.add(self._ended)
        self._ended = []

    # In threads of their own.

    def _request_all(self, accounts: Sequence[str]) -> None:
        end = _End(None)
        try:
            with self._hiker.gather(
                self._worker.collect, self._until_stopped(accounts), concurrency=self._concurrency
            ) as results:
                for result in results:
                    result.unwrap()
                    self._send(_AccountEnd())
        except BaseException as error:
            end = _End(error)
        self._messages.put(end)

    def _until_stopped(self, accounts: Sequence[str]) -> Iterator[str]:
        for account in accounts:
            if self._stopped.is_set():
                return
            yield account

    def _send(self, message: _Message) -> None:
        while not self._stopped.is_set():
            with contextlib.suppress(queue.Full):
                self._messages.put(message, timeout=0.1)
                return
