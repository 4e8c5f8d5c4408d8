"""Tables for people: columns that fit the width of the terminal, rows as they come."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence, Set
from typing import Any

from hikerkit_api.core.model import Model

from hikerkit.cli.output.cells import on_screen
from hikerkit.cli.output.formats import Writer
from hikerkit.cli.output.sink import Target
from hikerkit.tables.flatten import flatten, select_field, to_data
from hikerkit.tables.nested import nested_items, nested_lists

_FIRST_ROWS = 200
_ENOUGH_ROWS = 20
_NARROWEST = 6
_GAP = "  "
_LINES = 3  # of one value, where an object is shown field by field


def terminal_width() -> int:
    """Columns of the terminal; COLUMNS goes before it."""
    return max(20, shutil.get_terminal_size((100, 24)).columns)


def is_plain() -> bool:
    """Whether people asked for no colours."""
    return bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"


class TableWriter(Writer):
    """A list: the columns worth a line, or those of `fields`; widths by the first rows."""

    def __init__(
        self,
        target: Target,
        fields: tuple[str, ...] | None,
        summary: Sequence[str],
        identity: Sequence[str] = (),
    ) -> None:
        super().__init__(target, fields)
        self._columns = list(fields or summary)
        self._identity = set(identity)
        self._rows: list[list[Any]] = []
        self._items: list[Any] = []
        self._widths: list[int] | None = None
        self._firm: set[int] = set()
        self._right: list[bool] = []
        self._found: set[str] = set()
        self._count = 0

    def write(self, item: Any) -> None:
        if not self._columns:  # the spec does not say what is worth a line
            self._columns = [name for name, value in flatten(item) if value is not None][:6]
        self._count += 1
        if self._widths is None:
            self._items.append(item)
        row = [self._value(item, column) for column in self._columns]
        if self._widths is not None:
            self.target.text(self._line(row))
            return
        self._rows.append(row)
        if len(self._rows) >= _FIRST_ROWS:
            self._begin()

    def page_end(self) -> None:
        if len(self._rows) >= _ENOUGH_ROWS:  # a few say little about the widths of the rest
            self._begin()
        self.target.flush()

    def end(self) -> None:
        if self._rows:
            self._begin()
        self.target.flush()

    def pending(self) -> list[Any]:
        return self._items

    def missing(self) -> list[str]:
        return [f for f in self.fields or () if f not in self._found] if self._count else []

    def _value(self, item: Any, column: str) -> Any:
        found = list(select_field(item, column))
        if not found:
            return None
        self._found.add(column)
        if len(found) == 1 and found[0][0] == column:
            return found[0][1]
        # Of an object, what says most about it.
        return ", ".join(on_screen(value) for _, value in found if value is not None)[:200]

    def _begin(self) -> None:
        rows, self._rows = self._rows, []
        shown = [[on_screen(value) for value in row] for row in rows]
        names = [on_screen(name) for name in self._columns]
        self._right = [
            name not in self._identity and _are_numbers([row[i] for row in rows])
            for i, name in enumerate(self._columns)
        ]
        self._firm = {i for i, name in enumerate(self._columns) if name in self._identity}
        self._widths = fitted(
            [
                max(_len(name), *(_len(row[i]) for row in shown))
                for i, name in enumerate(names)
            ],
            terminal_width(),
            self._firm,
        )  # fmt: skip
        header = self._joined(names)
        if self.target.is_terminal and not is_plain():
            header = f"\x1b[1m{header}\x1b[0m"
        self.target.text(header + "\n")
        for row in rows:
            self.target.text(self._line(row))
        self.target.flush()
        self._items.clear()

    def _line(self, row: list[Any]) -> str:
        return self._joined([on_screen(value) for value in row]) + "\n"

    def _joined(self, row: list[str]) -> str:
        assert self._widths is not None
        widths = list(self._widths)
        for i in self._firm:  # an id is never cut; the others make room
            if i < len(widths) and (over := _len(row[i]) - widths[i]) > 0:
                widths[i] += over
                giving = max(range(len(widths)), key=lambda j: (j not in self._firm, widths[j]))
                widths[giving] = max(1, widths[giving] - over)
        cells = [
            cut(text, width, right)
            for text, width, right in zip(row, widths, self._right, strict=False)
        ]
        return _GAP.join(cells).rstrip()


class RecordWriter(Writer):
    """One object: a line a field, those worth a line first, what is empty left out."""

    def __init__(
        self, target: Target, fields: tuple[str, ...] | None, summary: Sequence[str]
    ) -> None:
        super().__init__(target, fields)
        self._summary = summary
        self._absent: list[str] = []

    def write(self, item: Any) -> None:
        if self.fields is not None:
            found = {name: v for field in self.fields for name, v in select_field(item, field)}
            self._absent = [f for f in self.fields if not any(True for _ in select_field(item, f))]
        else:
            found = {name: v for name in self._summary for name, v in select_field(item, name)}
            found |= {} if found else dict(_scalars(item))
        shown = {on_screen(name): on_screen(v) for name, v in found.items()}
        if self.fields is None:
            shown = {name: text for name, text in shown.items() if text}
        left = min(max(map(_len, shown), default=0), 30)
        width = max(10, terminal_width() - left - len(_GAP))
        bold = self.target.is_terminal and not is_plain()
        for name, text in shown.items():
            start = cut(name, left)
            if bold:
                start = f"\x1b[1m{start}\x1b[0m"
            first, *more = _wrapped(text, width)
            self.target.text(f"{start}{_GAP}{first}".rstrip() + "\n")
            for line in more:
                self.target.text(f"{' ' * left}{_GAP}{line}\n")
        if self.fields is None and not self._summary and isinstance(item, Model):
            self._lists(item)
        data = to_data(item)
        hidden = (len(data) if isinstance(data, dict) else 0) - len(shown)
        if self.fields is None and hidden > 0:
            self.target.text(f"+ {hidden} more fields: --format json, or --fields a,b.c\n")
        self.target.flush()

    def missing(self) -> list[str]:
        return self._absent

    def _lists(self, item: Model) -> None:
        """What it holds, as it says nothing of itself."""
        for way, shape in nested_lists(type(item)):
            found = nested_items(item, way)
            if found:
                self.target.text(f"\n{way}\n")
                table = TableWriter(self.target, None, shape.__summary__, shape.__identity__)
                for one in found:
                    table.write(one)
                table.end()


def _scalars(item: Any) -> list[tuple[str, Any]]:
    data = to_data(item)
    if not isinstance(data, dict):
        return [("value", data)]
    return [
        (key, f"[{len(value)}]" if isinstance(value, list) else value)
        for key, value in data.items()
        if not isinstance(to_data(value), dict)
    ]


def fitted(widths: list[int], room: int, firm: Set[int] = frozenset()) -> list[int]:
    """Widths that fit: the widest give first, `firm` ones (ids) last of all.

    Columns at the end go where there is no room for a few letters of each.
    """
    made = list(widths)

    def room_needed() -> int:
        least = (w if i in firm else min(w, _NARROWEST) for i, w in enumerate(made))
        return sum(least) + len(_GAP) * (len(made) - 1)

    while len(made) > 1 and room_needed() > room:
        made.pop()
    while (over := sum(made) + len(_GAP) * (len(made) - 1) - room) > 0:
        soft = [i for i, w in enumerate(made) if i not in firm and w > _NARROWEST]
        widest = max(soft or range(len(made)), key=lambda i: made[i])
        least = _NARROWEST if soft else 1
        # Down to the next narrower one; among equals, one letter at a time.
        second = max((made[i] for i in soft if made[i] < made[widest]), default=least)
        if sum(made[i] == made[widest] for i in soft) > 1:
            second = made[widest] - 1
        made[widest] = max(made[widest] - over, second, least)
        if made[widest] == 1:
            break
    return made


def cut(text: str, width: int, right: bool = False) -> str:
    """The text in so many columns, cut where it is longer."""
    length = _len(text)
    if length > width:
        kept = ""
        room = width - 1
        for letter in text:
            room -= _len(letter)
            if room < 0:
                break
            kept += letter
        text = kept + "…"
        length = _len(text)
    space = " " * max(0, width - length)
    return space + text if right else text + space


def _wrapped(text: str, width: int) -> list[str]:
    lines = [""]
    for letter in text:
        if _len(lines[-1]) + _len(letter) > width:
            if len(lines) == _LINES:
                lines[-1] = cut(lines[-1] + letter, width).rstrip()
                break
            lines.append("")
        lines[-1] += letter
    return lines


def _are_numbers(values: list[Any]) -> bool:
    numbers = [v for v in values if v is not None]
    return bool(numbers) and all(
        isinstance(v, int | float) and not isinstance(v, bool) for v in numbers
    )


def _len(text: str) -> int:
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)
