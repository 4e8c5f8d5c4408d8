"""Parquet with exact ids; a column whose type changes becomes text."""

from __future__ import annotations

from itertools import islice
from typing import Any

import pyarrow
import pyarrow.parquet

from hikerkit.cli.output.base import Layout
from hikerkit.cli.output.sink import Sink
from hikerkit.cli.output.spool import SpoolWriter
from hikerkit.tables.column_types import column_type, convert_value, value_kind

_BATCH_ROWS = 5_000


class ParquetWriter(SpoolWriter):
    """A column per field. The types are known when the last row has arrived."""

    def __init__(self, sink: Sink, layout: Layout) -> None:
        super().__init__(sink, layout)
        self._kinds: dict[str, set[str]] = {}

    def inspect_row(self, row: dict[str, Any]) -> None:
        for name, value in row.items():
            if value is not None:
                self._kinds.setdefault(name, set()).add(value_kind(value))

    def convert(self) -> None:
        types = {name: column_type(self._kinds.get(name, set())) for name in self.columns.names()}
        schema = pyarrow.schema([(n, pyarrow.type_for_alias(t)) for n, t in types.items()])
        rows = self.rows()
        file = _ArrowFile(self.sink)
        with pyarrow.parquet.ParquetWriter(file, schema, compression="zstd") as writer:
            while batch := list(islice(rows, _BATCH_ROWS)):
                arrays = [
                    pyarrow.array(
                        [convert_value(t, row.get(n)) for row in batch], schema.field(n).type
                    )
                    for n, t in types.items()
                ]
                writer.write_table(pyarrow.Table.from_arrays(arrays, schema=schema))


class _ArrowFile:
    """The file-like object that pyarrow expects, on top of a sink."""

    closed = False

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._position = 0

    def write(self, data: Any) -> int:
        content = bytes(data)
        self._sink.write(content)
        self._position += len(content)
        return len(content)

    def tell(self) -> int:
        return self._position

    def flush(self) -> None:
        self._sink.flush()

    def close(self) -> None:
        self.closed = True

    def readable(self) -> bool:
        return False

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False
