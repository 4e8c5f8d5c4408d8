"""A single object as a table: one line per field."""

from __future__ import annotations

from typing import Any

from hikerkit_api.core.model import Model
from rich.cells import cell_len, chop_cells

from hikerkit.cli.output.base import Layout, Writer
from hikerkit.cli.output.cells import terminal_cell
from hikerkit.cli.output.table import GAP, TableWriter, fit_cell, format_heading, terminal_width
from hikerkit.tables.flatten import select_field, to_data
from hikerkit.tables.nested import nested_items, nested_lists

_MAX_LINES = 3  # of one value
_MAX_NAME = 30


class RecordWriter(Writer):
    """The requested fields, or those of the summary; without fields, empty ones are left out."""

    def put(self, item: Any) -> None:
        fields, summary = self.layout.fields, self.layout.summary
        if fields is not None:
            found = {name: v for field in fields for name, v in self.pick_field(item, field)}
        else:
            found = {name: v for field in summary for name, v in select_field(item, field)}
            found = found or _top_level(item)
        shown = {terminal_cell(name): terminal_cell(value) for name, value in found.items()}
        if fields is None:
            shown = {name: text for name, text in shown.items() if text}
        left = min(max(map(cell_len, shown), default=0), _MAX_NAME)
        width = max(10, terminal_width() - left - len(GAP))
        for name, text in shown.items():
            first, *more = _wrap(text, width)
            heading = format_heading(fit_cell(name, left), self.sink)
            self.sink.write_text(f"{heading}{GAP}{first}".rstrip() + "\n")
            for line in more:
                self.sink.write_text(f"{' ' * left}{GAP}{line}\n")
        if fields is not None:
            return
        if not summary and isinstance(item, Model):
            self._write_lists(item)
        data = to_data(item)
        hidden = (len(data) if isinstance(data, dict) else 0) - len(shown)
        if hidden > 0:
            self.sink.write_text(f"+ {hidden} more fields: --format json, or --fields a,b.c\n")

    def _write_lists(self, item: Model) -> None:
        """The lists in a response that has no summary of its own."""
        for path, model in nested_lists(type(item)):
            if found := nested_items(item, path):
                self.sink.write_text(f"\n{path}\n")
                layout = Layout(None, tuple(model.__summary__), tuple(model.__identity__))
                table = TableWriter(self.sink, layout)
                for entry in found:
                    table.write(entry)
                table.end()


def _top_level(item: Any) -> dict[str, Any]:
    """The values of an object, and the lengths of its lists."""
    data = to_data(item)
    if not isinstance(data, dict):
        return {"value": data}
    return {
        key: f"[{len(value)}]" if isinstance(value, list) else value
        for key, value in data.items()
        if not isinstance(to_data(value), dict)
    }


def _wrap(text: str, width: int) -> list[str]:
    lines = chop_cells(text, width) or [""]
    if len(lines) > _MAX_LINES:
        lines = [*lines[: _MAX_LINES - 1], fit_cell(lines[_MAX_LINES - 1] + "…", width).rstrip()]
    return lines
