"""Waiting for a locked store never blocks the event loop, and loses nothing if cancelled."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anyio
import anyio.lowlevel
import pytest

from hikerkit import AsyncHiker, Budget
from hikerkit.archive import Archive
from hikerkit.stores.sqlite import SqliteBudgetStore, SqliteRateStore
from hikerkit.transports.base import RawResponse, Request
from tests.sync_async import KEY, AsyncScripted, answer

USER = answer({"user": {"pk": "1"}}, x_hiker_info="reqs=1")
TICKS = 100
BACKENDS = pytest.mark.parametrize("backend", ["asyncio", "trio"])


class Lock:
    """The write lock of a SQLite file, as another process may have it."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._guard = threading.Lock()
        self.is_held = self.is_forced = False
        # Where the event loop is blocked, nothing else would ever end the test.
        self._watchdog = threading.Timer(8, self._force)

    def acquire(self) -> None:
        self._connection.execute("BEGIN IMMEDIATE")
        self.is_held = True
        self._watchdog.start()

    def _force(self) -> None:
        self.is_forced = True
        self.release()

    def release(self) -> None:
        with self._guard:
            if self.is_held:
                self._connection.execute("ROLLBACK")
                self._connection.close()
            self.is_held = False
        self._watchdog.cancel()


class Locking(AsyncScripted):
    """A transport that may take the lock while a request is on its way."""

    def __init__(self, response: RawResponse, lock: Lock | None) -> None:
        super().__init__(lambda request: response)
        self._lock = lock

    async def send(self, request: Request) -> RawResponse:  # type: ignore[override]
        if self._lock is not None:
            self._lock.acquire()
        await anyio.sleep(0.02)  # as for a new connection
        if request.on_sent is not None:
            request.on_sent()
        return await super().send(request)


def options(kind: str, folder: Path) -> tuple[dict[str, Any], Path]:
    """Settings of a client with such a store, and its file."""
    if kind == "budget":
        return {"max_units": Budget(5, path=folder / "budget.db")}, folder / "budget.db"
    if kind == "rate":
        SqliteRateStore(folder)
        return {"rate": 50, "state_dir": folder}, folder / "rate.db"
    Archive(folder / "archive.db").close()
    return {"archive": folder / "archive.db"}, folder / "archive.db"


async def tick(lock: Lock, at: Callable[[int], None]) -> None:
    """Count iterations of the event loop while the file is locked, then release it."""
    while not lock.is_held:
        await anyio.lowlevel.checkpoint()
    for count in range(TICKS):
        at(count)
        await anyio.sleep(0.001)
    lock.release()


@BACKENDS
@pytest.mark.parametrize("status", [200, 429])
@pytest.mark.parametrize("is_sent", [False, True])
@pytest.mark.parametrize("kind", ["budget", "rate", "archive"])
def test_the_event_loop_runs_while_a_call_waits_for_a_lock(
    backend: str, kind: str, is_sent: bool, status: int, tmp_path: Path
) -> None:
    settings, path = options(kind, tmp_path)
    lock = Lock(path)
    response = USER if status == 200 else answer({}, status)
    done: list[bool] = []

    async def main() -> None:
        transport = Locking(response, lock if is_sent else None)
        async with AsyncHiker(KEY, transport=transport, retries=0, **settings) as client:

            async def call() -> None:
                try:
                    await client.user.by_id(1)
                except Exception as error:
                    assert status == 429 and "429" in repr(error)
                done.append(lock.is_held)

            if not is_sent:
                lock.acquire()
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(tick, lock, lambda count: None)
                tasks.start_soon(call)

    anyio.run(main, backend=backend)
    assert not lock.is_forced
    assert done == [False]  # it did wait for the lock


@BACKENDS
@pytest.mark.parametrize("is_sent", [False, True])
@pytest.mark.parametrize("kind", ["budget", "archive"])
def test_a_call_cancelled_while_it_waits_for_a_lock_loses_nothing(
    backend: str, kind: str, is_sent: bool, tmp_path: Path
) -> None:
    settings, path = options(kind, tmp_path)
    lock = Lock(path)

    async def main() -> None:
        scope = anyio.CancelScope()
        transport = Locking(USER, lock if is_sent else None)
        async with AsyncHiker(KEY, transport=transport, **settings) as client:

            async def call() -> None:
                with scope:
                    await client.user.by_id(1)
                    await anyio.lowlevel.checkpoint()

            if not is_sent:
                lock.acquire()
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(tick, lock, lambda count: scope.cancel() if count == 70 else None)
                tasks.start_soon(call)
        assert scope.cancelled_caught

    anyio.run(main, backend=backend)
    assert not lock.is_forced
    if kind == "budget":
        budget = settings["max_units"]
        assert (budget.spent, budget.uncertain, budget.left) == (is_sent, 0, 5 - is_sent)
    else:
        with Archive(path) as archive:
            assert len(archive) == is_sent


@pytest.mark.parametrize("step", ["reserve", "settle"])
def test_a_task_cancelled_while_a_thread_uses_the_budget(tmp_path: Path, step: str) -> None:
    """Plain asyncio, which cancels the task and not the thread."""
    begun, go, done = threading.Event(), threading.Event(), threading.Event()
    real = getattr(SqliteBudgetStore, step)
    budget = Budget(5, path=tmp_path / "shared.db")

    def slow(*args: Any) -> Any:
        begun.set()
        assert go.wait(20)
        try:
            return real(*args)
        finally:
            done.set()

    async def main() -> None:
        transport = AsyncScripted(lambda request: USER)
        client = AsyncHiker(KEY, archive=archive, transport=transport, max_units=budget)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(SqliteBudgetStore, step, slow)
            task = asyncio.ensure_future(client.user.by_id(1))
            while not begun.is_set():
                await asyncio.sleep(0.001)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
        go.set()
        while not done.is_set():
            await asyncio.sleep(0.001)
        while budget.store.totals().reserved:
            await asyncio.sleep(0.001)
        await client.aclose()
        is_sent = len(transport.requests)
        assert is_sent == (step == "settle")
        assert (budget.spent, budget.uncertain, budget.left) == (is_sent, 0, 5 - is_sent)
        assert len(archive) == is_sent  # what was paid for is kept

    with Archive(tmp_path / "archive.db") as archive:
        asyncio.run(main())
