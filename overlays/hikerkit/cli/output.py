"""What the command line prints: results as JSON on stdout, notes and errors on stderr."""

from __future__ import annotations

import json
import os
import sys
from typing import Any, NoReturn

from hikerkit_api.types import to_plain


class Output:
    """One JSON document, or one a line; indented for people, compact for programs."""

    def __init__(self) -> None:
        self._indent = 2 if sys.stdout.isatty() else None

    def one(self, value: Any) -> None:
        """Print the result of a call."""
        self._write(safe_json(value, self._indent))

    def item(self, value: Any) -> None:
        """Print one item of a list on a line of its own."""
        self._write(safe_json(value, None))

    def note(self, text: str) -> None:
        """Say something beside the results."""
        print(safe_text(text), file=sys.stderr)

    def fail(self, text: str) -> NoReturn:
        """Say what went wrong and end with status 1."""
        self.note(f"error: {text}")
        self.stop(1)

    def stop(self, status: int) -> NoReturn:
        """End with this status."""
        sys.stdout.flush()
        sys.exit(status)

    def _write(self, text: str) -> None:
        try:
            sys.stdout.write(text + "\n")
            sys.stdout.flush()
        except BrokenPipeError:
            # Whoever read has enough, as `head` does; Python would complain at its end again.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)


def safe_json(value: Any, indent: int | None) -> str:
    """JSON in which nothing steers a terminal; what is not printable is spelled as an escape."""
    text = json.dumps(to_plain(value), ensure_ascii=False, indent=indent)
    return "".join(_escaped(c) if not c.isprintable() and c != "\n" else c for c in text)


def safe_text(text: str) -> str:
    """A line in which nothing steers a terminal."""
    return "".join(letter if letter.isprintable() else "�" for letter in text)


def _escaped(letter: str) -> str:
    units = letter.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))
