"""Where results go: stdout, or a file that gets its name when all is written."""

from __future__ import annotations

import contextlib
import gzip
import io
import os
import secrets
import stat
import sys
from collections.abc import Iterator
from itertools import count
from typing import IO, Any

from hikerkit._utils.text import printable


class OutputError(Exception):
    """A result could not be written."""


class ClosedPipeError(Exception):
    """Whoever read the output has enough, as `head` has."""


class Target:
    """Takes bytes. Nothing is asked, and paid for, before it is open."""

    path: str | None = None
    """The file; None for stdout."""
    is_terminal = False
    encoding = "utf-8"

    def write(self, data: bytes) -> None:
        """Raises OutputError, ClosedPipeError."""
        raise NotImplementedError

    def flush(self) -> None:
        """Raises OutputError, ClosedPipeError."""
        raise NotImplementedError

    def commit(self) -> None:
        """All is written. Raises OutputError, ClosedPipeError."""
        raise NotImplementedError

    def keep(self) -> str | None:
        """It ended early; where what was written is, if in a file. Raises OutputError."""
        raise NotImplementedError

    def discard(self) -> None:
        """Nothing came, or it is elsewhere."""

    def text(self, text: str) -> None:
        """Write text; what the encoding cannot hold is spelled as an escape."""
        self.write(text.encode(self.encoding, "backslashreplace"))


class Stdout(Target):
    """The output of the process."""

    def __init__(self) -> None:
        if sys.stdout is None:
            raise OutputError("there is no output to write to")
        self.is_terminal = sys.stdout.isatty()
        self.encoding = sys.stdout.encoding or "ascii"
        self._stream: Any = getattr(sys.stdout, "buffer", None)

    def write(self, data: bytes) -> None:
        with _told("the output"):
            if self._stream is None:  # a test's
                sys.stdout.write(data.decode(self.encoding))
            else:
                self._stream.write(data)

    def flush(self) -> None:
        with _told("the output"):
            sys.stdout.flush()

    commit = flush

    def keep(self) -> str | None:
        self.flush()
        return None


class File(Target):
    """A file that is written under another name beside it, and replaced when all is written."""

    def __init__(self, path: str, packed: bool) -> None:
        """Raises OutputError where it cannot be made."""
        self.path = path
        self._shown = printable(path)
        self._final = os.path.realpath(path)
        self._temporary: str | None = None
        with _told(self._shown):
            self._raw = self._open()
        self._whole = 0
        # Its own name and time would make two runs differ.
        self._stream: IO[bytes] = (
            gzip.GzipFile("", "wb", fileobj=_Whole(self._raw), mtime=0) if packed else self._raw  # type: ignore[assignment]
        )

    def _open(self) -> IO[bytes]:
        mode = None
        with contextlib.suppress(FileNotFoundError):
            found = os.stat(self._final)
            if stat.S_ISDIR(found.st_mode):
                raise IsADirectoryError(0, "it is a folder")
            if not stat.S_ISREG(found.st_mode):  # a device or a pipe is written as it is
                return open(self._final, "wb", buffering=0)
            if not os.access(self._final, os.W_OK):
                raise PermissionError(0, "it may not be written")
            mode = stat.S_IMODE(found.st_mode)
        temporary = f"{self._final}.{secrets.token_hex(4)}.part"
        made = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
        self._temporary = temporary
        if mode is not None and hasattr(os, "fchmod"):
            os.fchmod(made, mode)
        return open(made, "wb", buffering=0)

    def write(self, data: bytes) -> None:
        with _told(self._shown):
            if self._stream is not self._raw:
                self._stream.write(data)
                return
            write_whole(self._raw, data, self._whole)
            self._whole += len(data)

    def flush(self) -> None:
        with _told(self._shown):
            self._stream.flush()

    def commit(self) -> None:
        with _told(self._shown):
            self._close()
            if self._temporary is not None:
                os.replace(self._temporary, self._final)
                self._temporary = None

    def keep(self) -> str | None:
        with contextlib.suppress(OSError):  # it has been told that the disk is full
            self._close()
        with _told(self._shown):
            if self._temporary is None:
                return self.path
            kept = _claimed(str(self.path))
            os.replace(self._temporary, kept)
            self._temporary = None
            return kept

    def discard(self) -> None:
        with contextlib.suppress(OSError):
            self._close()
        if self._temporary is not None:
            with contextlib.suppress(OSError):
                os.unlink(self._temporary)
            self._temporary = None

    def left_behind(self) -> str | None:
        """The unfinished file, where it could be neither finished nor renamed."""
        return self._temporary

    def _close(self) -> None:
        try:
            if self._stream is not self._raw:
                self._stream.close()
            if self._temporary is not None:
                os.fsync(self._raw.fileno())
        finally:
            self._raw.close()


def marked_names(path: str, mark: str) -> Iterator[str]:
    """Names beside this one: `x.partial.csv`, `x.partial-2.csv` and so on."""
    folder, name = os.path.split(path)
    stem, dot, ending = name.partition(".") if not name.startswith(".") else (name, "", "")
    for number in count(1):
        more = "" if number == 1 else f"-{number}"
        yield os.path.join(folder, f"{stem}.{mark}{more}{dot}{ending}")


def _claimed(path: str) -> str:
    """A name for what ended early; an empty file holds it, so that nobody else takes it."""
    for made in marked_names(path, "partial"):
        with contextlib.suppress(FileExistsError):
            os.close(os.open(made, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
            return made
    raise AssertionError("names do not end")


class _Whole(io.RawIOBase):
    """A raw file that takes all that it is given; a disk that is nearly full takes a part."""

    def __init__(self, raw: IO[bytes]) -> None:
        self._raw = raw

    def write(self, data: Any) -> int:
        _write_all(self._raw, bytes(data))
        return len(data)


def write_whole(raw: IO[bytes], data: bytes, start: int) -> None:
    """Write all of it at the end of a raw file, or nothing: half a line is worse than none."""
    try:
        _write_all(raw, data)
    except OSError:
        with contextlib.suppress(OSError):
            raw.truncate(start)
        raise


def _write_all(raw: IO[bytes], data: bytes) -> None:
    while data:
        data = data[raw.write(data) :]


@contextlib.contextmanager
def _told(what: str) -> Iterator[None]:
    """Turns what the system says into one line."""
    try:
        yield
    except BrokenPipeError:
        let_go_of_stdout()
        raise ClosedPipeError from None
    except OSError as error:
        if what == "the output":
            let_go_of_stdout()
        raise OutputError(f"{what} cannot be written: {error.strerror or error}") from None


def let_go_of_stdout() -> None:
    """Python would try again to write what is left when it ends, and complain."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
