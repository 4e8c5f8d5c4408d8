"""The loader: dlt creates the tables and merges rows by key."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from hikerkit.collect.destination import Destination
from hikerkit.collect.errors import CollectError, first_line
from hikerkit.collect.tables import Table

if TYPE_CHECKING:
    import pyarrow

_DLT_SETTINGS = {
    # No telemetry, and no files outside the destination's folder.
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

    def __init__(self, destination: Destination) -> None:
        """Raises ArgumentError if the destination cannot be used."""
        folder = str((destination.folder / "dlt").absolute())
        for name, value in {**_DLT_SETTINGS, "DLT_DATA_DIR": folder}.items():
            os.environ.setdefault(name, value)
        import dlt

        logging.getLogger("dlt").setLevel(logging.CRITICAL)
        self._destination = destination
        self._pipeline = dlt.pipeline(
            "hikerkit",
            pipelines_dir=folder,
            destination=destination.open(),
            dataset_name=destination.schema,
        )
        # What a killed run did not finish loading is read again, from the archive.
        if self._pipeline.has_pending_data:
            self._pipeline.drop_pending_packages()

    def load(self, rows: Mapping[Table, list[pyarrow.RecordBatch]]) -> None:
        """Merge rows into their tables; of rows with one key, the last. Raises CollectError."""
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
                _keep_newest(keys[name], pyarrow.concat_tables(part, promote_options="default")),
                name=name,
                write_disposition="merge",
                primary_key=keys[name],
            )
            for name, part in parts.items()
        ]
        try:
            file_format: Any = self._destination.file_format
            self._pipeline.run(resources, loader_file_format=file_format)
        except DltException as error:
            reason = first_line(_innermost(error))
            raise CollectError(f"{self._destination.name}: {reason}") from None
        except OSError as error:
            raise CollectError(f"{self._destination.name}: {error.strerror or error}") from None


def _keep_newest(key: tuple[str, ...], rows: pyarrow.Table) -> pyarrow.Table:
    """The last row of each key: no destination removes duplicates within a load."""
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


def _innermost(error: BaseException) -> BaseException:
    while (inner := error.__cause__ or error.__context__) is not None:
        error = inner
    return error
