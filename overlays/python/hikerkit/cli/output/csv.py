"""Rows as CSV that a spreadsheet can be given: no cell of it is carried out."""

from __future__ import annotations

from collections.abc import Iterable

from hikerkit._utils.text import printable
from hikerkit.cli.output import cells
from hikerkit.cli.output.spool import SpoolWriter


class CsvWriter(SpoolWriter):
    """CSV in UTF-8, the names of the columns in the first line."""

    def bring_into_form(self) -> None:
        names = self.columns.names()
        self._line(map(cells.safe, names))
        for row in self.rows():
            self._line(cells.in_csv(row.get(name)) for name in names)

    def _line(self, texts: Iterable[str]) -> None:
        if self.target.is_terminal:
            # Control characters are kept in files; on a screen they would steer it.
            texts = map(printable, texts)
        self.target.text(",".join(map(quoted, texts)) + "\n")


def quoted(text: str) -> str:
    """A cell; csv of the standard library leaves a lone carriage return unquoted."""
    if any(sign in text for sign in ',"\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text
