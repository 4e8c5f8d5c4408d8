"""Tables that fit the width of the terminal and are written while rows arrive.

rich would choose new widths for each batch; here the first rows decide for all.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Sequence
from typing import Any

from rich.cells import cell_len, set_cell_size

from hikerkit.cli.output.base import Layout, Writer
from hikerkit.cli.output.cells import terminal_cell
from hikerkit.cli.output.sink import Sink
from hikerkit.tables.flatten import flatten

GAP = "  "
_MAX_BUFFERED = 200  # rows
_MIN_BUFFERED = 20
_MIN_WIDTH = 6


def terminal_width() -> int:
    """Columns of the terminal, or of COLUMNS."""
    return max(20, shutil.get_terminal_size((100, 24)).columns)


def format_heading(text: str, sink: Sink) -> str:
    """The text in bold, if the sink is a terminal and the user wants colours."""
    is_plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return f"\x1b[1m{text}\x1b[0m" if sink.is_terminal and not is_plain else text


class TableWriter(Writer):
    """One row per item. The first rows wait until they are enough to choose the widths."""

    def __init__(self, sink: Sink, layout: Layout) -> None:
        super().__init__(sink, layout)
        self._columns = layout.fields or layout.summary
        self._rows: list[list[Any]] = []
        self._widths: list[int] | None = None
        self._fixed: set[int] = set()
        self._right: list[bool] = []

    def put(self, item: Any) -> None:
        if not self._columns:  # the spec has no summary of this model
            self._columns = tuple(name for name, value in flatten(item) if value is not None)[:6]
        row = [self._value(item, column) for column in self._columns]
        if self._widths is not None:
            self._write_row(row)
            return
        self._rows.append(row)
        if len(self._rows) >= _MAX_BUFFERED:
            self.end()

    def flush(self) -> None:
        if len(self._rows) >= _MIN_BUFFERED:  # a few rows are a poor guide to the rest
            self.end()
        if not self._rows:
            super().flush()

    def end(self) -> None:
        if not self._rows:
            return
        names = [terminal_cell(name) for name in self._columns]
        columns = list(zip(*self._rows, strict=True))
        is_id = [name in self.layout.identity for name in self._columns]
        self._fixed = {i for i, fixed in enumerate(is_id) if fixed}
        self._right = [
            not fixed and _are_numbers(values) for fixed, values in zip(is_id, columns, strict=True)
        ]
        widths = [
            max(cell_len(name), *(cell_len(terminal_cell(value)) for value in values))
            for name, values in zip(names, columns, strict=True)
        ]
        self._widths = fit_widths(widths, terminal_width(), self._fixed)
        self.sink.write_text(format_heading(self._format_line(names), self.sink) + "\n")
        rows, self._rows = self._rows, []
        for row in rows:
            self._write_row(row)

    def _value(self, item: Any, column: str) -> Any:
        found = self.pick_field(item, column)
        if len(found) == 1 and found[0][0] == column:
            return found[0][1]
        # An object: the values in it.
        values = [terminal_cell(value) for _, value in found if value is not None]
        return ", ".join(values)[:200] if found else None

    def _write_row(self, row: list[Any]) -> None:
        self.sink.write_text(self._format_line([terminal_cell(value) for value in row]) + "\n")

    def _format_line(self, cells: list[str]) -> str:
        widths = list(self._widths or ())
        for i in self._fixed:  # an id is never truncated; the widest column makes room
            if i < len(widths) and (excess := cell_len(cells[i]) - widths[i]) > 0:
                widths[i] += excess
                widest = max(range(len(widths)), key=lambda j: (j not in self._fixed, widths[j]))
                widths[widest] = max(1, widths[widest] - excess)
        padded = map(fit_cell, cells, widths, self._right)
        return GAP.join(padded).rstrip()


def fit_widths(widths: Sequence[int], room: int, fixed: Collection[int] = ()) -> list[int]:
    """Widths that fit into the room: the widest columns shrink first, `fixed` ones last.

    If there is no room for a few letters of each column, the last columns are dropped.
    """
    made = list(widths)

    def excess(least: int) -> int:
        needed = (w if i in fixed else min(w, least) for i, w in enumerate(made))
        return sum(needed) + len(GAP) * (len(made) - 1) - room

    while len(made) > 1 and excess(_MIN_WIDTH) > 0:
        made.pop()
    soft = [i for i in range(len(made)) if i not in fixed]
    for shrinking, least in ((soft, _MIN_WIDTH), (range(len(made)), 1)):
        while excess(max(made, default=0)) > 0:
            widest = max(shrinking, key=lambda i: made[i], default=0)
            if made[widest] <= least:
                break
            made[widest] -= 1
    return made


def fit_cell(text: str, width: int, right: bool = False) -> str:
    """The text truncated or padded to a width."""
    if cell_len(text) > width:
        text = set_cell_size(text, width - 1) + "…"
    return " " * (width - cell_len(text)) + text if right else set_cell_size(text, width)


def _are_numbers(values: Sequence[Any]) -> bool:
    found = [value for value in values if value is not None]
    return bool(found) and all(
        isinstance(value, int | float) and not isinstance(value, bool) for value in found
    )
