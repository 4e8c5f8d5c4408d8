"""Where the state of keys' rates is kept: a file of the user, or this process alone."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from hikerkit._utils.log import logger
from hikerkit._utils.sqlite import SharedFile
from hikerkit.errors import ArgumentError, HikerError, StateError
from hikerkit.layers.rate_schedule import RateSchedule, plain_of, slots_of

ENVIRONMENT = "HIKERKIT_STATE"

_SCHEMA = """
CREATE TABLE IF NOT EXISTS salt (one INTEGER PRIMARY KEY CHECK (one = 1), salt BLOB NOT NULL);
INSERT OR IGNORE INTO salt VALUES (1, randomblob(32));
CREATE TABLE IF NOT EXISTS rate (key TEXT PRIMARY KEY, slots TEXT NOT NULL);
"""


class RateStore(Protocol):
    """Keeps the slots of every key."""

    def name(self, key: str) -> str:
        """What a key is called here; nobody can tell the key from it."""

    def change(self, name: str) -> contextlib.AbstractContextManager[RateSchedule]:
        """The slots of a key, to be changed by nobody else meanwhile."""


def _hashed(key: str, salt: bytes) -> str:
    return hashlib.blake2b(key.encode(), key=salt, digest_size=16).hexdigest()


class MemoryRateStore:
    """For this process alone."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._salt = os.urandom(32)
        self._slots: dict[str, RateSchedule] = {}

    def name(self, key: str) -> str:
        return _hashed(key, self._salt)

    @contextlib.contextmanager
    def change(self, name: str) -> Iterator[RateSchedule]:
        with self._lock:
            yield self._slots.setdefault(name, RateSchedule())


class SqliteRateStore:
    """For every process that uses this folder."""

    def __init__(self, folder: Path) -> None:
        """Raises ArgumentError, StateError."""
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise StateError(f"{folder} cannot be made: {error}", path=str(folder)) from None
        self._file = SharedFile(folder / "rate.db", _SCHEMA, durable=False)
        with self._file.change() as connection:
            (self._salt,) = connection.execute("SELECT salt FROM salt").fetchone()

    def name(self, key: str) -> str:
        return _hashed(key, self._salt)

    @contextlib.contextmanager
    def change(self, name: str) -> Iterator[RateSchedule]:
        with self._file.change() as connection:
            row = connection.execute("SELECT slots FROM rate WHERE key = ?", (name,)).fetchone()
            slots = slots_of(_loaded(row[0])) if row else RateSchedule()
            yield slots
            connection.execute(
                "INSERT OR REPLACE INTO rate VALUES (?, ?)", (name, json.dumps(plain_of(slots)))
            )


class FallbackStore:
    """A file, or this process alone from the moment that the file cannot be used."""

    def __init__(self, file: RateStore) -> None:
        self._state = file

    def name(self, key: str) -> str:
        return self._state.name(key)

    @contextlib.contextmanager
    def change(self, name: str) -> Iterator[RateSchedule]:
        with contextlib.ExitStack() as stack:
            try:
                slots = stack.enter_context(self._state.change(name))
            except StateError as error:
                _warn(error)
                self._state = MemoryRateStore()
                slots = stack.enter_context(self._state.change(name))
            yield slots


def rate_state(folder: str | os.PathLike[str] | None) -> RateStore:
    """The state in this folder, or in the user's own.

    Raises ArgumentError for a folder that was given and cannot be used; where none was given,
    there is a warning, and every process minds the rate for itself.
    """
    if folder is not None:
        try:
            return SqliteRateStore(Path(folder))
        except (TypeError, HikerError) as error:
            raise ArgumentError(f"state_dir: {error}", argument="state_dir") from None
    try:
        return FallbackStore(SqliteRateStore(_default_folder()))
    except (RuntimeError, HikerError) as error:
        _warn(error)
        return MemoryRateStore()


def _default_folder() -> Path:
    if given := os.environ.get(ENVIRONMENT):
        return Path(given)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    else:
        base = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(base) / "hikerkit"


def _loaded(text: str) -> object:
    try:
        return json.loads(text)
    except (TypeError, ValueError, RecursionError):
        return None


def _warn(error: Exception) -> None:
    logger().warning(
        "The rate is minded in this process alone, not over all of the machine: %s", error
    )
