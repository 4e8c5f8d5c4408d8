"""Fixtures for the tests of the archive."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from hikerkit._utils import clock as clocks


class Clock:
    """The wall clock of the archive."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        return time.time() + self.ahead


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(clocks, "wall", made)
    return made


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "hiker.db")
