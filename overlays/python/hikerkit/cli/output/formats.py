"""The ways in which results are written, and which one a file's name or a pipe asks for."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import click
from hikerkit_api.core.json import to_plain

from hikerkit.cli.output.sink import File, Stdout, Target
from hikerkit.tables.flatten import Columns, parse_fields, select_field

_ENDINGS = {
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".csv": "csv",
    ".parquet": "parquet", ".pq": "parquet", ".txt": "table",
}  # fmt: skip


class Writer:
    """Takes items, one after another."""

    def __init__(self, target: Target, fields: tuple[str, ...] | None) -> None:
        self.target = target
        self.fields = fields
        self.is_table = False
        """Whether a row has to do with what nested lists hold."""
        self.is_live = not isinstance(target, File)
        """Whether somebody may be reading along."""

    def write(self, item: Any) -> None:
        """Write an item. Raises OutputError, ClosedPipeError."""
        raise NotImplementedError

    def page_end(self) -> None:
        """No item comes for a while. Raises OutputError, ClosedPipeError."""
        self.target.flush()

    def end(self) -> None:
        """No item comes any more. Raises OutputError, ClosedPipeError."""

    def pending(self) -> list[Any]:
        """Items that were taken and are not written yet."""
        return []

    def salvage(self) -> str | None:
        """A file with what was written so far, where it could not be brought into its form."""
        return None

    def drop(self) -> None:
        """Nobody wants it any more."""

    def missing(self) -> list[str]:
        """Fields that were asked for and never came."""
        return []


class JsonWriter(Writer):
    """Items as JSON: one a line, or all in one array, or a single one as a document."""

    def __init__(
        self, target: Target, fields: tuple[str, ...] | None, shape: str, indent: int | None
    ) -> None:
        super().__init__(target, fields)
        self._shape = shape
        self._indent = indent
        self._count = 0
        self._found: set[str] = set()
        # What the output cannot hold is spelled as an escape, which JSON allows.
        self._ascii = target.encoding.lower().replace("-", "") not in ("utf8", "utf16", "utf32")

    def write(self, item: Any) -> None:
        text = safe_json(self._chosen(item), self._indent, self._ascii)
        if self._shape == "array":
            text = ("[\n" if not self._count else ",\n") + text
        else:
            text += "\n"
        self._count += 1
        self.target.text(text)
        if self.is_live:
            self.target.flush()

    def end(self) -> None:
        if self._shape == "array":
            self.target.text("\n]\n" if self._count else "[]\n")

    def missing(self) -> list[str]:
        return [f for f in self.fields or () if f not in self._found] if self._count else []

    def _chosen(self, item: Any) -> Any:
        if self.fields is None:
            return item
        row: dict[str, Any] = {}
        for field in self.fields:
            for name, value in select_field(item, field):
                row[name] = value
                self._found.add(field)
        return row


def safe_json(value: Any, indent: int | None, only_ascii: bool = False) -> str:
    """JSON in which nothing steers a terminal; what is not printable is spelled as an escape."""
    text = json.dumps(to_plain(value), ensure_ascii=only_ascii, indent=indent)
    if text.isprintable():
        return text
    return "".join(_escaped(c) if not c.isprintable() and c != "\n" else c for c in text)


def _escaped(letter: str) -> str:
    units = letter.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))


def form_of(path: str | None, told: str | None, told_by_flag: bool) -> tuple[str | None, bool]:
    """The form that was asked for, and whether to pack it. Raises click.UsageError."""
    name = (path or "").lower()
    packed = name.endswith(".gz")
    ending = "." + name.removesuffix(".gz").rsplit(".", 1)[-1]
    named = _ENDINGS.get(ending) if path not in (None, "-") else None
    form = told if told_by_flag and told else named or told
    if path not in (None, "-") and form is None:
        raise click.UsageError(
            f"-o {path}: its name does not say what to write: end it in "
            ".jsonl, .json, .csv or .parquet, or give --format"
        )
    if packed and form == "parquet":
        raise click.UsageError(f"-o {path}: Parquet is packed already; leave .gz out")
    return form, packed


def writer_for(
    *,
    path: str | None,
    form: str | None,
    packed: bool,
    fields: str | None,
    summary: Sequence[str],
    identity: Sequence[str] = (),
    is_list: bool,
) -> Writer:
    """The writer, with its target open. Raises OutputError, click.UsageError."""
    chosen = parse_fields(fields)
    if chosen == ():
        raise click.UsageError("--fields: expected names such as a,b.c")
    if form == "parquet":
        from hikerkit.cli.output.parquet import require

        require()
    target: Target = Stdout() if path in (None, "-") else File(str(path), packed)
    if form is None:
        form = "table" if target.is_terminal else "jsonl"
    if form == "parquet" and target.is_terminal:
        raise click.UsageError("Parquet is nothing to look at: give -o FILE.parquet, or a pipe")
    if form in ("jsonl", "json"):
        shape = "array" if form == "json" and is_list else "lines"
        indent = 2 if form == "json" and (target.is_terminal or not is_list) else None
        return JsonWriter(target, chosen, shape, indent)
    if form == "table":
        from hikerkit.cli.output.table import RecordWriter, TableWriter

        if is_list:
            return TableWriter(target, chosen, summary, identity)
        return RecordWriter(target, chosen, summary)
    columns = Columns(chosen, summary)
    if form == "csv":
        from hikerkit.cli.output.csv import CsvWriter

        return CsvWriter(target, columns)
    from hikerkit.cli.output.parquet import ParquetWriter

    return ParquetWriter(target, columns)
