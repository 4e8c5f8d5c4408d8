"""Open the store of a budget or of rate limits: a file by its path, or memory."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from hikerkit._utils.log import logger
from hikerkit.errors import ArgumentError, HikerError, StateError
from hikerkit.stores.base import BudgetStore, RateStore
from hikerkit.stores.memory import MemoryBudgetStore, MemoryRateStore

T = TypeVar("T")

ENVIRONMENT = "HIKERKIT_STATE"


def open_budget_store(path: str | os.PathLike[str] | None, name: str) -> BudgetStore:
    """The store of a budget: in the file, or in memory. Raises ArgumentError, StateError."""
    if path is None:
        return MemoryBudgetStore()
    from hikerkit.stores.sqlite import SqliteBudgetStore

    return SqliteBudgetStore(path, name)


def open_rate_store(folder: str | os.PathLike[str] | None) -> RateStore:
    """The store of rate limits in this folder, by default in the user's own.

    Raises ArgumentError for a given folder that cannot be used. If the user's own cannot be
    used, it logs a warning, and every process keeps its own rate.
    """
    from hikerkit.stores.sqlite import SqliteRateStore

    if folder is not None:
        try:
            return SqliteRateStore(Path(folder))
        except (TypeError, HikerError) as error:
            raise ArgumentError(f"state_dir: {error}", argument="state_dir") from None
    try:
        return FallbackRateStore(SqliteRateStore(_default_folder()))
    except (RuntimeError, HikerError) as error:
        _warn(error)
        return MemoryRateStore()


class FallbackRateStore:
    """A file, or memory from the moment that the file cannot be used."""

    def __init__(self, file: RateStore) -> None:
        self._store = file

    @property
    def blocks(self) -> bool:
        return self._store.blocks

    def name(self, key: str) -> str:
        return self._store.name(key)

    def update(self, name: str, change: Callable[[Any], tuple[list[Any], T]]) -> T:
        store = self._store
        try:
            return store.update(name, change)
        except StateError as error:
            if self._store is store:  # no other thread was faster
                _warn(error)
                self._store = MemoryRateStore()
        return self._store.update(name, change)


def _default_folder() -> Path:
    if given := os.environ.get(ENVIRONMENT):
        return Path(given)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    else:
        base = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(base) / "hikerkit"


def _warn(error: Exception) -> None:
    logger().warning("The rate limit applies to this process only, not to the machine: %s", error)
