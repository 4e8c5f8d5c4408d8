"""Notes, errors and logs on stderr; no text from the service can control the terminal."""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Callable

import click
from hikerkit_api import service

from hikerkit._utils.text import printable
from hikerkit.errors import HikerError

_HIDE_CALLBACKS: list[Callable[[], None]] = []
_ARGUMENT = re.compile(r"(?<![\w?&])([a-z][a-z_]*)=(?:True\b)?")


def note(text: str) -> None:
    """Print a line on stderr."""
    if sys.stderr is None:
        return  # closed: print would write to stdout
    for hide in _HIDE_CALLBACKS:
        hide()
    encoding = sys.stderr.encoding or "ascii"
    safe = printable(text).encode(encoding, "backslashreplace").decode(encoding)
    with contextlib.suppress(OSError):
        print(safe, file=sys.stderr, flush=True)


def add_hide_callback(hide: Callable[[], None]) -> None:
    """Call this before each note: a progress bar must make room for it."""
    _HIDE_CALLBACKS.append(hide)


def clear_hide_callbacks() -> None:
    """Forget the callbacks of `add_hide_callback`."""
    _HIDE_CALLBACKS.clear()


def format_error(error: HikerError) -> str:
    """The error's text with command-line options for Python arguments."""
    text = str(error)
    if service.KEY_ENVIRONMENT in text:
        text = text.replace("give key= or set", "set")
    return format_options(text)


def format_options(text: str) -> str:
    """The text with `--limit` for `limit=`, if the running command has that option."""
    ctx = click.get_current_context(silent=True)
    flags = {flag for param in ctx.command.params for flag in param.opts} if ctx else set()

    def option(match: re.Match[str]) -> str:
        flag = "--" + match[1].replace("_", "-")
        if flag not in flags:
            return match[0]
        return flag + (" " if text[match.end() : match.end() + 1].isalnum() else "")

    return _ARGUMENT.sub(option, text)


def format_count(number: int, noun: str) -> str:
    """`1 unit`, `1,200 units`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def log_to_stderr(level: int) -> None:
    """Log requests (1) or everything (2 and more)."""
    import logging

    class SafeFormatter(logging.Formatter):
        def format(self, record: logging.LogRecord) -> str:
            return printable(super().format(record))

    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(SafeFormatter("%(levelname)s %(message)s"))
    logger = logging.getLogger("hikerkit")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO if level == 1 else logging.DEBUG)
