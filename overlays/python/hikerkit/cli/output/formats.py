"""The output formats by name, and which one applies."""

from __future__ import annotations

from importlib import import_module

import attrs
import click

from hikerkit.cli.output.base import Layout, Writer
from hikerkit.cli.output.sink import File, Stdout, is_terminal


@attrs.frozen
class Format:
    """An output format."""

    writer: str
    """Module in this package and the writer in it, which are loaded when they are used."""
    endings: tuple[str, ...]
    """Endings of file names that select it."""
    is_binary: bool = False
    extra: str | None = None
    """The extra of the package that it needs."""

    def load(self, name: str) -> type[Writer]:
        """The class of its writer. Raises click.UsageError if the extra is not installed."""
        module, _, attribute = self.writer.partition(":")
        try:
            found: type[Writer] = getattr(import_module(f"{__package__}.{module}"), attribute)
        except ImportError:
            if self.extra is None:
                raise
            raise click.UsageError(
                f"{name} needs an extra: pip install 'hikerkit[{self.extra}]'; .jsonl and .csv "
                "work without it"
            ) from None
        return found


FORMATS = {
    "table": Format("table:TableWriter", (".txt",)),
    "jsonl": Format("json:JsonLinesWriter", (".jsonl", ".ndjson")),
    "json": Format("json:JsonWriter", (".json",)),
    "csv": Format("csv:CsvWriter", (".csv",)),
    "parquet": Format(
        "parquet:ParquetWriter", (".parquet", ".pq"), is_binary=True, extra="parquet"
    ),
}
_RECORD = Format("record:RecordWriter", ())
"""What a table is for a single object."""


def select_format(path: str | None, name: str | None, is_flag: bool) -> str | None:
    """The format for a file: by flag, else by its name, else by other settings; None for stdout.

    Raises click.UsageError.
    """
    if path is None or (is_flag and name):
        return name
    ending = "." + path.lower().removesuffix(".gz").rsplit(".", 1)[-1]
    name = next((n for n, f in FORMATS.items() if ending in f.endings), name)
    if name is None:
        raise click.UsageError(
            f"-o {path}: its name does not select a format: end it in "
            ".jsonl, .json, .csv or .parquet, or give --format"
        )
    return name


def open_writer(path: str | None, name: str | None, layout: Layout) -> Writer:
    """A writer of this format to a file, or to stdout. Raises OutputError, click.UsageError."""
    compress = path is not None and path.lower().endswith(".gz")
    if name is None:
        name = "table" if is_terminal() else "jsonl"
    selected = FORMATS[name] if layout.is_list or name != "table" else _RECORD
    if selected.is_binary and compress:
        raise click.UsageError(f"-o {path}: {name} is already compressed; leave .gz out")
    if selected.is_binary and path is None and is_terminal():
        raise click.UsageError(f"{name} is binary: use -o FILE{selected.endings[0]} or pipe it")
    writer = selected.load(name)  # before the file is made
    return writer(Stdout() if path is None else File(path, compress), layout)
