"""What is said beside the results: notes and errors on stderr, nothing in them steers a screen."""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Callable

from hikerkit_api import service

from hikerkit._utils.text import printable
from hikerkit.errors import HikerError

_BESIDE: list[Callable[[], None]] = []
_ARGUMENT = re.compile(
    r"\b(timeout|deadline|max_age|refresh|max_units|max_cost|per_page|max_pages)=(True)?"
)


def note(text: str) -> None:
    """Say a line beside the results."""
    if sys.stderr is None:
        return  # closed: print would write among the results
    for hide in _BESIDE:
        hide()
    encoding = sys.stderr.encoding or "ascii"
    safe = printable(text).encode(encoding, "backslashreplace").decode(encoding)
    with contextlib.suppress(OSError):
        print(safe, file=sys.stderr, flush=True)


def when_noting(hide: Callable[[], None]) -> None:
    """Call this before each note, as a bar has to go out of the way."""
    _BESIDE.append(hide)


def nobody_in_the_way() -> None:
    """Nothing has to make room any more."""
    _BESIDE.clear()


def told(error: HikerError) -> str:
    """The error as it is said in a terminal, where nobody writes key=."""
    text = str(error)
    if service.KEY_ENVIRONMENT in text:
        text = text.replace("give key= or set", "set")
    return _ARGUMENT.sub(lambda found: "--" + found[1].replace("_", "-"), text)


def counted(number: int, word: str) -> str:
    """`1 unit`, `1,200 units`."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"
