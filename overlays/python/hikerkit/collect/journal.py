"""The journal of a run: which lists are loaded, so that an interrupted run can resume."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from hikerkit._utils.files import replacing
from hikerkit.collect.errors import CollectError, wrap_os_errors


class Journal:
    """A folder next to the destination, locked while a run uses it."""

    def __init__(self, folder: Path) -> None:
        """Raises CollectError if it cannot be created, or another run uses it."""
        self.folder = folder
        with wrap_os_errors(folder):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._lock = _lock(folder / "lock")
        self._path = folder / "run.jsonl"
        self.run_id = ""
        self.started_at = datetime.now(UTC)
        self.loaded: set[tuple[str, str]] = set()
        """Account and list of everything that this run has loaded."""

    @property
    def archive(self) -> Path:
        """The archive of this run only: the next run must get new responses."""
        return self.folder / f"{self.run_id}.archive.db"

    def begin(self, restart: bool = False) -> bool:
        """Resume the unfinished run or, with `restart` or without one, start a new run.

        Returns whether it resumes. Raises CollectError.
        """
        entries = [] if restart else self._read()
        if entries and "run" in entries[0] and not any("finished" in entry for entry in entries):
            self.run_id = entries[0]["run"]
            self.started_at = datetime.fromisoformat(entries[0]["started"])
            for entry in entries:
                if "list" in entry:
                    self.loaded.add((entry["account"], entry["list"]))
                elif "reset" in entry:
                    self.loaded.clear()
            return True
        self.started_at = datetime.now(UTC)
        self.run_id = f"{self.started_at:%Y%m%dT%H%M%S.%f}Z"
        first = {"run": self.run_id, "started": self.started_at.isoformat()}
        with wrap_os_errors(self.folder), replacing(self._path) as part:
            Path(part).write_text(json.dumps(first) + "\n")
        return False

    def add(self, lists: Iterable[tuple[str, str]]) -> None:
        """Record the account and name of lists that are loaded."""
        entries = [{"account": account, "list": name} for account, name in lists]
        self.loaded.update((entry["account"], entry["list"]) for entry in entries)
        self._append(entries)

    def reset(self) -> None:
        """Record that the tables are gone: load everything again, from the archive."""
        if self.loaded:
            self.loaded.clear()
            self._append([{"reset": datetime.now(UTC).isoformat()}])

    def finish(self) -> None:
        """Record that the run is finished: the next one is a new run."""
        self._append([{"finished": datetime.now(UTC).isoformat()}])

    def close(self) -> None:
        """Release the lock."""
        self._lock.close()

    def _read(self) -> list[dict[str, Any]]:
        entries = []
        with wrap_os_errors(self._path), contextlib.suppress(FileNotFoundError):
            for line in self._path.read_text().splitlines():
                with contextlib.suppress(ValueError):  # the last line, cut off by a kill
                    entries.append(json.loads(line))
        return entries

    def _append(self, entries: list[dict[str, str]]) -> None:
        if entries:
            with wrap_os_errors(self.folder), self._path.open("a") as file:
                file.write("".join(json.dumps(entry) + "\n" for entry in entries))
                file.flush()
                os.fsync(file.fileno())


def _lock(path: Path) -> IO[bytes]:
    file = path.open("ab")
    try:
        import fcntl
    except ImportError:  # Windows: two runs at once are not detected
        return file
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        raise CollectError(f"{path.parent}: another run is collecting into it") from None
    return file
