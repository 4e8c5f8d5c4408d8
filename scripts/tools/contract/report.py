"""Prints findings, one line each, and counts them."""

from __future__ import annotations

import sys

from hikerkit.layers.auth import KeyRing
from scripts.tools.contract.findings import Verdict, format_count
from scripts.tools.contract.judge import MOST_LINES

_LONGEST_LINE = 500


class Report:
    """The lines of a run, and their totals. The key is redacted from every line."""

    def __init__(self, keys: KeyRing) -> None:
        self._keys = keys
        self.differences = 0
        self.news = 0

    def line(self, tag: str, text: str) -> None:
        """One line about an operation, or about all."""
        print(self._safe(f"{tag:<11} {text}"), flush=True)

    def problem(self, text: str) -> None:
        """One line about what stopped the run."""
        print(self._safe(f"error: {text}"), file=sys.stderr, flush=True)

    def _safe(self, text: str) -> str:
        """The text as one line of bounded length, without control characters."""
        text = str(self._keys.redact(text))
        if len(text) > _LONGEST_LINE:  # both ends matter: the place, and what was received
            text = f"{text[: _LONGEST_LINE - 100]}…{text[-100:]}"
        letters = (c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
        return "".join(letters)

    def verdict(self, operation: str, verdict: Verdict) -> None:
        """All findings about one response."""
        for found in verdict.differences:
            more = f" (and {found.more} more like it)" if found.more else ""
            place = found.place or "(body)"
            self.line(
                "differs",
                f"{operation} {place}: spec: {found.says}; received: {found.received}{more}",
            )
        if verdict.unlisted:
            self.line("differs", f"{operation}: and {verdict.unlisted} more places")
        if verdict.uncounted:
            self.line("differs", f"{operation}: and the rest of the body, which was not judged")
        for new in verdict.news[:MOST_LINES]:
            times = f" ({new.times} times)" if new.times > 1 else ""
            self.line(
                "new field", f"{operation} {new.place}: {' or '.join(sorted(new.kinds))}{times}"
            )
        if len(verdict.news) > MOST_LINES:
            self.line("new field", f"{operation}: and {len(verdict.news) - MOST_LINES} more")
        self.differences += verdict.count
        self.news += len(verdict.news)

    @property
    def summary(self) -> str:
        differences = format_count(self.differences, "difference")
        return f"{differences}, {format_count(self.news, 'new field')}"
