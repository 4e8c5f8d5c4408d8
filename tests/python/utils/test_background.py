"""A function that runs in a background thread."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest

from hikerkit._utils.background import BackgroundResult


def test_it_returns_or_raises_what_the_function_does() -> None:
    made = BackgroundResult(threading.get_ident)
    assert made.result() == made.result() != threading.get_ident()
    with pytest.raises(ZeroDivisionError):
        BackgroundResult(lambda: 1 // 0).result()


def test_without_a_free_thread_it_runs_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def start(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", start)
    assert BackgroundResult(threading.get_ident).result() == threading.get_ident()


def test_a_process_that_ends_waits_for_it() -> None:
    # A daemon thread in the middle of OpenSSL made such a process end with a crash.
    assert BackgroundResult(lambda: threading.current_thread().daemon).result() is False
    program = "import hikerkit\ntry: hikerkit.Hiker('key', timeout=-1)\nexcept ValueError: print(1)"
    for _ in range(5):
        ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
        assert (ran.returncode, ran.stdout) == (0, "1\n"), ran.stderr
