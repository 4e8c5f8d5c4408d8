"""Rows as CSV that a spreadsheet can be given: no cell of it is carried out."""

from __future__ import annotations

import csv
from typing import Any

from hikerkit.cli import cells
from hikerkit.cli.spool import SpoolWriter
from hikerkit.text import printable


class CsvWriter(SpoolWriter):
    """CSV in UTF-8, the names of the columns in the first line."""

    def bring_into_form(self) -> None:
        names = self.columns.names()
        # Control characters are kept in files; on a screen they would steer it.
        shown = _on_screen if self.target.is_terminal else _whole
        writer = csv.writer(_Lines(self.target), lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
        writer.writerow([shown(cells.safe(name)) for name in names])
        for row in self.rows():
            writer.writerow([shown(cells.in_csv(row.get(name))) for name in names])


class _Lines:
    """What csv writes to."""

    def __init__(self, target: Any) -> None:
        self._target = target

    def write(self, text: str) -> int:
        self._target.text(text)
        return len(text)


def _whole(text: str) -> str:
    return text


def _on_screen(text: str) -> str:
    return printable(text)
