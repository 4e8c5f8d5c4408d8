"""Rows into tables: dlt makes the tables, types them, and merges by key."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from hikerkit.collect.destination import Destination
from hikerkit.collect.journal import CollectError
from hikerkit.collect.tables import Table

if TYPE_CHECKING:
    import pyarrow

_QUIET = {
    # Nothing is told to anybody, and nothing is written outside of the folder of the destination.
    "RUNTIME__DLTHUB_TELEMETRY": "false",
    "RUNTIME__LOG_LEVEL": "CRITICAL",
    "LOAD__DELETE_COMPLETED_JOBS": "true",
    "LOAD__TRUNCATE_STAGING_DATASET": "true",
    "LOAD__WORKERS": "2",
    "EXTRACT__WORKERS": "1",
    "NORMALIZE__PARQUET_NORMALIZER__ADD_DLT_LOAD_ID": "false",
    "NORMALIZE__PARQUET_NORMALIZER__ADD_DLT_ID": "false",
}


class Loader:
    """Loads rows into one destination."""

    def __init__(self, place: Destination) -> None:
        """Raises CollectError where the destination cannot be used."""
        for name, value in _QUIET.items():
            os.environ.setdefault(name, value)
        folder = (place.folder / "dlt").absolute()
        os.environ.setdefault("DLT_DATA_DIR", str(folder))
        import dlt

        logging.getLogger("dlt").setLevel(logging.CRITICAL)
        self._place = place
        self._pipeline = dlt.pipeline(
            "hikerkit",
            pipelines_dir=str(folder),
            destination=place.made(),
            dataset_name=place.schema,
        )
        # Whatever a killed run left half-way comes again, from the archive.
        if self._pipeline.has_pending_data:
            self._pipeline.drop_pending_packages()

    def load(self, rows: Mapping[Table, list[pyarrow.RecordBatch]]) -> None:
        """Rows into their tables; of rows with one key the last one stays. Raises CollectError."""
        import dlt
        import pyarrow
        from dlt.common.exceptions import DltException

        parts: dict[str, list[pyarrow.Table]] = {}
        keys: dict[str, tuple[str, ...]] = {}
        for table, batches in rows.items():
            parts.setdefault(table.name, []).append(pyarrow.Table.from_batches(batches))
            keys[table.name] = table.key
        resources = [
            dlt.resource(
                _newest(keys[name], pyarrow.concat_tables(found, promote_options="default")),
                name=name,
                write_disposition="merge",
                primary_key=keys[name],
            )
            for name, found in parts.items()
        ]
        try:
            how: Any = self._place.file_format
            self._pipeline.run(resources, loader_file_format=how)
        except DltException as error:
            raise CollectError(f"{self._place.name}: {_why(error)}") from None
        except OSError as error:
            raise CollectError(f"{self._place.name}: {error.strerror or error}") from None


def _newest(key: tuple[str, ...], rows: pyarrow.Table) -> pyarrow.Table:
    """The last row of each key: within one load, no destination keeps them apart."""
    import pyarrow

    number = pyarrow.array(range(len(rows)), pyarrow.int64())
    last = (
        rows.select(list(key))
        .append_column("_number", number)
        .group_by(list(key))
        .aggregate([("_number", "max")])["_number_max"]
        .combine_chunks()
    )
    return rows if len(last) == len(rows) else rows.take(last.sort())


def _why(error: BaseException) -> str:
    """The innermost reason, in a line."""
    found: BaseException = error
    while (inner := found.__cause__ or found.__context__) is not None:
        found = inner
    lines = [line.strip() for line in str(found).splitlines() if line.strip()]
    return lines[0][:300] if lines else type(found).__name__
