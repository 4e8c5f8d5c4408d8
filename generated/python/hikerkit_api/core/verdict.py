"""What a walk over a list came to: whether the list is complete, what cut it off, what was got."""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct, structs

SHORT_SHARE = 0.10
"""A list is too short where more than this share of what was announced is missing..."""
SHORT_COUNT = 20
"""...and more than this many items. Counts on profiles are often a little behind."""

Cut: TypeAlias = Literal[
    "service",
    "shorter_than_announced",
    "limit",
    "max_pages",
    "budget",
    "error",
    "repeated_cursor",
    "empty_pages",
    "start",
]
"""What a list was cut off by; "start": it was begun in the middle, at a cursor."""

_WORDS: dict[Cut, str] = {
    "service": "cut off by the service",
    "shorter_than_announced": "shorter than announced",
    "limit": "cut off by limit=",
    "max_pages": "cut off by max_pages=",
    "budget": "cut off by the budget",
    "error": "cut off by an error",
    "repeated_cursor": "cut off by a repeated cursor",
    "empty_pages": "cut off by pages without a new item",
    "start": "begun in the middle",
}


class Verdict(Struct, frozen=True):
    """Whether a list is complete, and if not, what cut it off. `str()` says it in a line."""

    complete: bool | None
    """True where the list came to its end and nothing speaks against it, False where something cut
    it off, None while the walk is not over."""
    cut_by: Cut | None = None
    """What cut it off; None where nothing did, nobody knows, or the walk is not over."""
    items: int = 0
    """Items handed over, each once."""
    pages: int = 0
    """Pages that came."""
    announced: int | None = None
    """Items of the whole list, as the profile or the page says; None where neither does."""
    error: str | None = None
    """The error that ended it, in words."""
    cursor: str | None = None
    """Cursor to go on with; None where there is none."""
    start: str | None = None
    """Cursor that it was begun at; None where it was begun at the start."""
    capped: bool = False
    """Whether the service said that it shows a part of the list only."""
    repeated: int = 0
    """Items that came a second time and were left out."""
    invalid_items: int = 0
    """Entries that were no items of the documented kind."""

    @classmethod
    def of(
        cls,
        cut: Cut | None = None,
        *,
        items: int,
        announced: int | None = None,
        capped: bool = False,
        start: str | None = None,
        pages: int = 0,
        error: str | None = None,
        cursor: str | None = None,
        repeated: int = 0,
        invalid_items: int = 0,
    ) -> Verdict:
        """The verdict on a walk that is over; `cut` is None where it came to the list's end."""
        if cut is None and capped:
            cut = "service"
        if cut is None and start is not None:
            cut = "start"
        if cut is None and announced is not None and too_short(items, announced):
            cut = "shorter_than_announced"
        return cls(
            complete=cut is None,
            cut_by=cut,
            items=items,
            pages=pages,
            announced=announced,
            error=error,
            cursor=cursor,
            start=start,
            capped=capped,
            repeated=repeated,
            invalid_items=invalid_items,
        )

    def __add__(self, rest: Verdict) -> Verdict:
        """The verdict on a list that was walked in two parts, the second from the first's cursor.

        Raises ValueError for parts that do not join.
        """
        if not isinstance(rest, Verdict):
            return NotImplemented
        if self.cursor is None or rest.start != self.cursor:
            raise ValueError("the second part was not begun at the cursor that the first ended at")
        joined = structs.replace(
            rest,
            items=self.items + rest.items,
            pages=self.pages + rest.pages,
            announced=self.announced if rest.announced is None else rest.announced,
            start=self.start,
            capped=self.capped or rest.capped,
            repeated=self.repeated + rest.repeated,
            invalid_items=self.invalid_items + rest.invalid_items,
        )
        if rest.complete is None:
            return joined
        own = rest.cut_by not in ("start", "service")
        facts = structs.asdict(joined)
        del facts["complete"], facts["cut_by"]
        return Verdict.of(rest.cut_by if own else None, **facts)

    def __str__(self) -> str:
        if self.cut_by is not None:
            text = _WORDS[self.cut_by]
        else:
            text = {True: "complete", False: "incomplete", None: "not at its end"}[self.complete]
        if self.announced is None:
            text += f": {self.items:,} item{'' if self.items == 1 else 's'}"
        else:
            text += f": {self.items:,} of {self.announced:,} announced"
        return f"{text}; {self.error}" if self.error else text


def too_short(items: int, announced: int) -> bool:
    """Whether a list has so much less than was announced that it is not taken for whole."""
    missing = announced - items
    return missing > SHORT_COUNT and missing > announced * SHORT_SHARE
