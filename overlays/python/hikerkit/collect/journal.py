"""What a collection knows between two starts: which run is under way, what of it is done."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from hikerkit.errors import HikerError


class CollectError(HikerError):
    """Nothing can be collected into the destination, or no more."""

    advice = "What was paid for is in the archive: run it again, and it goes on."
    ends_all = True


class State:
    """A folder beside the destination. Two runs at once are kept apart by a lock."""

    def __init__(self, folder: Path) -> None:
        """Raises CollectError where it cannot be made, or another run is using it."""
        self.folder = folder
        with told(folder):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._lock = _locked(folder / "lock")
        self._journal = folder / "run.jsonl"
        self.run_id = ""
        self.started_at = datetime.now(UTC)
        self.done: set[tuple[str, str]] = set()
        """Account and list of each walk of this run whose rows are in the tables."""

    def begin(self, again: bool = False) -> bool:
        """Go on with the run that did not end, else begin one; whether it goes on."""
        lines = [] if again else list(_lines(self._journal))
        if lines and "run" in lines[0] and not any("ended" in line for line in lines):
            self.run_id = lines[0]["run"]
            self.started_at = datetime.fromisoformat(lines[0]["started"])
            for line in lines:
                if "list" in line:
                    self.done.add((line["of"], line["list"]))
                elif "lost" in line:
                    self.done.clear()
            return True
        self.started_at = datetime.now(UTC)
        self.run_id = f"{self.started_at:%Y%m%dT%H%M%S.%f}Z"
        first = {"run": self.run_id, "started": self.started_at.isoformat()}
        with told(self.folder):
            temporary = self._journal.with_suffix(".part")
            temporary.write_text(json.dumps(first) + "\n")
            os.replace(temporary, self._journal)
        return False

    @property
    def archive(self) -> Path:
        """The archive of this run: what it paid for answers it alone, and so never another day."""
        return self.folder / f"{self.run_id}.archive.db"

    def add(self, walks: Iterable[tuple[str, str]]) -> None:
        """The rows of these walks are in the tables."""
        found = list(walks)
        self.done.update(found)
        self._write([{"of": of, "list": name} for of, name in found])

    def lose(self) -> None:
        """The tables are gone: all of their rows are wanted again, from the archive."""
        if self.done:
            self.done.clear()
            self._write([{"lost": datetime.now(UTC).isoformat()}])

    def end(self) -> None:
        """The run is at its end; the next one asks anew."""
        self._write([{"ended": datetime.now(UTC).isoformat()}])

    def close(self) -> None:
        """Let others use the folder."""
        self._lock.close()

    def _write(self, lines: list[dict[str, Any]]) -> None:
        if lines:
            with told(self.folder), self._journal.open("a") as file:
                file.write("".join(json.dumps(line) + "\n" for line in lines))
                file.flush()
                os.fsync(file.fileno())


@contextlib.contextmanager
def told(path: Path | str) -> Iterator[None]:
    """Turns what the system says into a CollectError."""
    try:
        yield
    except OSError as error:
        why = error.strerror or error
        raise CollectError(f"{path} cannot be written: {why}") from None


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of the journal; the last may be half of one, after a kill."""
    with told(path), contextlib.suppress(FileNotFoundError):
        for line in path.read_text().splitlines():
            with contextlib.suppress(ValueError):
                yield json.loads(line)


def _locked(path: Path) -> IO[bytes]:
    file = path.open("ab")
    try:
        import fcntl
    except ImportError:  # no such locks there; nothing is lost but this check
        return file
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        raise CollectError(f"{path.parent}: another run is collecting into it") from None
    return file
