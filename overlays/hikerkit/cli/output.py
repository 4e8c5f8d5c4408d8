"""What the command line prints: results as JSON on stdout, notes and errors on stderr."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from typing import Any, NoReturn

from hikerkit_api.types import to_plain

from hikerkit.text import printable


class Output:
    """One JSON document, or one a line; indented for people, compact for programs."""

    def __init__(self) -> None:
        self._indent = 2 if sys.stdout is not None and sys.stdout.isatty() else None
        # What a terminal or a file cannot hold is spelled as an escape, which JSON allows.
        encoding = getattr(sys.stdout, "encoding", None) or "ascii"
        self._ascii = encoding.lower().replace("-", "") not in ("utf8", "utf16", "utf32")

    def one(self, value: Any) -> None:
        """Print the result of a call. Raises OutputError."""
        self._write(safe_json(value, self._indent, self._ascii))

    def item(self, value: Any) -> None:
        """Print one item of a list on a line of its own. Raises OutputError."""
        self._write(safe_json(value, None, self._ascii))

    def note(self, text: str) -> None:
        """Say something beside the results."""
        if sys.stderr is None:
            return  # closed: print would write among the results
        encoding = sys.stderr.encoding or "ascii"
        safe = printable(text).encode(encoding, "backslashreplace").decode(encoding)
        with contextlib.suppress(OSError):
            print(safe, file=sys.stderr, flush=True)

    def fail(self, text: str) -> NoReturn:
        """Say what went wrong and end with status 1."""
        self.note(f"error: {text}")
        self.stop(1)

    def stop(self, status: int) -> NoReturn:
        """End with this status."""
        if sys.stdout is not None:
            try:
                sys.stdout.flush()
            except OSError:
                _let_go_of_stdout()
        sys.exit(status)

    def _write(self, text: str) -> None:
        if sys.stdout is None:
            raise OutputError("there is no output to write to")
        try:
            sys.stdout.write(text + "\n")
            sys.stdout.flush()
        except BrokenPipeError:
            # Whoever read has enough, as `head` does.
            _let_go_of_stdout()
            sys.exit(0)
        except OSError as error:
            _let_go_of_stdout()
            raise OutputError(f"the output cannot be written: {error.strerror}") from None


class OutputError(Exception):
    """A result could not be written."""


def _let_go_of_stdout() -> None:
    # Python would try again to write what is left when it ends, and complain.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def safe_json(value: Any, indent: int | None, only_ascii: bool = False) -> str:
    """JSON in which nothing steers a terminal; what is not printable is spelled as an escape."""
    text = json.dumps(to_plain(value), ensure_ascii=only_ascii, indent=indent)
    return "".join(_escaped(c) if not c.isprintable() and c != "\n" else c for c in text)


def _escaped(letter: str) -> str:
    units = letter.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))
