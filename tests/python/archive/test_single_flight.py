"""Single flight: concurrent identical calls pay once, also when one of them fails or dies."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

import anyio
import anyio.lowlevel
import pytest
from msgspec import structs

from hikerkit import AsyncHiker, Hiker, errors
from hikerkit._utils.processes import pid_namespace
from hikerkit.archive import Archive, leases
from hikerkit.archive.request_key import request_key
from hikerkit.archive.store import ArchiveStore
from hikerkit.transports.base import RawResponse, Request
from tests.python.archive.service import script
from tests.sync_async import KEY, AsyncScripted, Face, Scripted, answer

URL = "https://api.hikerapi.com/v2/user/by/id?id=787132"


class Slow:
    """A transport that responds when it is allowed to."""

    def __init__(self, outcomes: list[Any] | None = None) -> None:
        self.asked, self.go = threading.Event(), threading.Event()
        self.requests: list[Request] = []
        self.outcomes = outcomes or []

    def send(self, request: Request) -> RawResponse:
        self.requests.append(request)
        self.asked.set()
        assert self.go.wait(20)
        if self.outcomes:
            raise self.outcomes.pop()
        return structs.replace(script(request), url=request.url)

    def close(self) -> None:
        pass


def together(count: int, work: Callable[[], Any], transport: Slow) -> list[Any]:
    """The results of so many threads, all of which call before the first gets a response."""
    got: list[Any] = []

    def run() -> None:
        try:
            got.append(work())
        except errors.HikerError as error:
            got.append(error)

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    assert transport.asked.wait(20)
    transport.go.set()
    for thread in threads:
        thread.join()
    return got


@pytest.mark.parametrize("options", [{}, {"refresh": True}, {"max_age": 0}])
def test_concurrent_identical_calls_of_threads_pay_once(path: str, options: dict[str, Any]) -> None:
    transport = Slow()
    arrived = threading.Barrier(6)
    with Hiker(KEY, archive=path, transport=transport) as client:

        def work() -> Any:
            arrived.wait()
            return client.with_response.user.by_id(787132, **options).source

        asked = transport.asked.wait
        # No response comes before all have looked for a lease.
        waiting = threading.Semaphore(0)
        must_wait = ArchiveStore.must_wait

        def seen(self: ArchiveStore, lease: leases.Lease, *, wait: bool = True) -> bool:
            found = must_wait(self, lease, wait=wait)
            waiting.release()
            return found

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(ArchiveStore, "must_wait", seen)
            transport.asked.wait = lambda timeout=None: (  # type: ignore[method-assign]
                asked(timeout) and all(waiting.acquire(timeout=20) for _ in range(6))
            )
            got = together(6, work, transport)
    assert sorted(got) == ["archive"] * 5 + ["wire"]
    assert len(transport.requests) == 1


@pytest.mark.parametrize("options", [{}, {"refresh": True}])
def test_concurrent_identical_calls_of_tasks_pay_once(path: str, options: dict[str, Any]) -> None:
    sources: list[str] = []

    async def main() -> None:
        go = anyio.Event()

        class Slowly(AsyncScripted):
            async def send(self, request: Request) -> RawResponse:  # type: ignore[override]
                self.requests.append(request)
                await go.wait()
                return structs.replace(script(request), url=request.url)

        transport = Slowly(script)
        async with AsyncHiker(KEY, archive=path, transport=transport) as client:

            async def ask() -> None:
                response = await client.with_response.user.by_id(787132, **options)
                sources.append(response.source)

            async with anyio.create_task_group() as tasks:
                for _ in range(20):
                    tasks.start_soon(ask)
                while not transport.requests:
                    await anyio.sleep(0.001)
                await anyio.wait_all_tasks_blocked()
                go.set()
        assert len(transport.requests) == 1

    anyio.run(main)
    assert sorted(sources) == ["archive"] * 19 + ["wire"]


def test_where_the_call_with_the_lease_fails_the_next_sends(path: str) -> None:
    transport = Slow([errors.TimedOutError("late")])
    with Hiker(KEY, archive=path, transport=transport, retries=0) as client:
        got = together(3, lambda: client.with_response.user.by_id(787132).source, transport)
    assert len(transport.requests) == 2
    failures = [one for one in got if isinstance(one, errors.TimedOutError)]
    assert len(failures) == 1 and sorted(set(map(str, got)) - set(map(str, failures))) == [
        "archive",
        "wire",
    ]


def leave_lease(path: str, host: str, pid: int, token: str = "t") -> None:
    """Leave a lease of URL behind, as a process that was killed would."""
    with Archive(path) as archive:
        archive._store.database.write(
            lambda connection: connection.execute(
                "INSERT INTO claims VALUES (?, ?, ?, ?, 0)",
                (request_key("GET", URL), token, host, pid),
            ),
            synchronous="NORMAL",
        )


def dead_process() -> int:
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    return done.pid


def test_the_lease_of_a_dead_process_is_taken_over_at_once(
    face: Face, path: str, naps: list[float]
) -> None:
    leave_lease(path, pid_namespace(), dead_process())
    client, transport = face.scripted(script, archive=path)
    face.call(client, "user.by_id", 787132)
    assert len(transport.requests) == 1 and naps == []
    client.archive.close()


def test_a_lease_left_behind_by_this_process_is_taken_over_at_once(
    face: Face, path: str, naps: list[float]
) -> None:
    leave_lease(path, pid_namespace(), os.getpid())
    client, transport = face.scripted(script, archive=path)
    face.call(client, "user.by_id", 787132)
    assert len(transport.requests) == 1 and naps == []
    client.archive.close()


def test_a_lease_of_another_machine_is_taken_over_when_it_expires(
    face: Face, path: str, naps: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    leave_lease(path, "another machine", 1)
    seconds = iter(range(0, 10**6, 7))
    monkeypatch.setattr("time.monotonic", lambda: float(next(seconds)))
    client, transport = face.scripted(script, archive=path)
    face.call(client, "user.by_id", 787132)
    assert len(transport.requests) == 1
    assert naps and len(naps) <= leases.LEASE_SECONDS  # it did wait
    client.archive.close()


def test_a_lease_with_heartbeats_is_not_taken_over(path: str) -> None:
    watch, now = leases.LeaseWatch(), [0.0]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("time.monotonic", lambda: now[0])
        for beat in range(100):
            now[0] += leases.LEASE_SECONDS - 1
            assert not watch.is_dead(("t", "another machine", 1, beat))
        now[0] += leases.LEASE_SECONDS + 1
        assert watch.is_dead(("t", "another machine", 1, 99))


def test_a_call_under_way_sends_heartbeats(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leases, "_BEAT_SECONDS", 0.01)
    beats: list[int] = []

    def patient(request: Request) -> RawResponse:
        with Archive(path) as other:
            while not beats or beats[-1] < 3:
                beats.append(
                    other._store.database.read(
                        lambda c: c.execute("SELECT beat FROM claims").fetchone()[0]
                    )
                )
        return script(request)

    with Hiker(KEY, archive=path, transport=Scripted(patient)) as client:
        client.user.by_id(787132)
    assert beats[-1] == 3


def count_leases(archive: Archive) -> int:
    return archive._store.database.read(
        lambda c: int(c.execute("SELECT count(*) FROM claims").fetchone()[0])
    )


@pytest.mark.parametrize("failure", [errors.ConnectionLostError("lost"), KeyboardInterrupt()])
def test_a_failed_call_leaves_no_lease(face: Face, path: str, failure: BaseException) -> None:
    def fail(request: Request) -> RawResponse:
        raise failure

    client, _ = face.scripted(fail, archive=path)
    with pytest.raises(type(failure)):
        face.call(client, "user.by_id", 787132)
    assert count_leases(client.archive) == 0
    client, transport = face.scripted(script, archive=client.archive)
    face.call(client, "user.by_id", 787132)
    assert len(transport.requests) == 1 and count_leases(client.archive) == 0
    client.archive.close()


def test_a_free_response_leaves_no_lease(face: Face, path: str) -> None:
    client, _ = face.scripted(lambda request: answer({}, 404, x_hiker_info="reqs=0"), archive=path)
    with pytest.raises(errors.NotFoundError):
        face.call(client, "user.by_id", 787132)
    assert count_leases(client.archive) == 0
    client.archive.close()


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_response_that_came_before_the_cancellation_is_kept(path: str, backend: str) -> None:
    async def main() -> None:
        with anyio.CancelScope() as scope:

            def cancelled(request: Request) -> RawResponse:
                scope.cancel()
                return script(request)

            async with AsyncHiker(KEY, archive=path, transport=AsyncScripted(cancelled)) as client:
                await client.user.by_id(787132)
                await anyio.lowlevel.checkpoint()
        assert scope.cancelled_caught

    anyio.run(main, backend=backend)
    with Archive(path) as archive:
        assert len(archive) == 1 and count_leases(archive) == 0
        with Hiker(KEY, archive=archive, transport=Scripted(script)) as client:
            assert client.with_response.user.by_id(787132).source == "archive"


def test_cancelling_a_waiting_call_keeps_the_lease_of_the_other(path: str) -> None:
    async def main() -> None:
        go = anyio.Event()

        class Slowly(AsyncScripted):
            async def send(self, request: Request) -> RawResponse:  # type: ignore[override]
                self.requests.append(request)
                await go.wait()
                return structs.replace(script(request), url=request.url)

        transport = Slowly(script)
        async with AsyncHiker(KEY, archive=path, transport=transport) as client:
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(client.user.by_id, 787132)
                while not transport.requests:
                    await anyio.sleep(0.001)
                with anyio.move_on_after(0.05):
                    await client.user.by_id(787132)
                assert client.archive is not None and count_leases(client.archive) == 1
                go.set()
            assert (await client.with_response.user.by_id(787132)).source == "archive"
        assert len(transport.requests) == 1

    anyio.run(main)


@pytest.mark.parametrize("step", ["acquire", "save"])
def test_a_task_cancelled_while_a_thread_uses_the_archive(path: str, step: str) -> None:
    """Plain asyncio, which cancels the task and not the thread."""
    begun, go, done = threading.Event(), threading.Event(), threading.Event()
    real = getattr(ArchiveStore, step)

    def slow(*args: Any) -> Any:
        begun.set()
        assert go.wait(20)
        try:
            return real(*args)
        finally:
            done.set()

    async def main() -> None:
        client = AsyncHiker(KEY, archive=archive, transport=AsyncScripted(script))
        task = asyncio.ensure_future(client.user.by_id(787132))
        while not begun.is_set():
            await asyncio.sleep(0.001)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        go.set()
        while not done.is_set():
            await asyncio.sleep(0.001)
        await client.aclose()

    with Archive(path) as archive:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(ArchiveStore, step, slow)
            asyncio.run(main())
        kept = 1 if step == "save" else 0
        assert len(archive) == kept and count_leases(archive) == 0
        transport = Scripted(script)
        with Hiker(KEY, archive=archive, transport=transport) as client:
            client.user.by_id(787132)
        assert len(transport.requests) == 1 - kept
