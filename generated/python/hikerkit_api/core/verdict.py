"""The verdict on a list: whether it is complete and, if not, why it ended early."""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct, structs

SHORT_SHARE = 0.10
"""A list is too short where more than this share of the expected items is missing..."""
SHORT_COUNT = 20
"""...and more than this many items: counts on profiles often lag behind."""

Cut: TypeAlias = Literal[
    "service",
    "shorter_than_expected",
    "limit",
    "max_pages",
    "budget",
    "error",
    "repeated_cursor",
    "empty_pages",
    "start",
]
"""Why a list is incomplete; "start": pagination started at a cursor, not at the first page."""

_WORDS: dict[Cut, str] = {
    "service": "cut off by the service",
    "shorter_than_expected": "shorter than expected",
    "limit": "cut off by limit=",
    "max_pages": "cut off by max_pages=",
    "budget": "cut off by the budget",
    "error": "cut off by an error",
    "repeated_cursor": "cut off by a repeated cursor",
    "empty_pages": "cut off by pages without a new item",
    "start": "started at a cursor",
}


class Verdict(Struct, frozen=True):
    """Whether a list is complete and, if not, why. `str()` gives a one-line summary."""

    complete: bool | None
    """True if the list was read to its end and nothing suggests that items are missing, False if
    it is incomplete, None while pagination is not finished."""
    cut_by: Cut | None = None
    """Why it is incomplete; None if it is complete, unknown, or not finished."""
    items: int = 0
    """Items returned, without duplicates."""
    pages: int = 0
    """Pages received."""
    expected: int | None = None
    """Length of the complete list according to the profile or the page; None if unknown."""
    error: str | None = None
    """Message of the error that ended pagination."""
    cursor: str | None = None
    """Cursor to resume from; None if there is none."""
    start: str | None = None
    """Cursor that pagination started at; None for the first page."""
    capped: bool = False
    """Whether the service said that it truncated the list."""
    repeated: int = 0
    """Duplicate items that were skipped."""
    invalid_items: int = 0
    """Entries that were not items of the documented kind."""

    @classmethod
    def of(
        cls,
        cut: Cut | None = None,
        *,
        items: int,
        expected: int | None = None,
        capped: bool = False,
        start: str | None = None,
        pages: int = 0,
        error: str | None = None,
        cursor: str | None = None,
        repeated: int = 0,
        invalid_items: int = 0,
    ) -> Verdict:
        """The verdict once pagination is finished; `cut` is None if it reached the last page."""
        if cut is None and capped:
            cut = "service"
        if cut is None and start is not None:
            cut = "start"
        if cut is None and expected is not None and is_too_short(items, expected):
            cut = "shorter_than_expected"
        return cls(
            complete=cut is None,
            cut_by=cut,
            items=items,
            pages=pages,
            expected=expected,
            error=error,
            cursor=cursor,
            start=start,
            capped=capped,
            repeated=repeated,
            invalid_items=invalid_items,
        )

    def __add__(self, rest: Verdict) -> Verdict:
        """The verdict on a list read in two parts, the second resumed from the first's cursor.

        Raises ValueError if the parts are not consecutive.
        """
        if not isinstance(rest, Verdict):
            return NotImplemented
        if self.cursor is None or rest.start != self.cursor:
            raise ValueError("the second part does not start at the cursor where the first ended")
        joined = structs.replace(
            rest,
            items=self.items + rest.items,
            pages=self.pages + rest.pages,
            expected=self.expected if rest.expected is None else rest.expected,
            start=self.start,
            capped=self.capped or rest.capped,
            repeated=self.repeated + rest.repeated,
            invalid_items=self.invalid_items + rest.invalid_items,
        )
        if rest.complete is None:
            return joined
        own = rest.cut_by not in ("start", "service")
        fields = structs.asdict(joined)
        del fields["complete"], fields["cut_by"]
        return Verdict.of(rest.cut_by if own else None, **fields)

    def __str__(self) -> str:
        if self.cut_by is not None:
            text = _WORDS[self.cut_by]
        else:
            text = {True: "complete", False: "incomplete", None: "not finished"}[self.complete]
        if self.expected is None:
            text += f": {self.items:,} item{'' if self.items == 1 else 's'}"
        else:
            text += f": {self.items:,} of {self.expected:,} expected"
        return f"{text}; {self.error}" if self.error else text


def is_too_short(items: int, expected: int) -> bool:
    """Whether so many of the expected items are missing that the list counts as incomplete."""
    missing = expected - items
    return missing > SHORT_COUNT and missing > expected * SHORT_SHARE
