"""Destinations of output: stdout, or a file that gets its name when it is complete."""

from __future__ import annotations

import contextlib
import gzip
import io
import os
import stat
import sys
from collections.abc import Iterator
from itertools import count
from typing import IO, Any

from hikerkit._utils.files import create_file, move_into_place, part_path
from hikerkit._utils.text import printable


class OutputError(Exception):
    """Output could not be written."""


class ClosedPipeError(Exception):
    """The reader of the output closed it, as `head` does."""


class Sink:
    """A destination of bytes. It is opened before the first request is sent, and paid for."""

    path: str | None = None
    """The file; None for stdout."""
    unfinished_path: str | None = None
    """The file that is being written until it replaces the one at `path`."""
    is_terminal = False
    encoding = "utf-8"

    def write(self, data: bytes) -> None:
        """Raises OutputError, ClosedPipeError."""
        raise NotImplementedError

    def flush(self) -> None:
        """Raises OutputError, ClosedPipeError."""
        raise NotImplementedError

    def commit(self) -> None:
        """Complete the output. Raises OutputError, ClosedPipeError."""
        raise NotImplementedError

    def keep(self) -> str | None:
        """End the output early; the path of the file with what was written. Raises OutputError."""
        raise NotImplementedError

    def discard(self) -> None:
        """Delete what was written to a file."""

    def write_text(self, text: str) -> None:
        """Write text; characters outside the encoding become escapes."""
        self.write(text.encode(self.encoding, "backslashreplace"))


def is_terminal() -> bool:
    """Whether stdout is a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


class Stdout(Sink):
    """Standard output."""

    def __init__(self) -> None:
        if sys.stdout is None:
            raise OutputError("there is no output to write to")
        self.is_terminal = is_terminal()
        self.encoding = sys.stdout.encoding or "ascii"
        self._stream: Any = getattr(sys.stdout, "buffer", None)

    def write(self, data: bytes) -> None:
        with output_errors("the output"):
            if self._stream is None:  # replaced by a text stream, as in tests
                sys.stdout.write(data.decode(self.encoding))
            else:
                self._stream.write(data)

    def flush(self) -> None:
        with output_errors("the output"):
            sys.stdout.flush()

    commit = flush

    def keep(self) -> str | None:
        self.flush()
        return None


class File(Sink):
    """A file that is written under another name in the same folder, and moved when complete."""

    def __init__(self, path: str, compress: bool) -> None:
        """Raises OutputError."""
        self.path = path
        self._shown = printable(path)
        self._target = os.path.realpath(path)
        with output_errors(self._shown):
            self._raw = self._open()
        self._size = 0
        # A name or time in the header would make two runs differ.
        self._stream: IO[bytes] = (
            gzip.GzipFile("", "wb", fileobj=_CompleteWrites(self._raw), mtime=0)  # type: ignore[assignment]
            if compress
            else self._raw
        )

    def _open(self) -> IO[bytes]:
        mode = None
        with contextlib.suppress(FileNotFoundError):
            found = os.stat(self._target)
            if stat.S_ISDIR(found.st_mode):
                raise IsADirectoryError(0, "it is a directory")
            if not stat.S_ISREG(found.st_mode):  # a device or a pipe cannot be replaced
                return open(self._target, "wb", buffering=0)
            if not os.access(self._target, os.W_OK):
                raise PermissionError(0, "no permission to write")
            mode = stat.S_IMODE(found.st_mode)
        part = part_path(self._target)
        file = create_file(part, 0o666, buffering=0)
        self.unfinished_path = part
        if mode is not None and hasattr(os, "fchmod"):
            os.fchmod(file.fileno(), mode | stat.S_IRUSR | stat.S_IWUSR)
        return file

    def write(self, data: bytes) -> None:
        with output_errors(self._shown):
            if self._stream is not self._raw:
                self._stream.write(data)
                return
            write_all_or_nothing(self._raw, data, self._size)
            self._size += len(data)

    def flush(self) -> None:
        with output_errors(self._shown):
            self._stream.flush()

    def commit(self) -> None:
        with output_errors(self._shown):
            self._close()
            self._move(self._target)

    def keep(self) -> str | None:
        with contextlib.suppress(OSError):  # a full disk has been reported
            self._close()
        if self.unfinished_path is None:
            return self.path
        with output_errors(self._shown):
            kept = _claim_name(str(self.path))
            self._move(kept)
            return kept

    def discard(self) -> None:
        with contextlib.suppress(OSError):
            self._close()
            if self.unfinished_path is not None:
                os.unlink(self.unfinished_path)
                self.unfinished_path = None

    def _move(self, path: str) -> None:
        if self.unfinished_path is not None:
            move_into_place(self.unfinished_path, path)
            self.unfinished_path = None

    def _close(self) -> None:
        try:
            if self._stream is not self._raw:
                self._stream.close()
        finally:
            self._raw.close()


def marked_names(path: str, mark: str) -> Iterator[str]:
    """Names in the same folder: `x.partial.csv`, `x.partial-2.csv` and so on."""
    folder, name = os.path.split(path)
    stem, dot, ending = name.partition(".") if not name.startswith(".") else (name, "", "")
    for number in count(1):
        more = "" if number == 1 else f"-{number}"
        yield os.path.join(folder, f"{stem}.{mark}{more}{dot}{ending}")


def _claim_name(path: str) -> str:
    """A name for an incomplete file, reserved by an empty file."""
    for name in marked_names(path, "partial"):
        with contextlib.suppress(FileExistsError):
            create_file(name, 0o666).close()
            return name
    raise AssertionError("names do not end")


class _CompleteWrites(io.RawIOBase):
    """A raw file whose `write` takes all data; on a nearly full disk it takes only a part."""

    def __init__(self, raw: IO[bytes]) -> None:
        self._raw = raw

    def write(self, data: Any) -> int:
        _write_all(self._raw, bytes(data))
        return len(data)


def write_all_or_nothing(raw: IO[bytes], data: bytes, start: int) -> None:
    """Append to a raw file that ends at `start`; half a line would be worse than none."""
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
def output_errors(name: str) -> Iterator[None]:
    """Turn OSErrors into OutputErrors of one line."""
    try:
        yield
    except BrokenPipeError:
        detach_stdout()
        raise ClosedPipeError from None
    except OSError as error:
        if name == "the output":
            detach_stdout()
        raise OutputError(f"{name} cannot be written: {error.strerror or error}") from None


def detach_stdout() -> None:
    """Keep Python from writing what is left when it exits, which would fail again."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
