"""Rows as Parquet: ids exact, a column that changed its type a column of text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

import click

from hikerkit.cli.output.sink import Target
from hikerkit.cli.output.spool import SpoolWriter
from hikerkit.tables.column_types import column_type, convert_value, value_kind
from hikerkit.tables.flatten import Columns

_BATCH = 5_000


def require() -> None:
    """Raises click.UsageError where the library is not installed."""
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError:
        raise click.UsageError(
            "Parquet needs its extra: pip install 'hikerkit[parquet]'; or write .jsonl or .csv"
        ) from None


class ParquetWriter(SpoolWriter):
    """Parquet with one column a field. The type of each is known when the last row came."""

    def __init__(self, target: Target, columns: Columns) -> None:
        super().__init__(target, columns)
        self._kinds: dict[str, set[str]] = {}

    def learn(self, row: dict[str, Any]) -> None:
        for name, value in row.items():
            if value is not None:
                self._kinds.setdefault(name, set()).add(value_kind(value))

    def bring_into_form(self) -> None:
        import pyarrow
        import pyarrow.parquet

        names = self.columns.names()
        types = {name: column_type(self._kinds.get(name, set())) for name in names}
        schema = pyarrow.schema([(name, pyarrow.type_for_alias(types[name])) for name in names])
        with pyarrow.parquet.ParquetWriter(
            _Sink(self.target), schema, compression="zstd"
        ) as writer:
            for batch in _batches(self.rows()):
                arrays = [
                    pyarrow.array(
                        [convert_value(types[n], row.get(n)) for row in batch], schema.field(n).type
                    )
                    for n in names
                ]
                writer.write_table(pyarrow.Table.from_arrays(arrays, schema=schema))


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while batch := list(islice(rows, _BATCH)):
        yield batch


class _Sink:
    """A file as pyarrow wants one, over a target."""

    closed = False

    def __init__(self, target: Target) -> None:
        self._target = target
        self._at = 0

    def write(self, data: Any) -> int:
        content = bytes(data)
        self._target.write(content)
        self._at += len(content)
        return len(content)

    def tell(self) -> int:
        return self._at

    def flush(self) -> None:
        self._target.flush()

    def close(self) -> None:
        self.closed = True

    def readable(self) -> bool:
        return False

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False
