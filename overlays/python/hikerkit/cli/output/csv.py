"""CSV in which no cell is a formula."""

from __future__ import annotations

from collections.abc import Iterable

from hikerkit._utils.text import printable
from hikerkit.cli.output.cells import csv_cell, escape_formula
from hikerkit.cli.output.spool import SpoolWriter


class CsvWriter(SpoolWriter):
    """CSV in UTF-8 with a header line."""

    def convert(self) -> None:
        names = self.columns.names()
        self._write_line(map(escape_formula, names))
        for row in self.rows():
            self._write_line(csv_cell(row.get(name)) for name in names)

    def _write_line(self, cells: Iterable[str]) -> None:
        if self.sink.is_terminal:  # a file keeps control characters
            cells = map(printable, cells)
        self.sink.write_text(",".join(map(quote_cell, cells)) + "\n")


def quote_cell(text: str) -> str:
    """The cell in quotes if it needs them; `csv` does not quote a lone carriage return."""
    if any(sign in text for sign in ',"\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text
