"""Destinations: a DuckDB file, a folder of Parquet files, Postgres, or any other one of dlt."""

from __future__ import annotations

import os
import re
from importlib import import_module
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote, urlsplit

import attrs

from hikerkit._utils.files import replacing
from hikerkit.collect.errors import CollectError, first_line, wrap_os_errors
from hikerkit.errors import ArgumentError

_DUCKDB = (".duckdb", ".ddb", ".db")
_POSTGRES = re.compile(r"(postgres|postgresql)://")


@attrs.frozen
class Destination:
    """A place for tables."""

    name: str
    """As it was given, without credentials."""
    kind: str
    """Name of the dlt destination."""
    folder: Path
    """Folder of the journal, the archive and the working files of dlt."""
    schema: str
    """Schema of the tables."""
    database: Path | None = None
    """The DuckDB file; for Parquet files, the one that they are exported from."""
    parquet: Path | None = None
    """Folder of the Parquet files."""
    url: str | None = attrs.field(default=None, repr=False)

    @property
    def file_format(self) -> Literal["parquet"] | None:
        """File format of a load; None for the default of dlt."""
        return "parquet" if self.database is not None else None

    def open(self) -> Any:
        """The dlt destination. Raises ArgumentError."""
        import dlt
        from dlt.common.destination import Destination as DltDestination

        if self.database is not None:
            return dlt.destinations.duckdb(str(self.database))
        if self.url is not None:
            try:
                import_module("psycopg2")
            except ImportError:
                raise _invalid(
                    "Postgres needs its driver: pip install 'hikerkit[collect,postgres]'"
                ) from None
            return dlt.destinations.postgres(_add_password(self.url))
        return DltDestination.from_reference(self.kind)


def parse_destination(into: str) -> Destination:
    """The destination that `--into` names. Raises ArgumentError."""
    if not into.strip():
        raise _invalid("expected a .duckdb file, a folder, or a URL")
    if _POSTGRES.match(into):
        name = re.sub(r"//[^/@]*@", "//", into).split("?")[0]
        folder = re.sub(r"[^A-Za-z0-9._-]+", "-", name.partition("//")[2]).strip("-")
        return Destination(name, "postgres", Path(f"{folder}.hikerkit"), "public", url=into)
    path = Path(into)
    if into.endswith(_DUCKDB):
        if path.is_dir():
            raise _invalid(f"{into} is a folder")
        return Destination(into, "duckdb", Path(f"{into}.hikerkit"), "main", database=path)
    if into.endswith(("/", os.sep)) or path.is_dir():
        own = path / ".hikerkit"
        return Destination(
            into, "duckdb", own, "main", database=own / "tables.duckdb", parquet=path
        )
    if re.fullmatch("[a-z]+", into) and not path.exists():
        destination = Destination(into, into, Path(f"{into}.hikerkit"), "hikerkit")
        try:
            destination.open()
        except Exception as error:  # dlt has no base class for these
            raise _invalid(first_line(error)) from None
        return destination
    raise _invalid(
        "expected a .duckdb file, a folder (ending in /), a postgresql:// URL or the name of a "
        f"dlt destination, got {into!r:.80}"
    )


def write_parquet(destination: Destination) -> None:
    """Export each table as a Parquet file, replacing the previous one. Raises CollectError."""
    import duckdb

    assert destination.database is not None and destination.parquet is not None
    with wrap_os_errors(destination.parquet):
        try:
            with duckdb.connect(str(destination.database), read_only=True) as connection:
                for table, columns in connection.execute(
                    "SELECT table_name, list(column_name ORDER BY ordinal_position) "
                    "FROM information_schema.columns WHERE table_schema = ? "
                    "AND NOT starts_with(table_name, '_') "
                    "AND NOT starts_with(column_name, '_dlt_') GROUP BY table_name",
                    [destination.schema],
                ).fetchall():
                    names = ", ".join(f'"{name}"' for name in columns)
                    with replacing(destination.parquet / f"{table}.parquet") as part:
                        target = part.replace("'", "''")
                        connection.execute(
                            f'COPY (SELECT {names} FROM "{table}") '
                            f"TO '{target}' (FORMAT parquet, COMPRESSION zstd)"
                        )
        except duckdb.Error as error:
            raise CollectError(f"{destination.parquet}: {first_line(error)}") from None


def _add_password(url: str) -> str:
    """The URL with the password from PGPASSWORD if it has none: dlt requires one."""
    parts = urlsplit(url)
    if parts.password is not None:
        return url
    user = parts.username or os.environ.get("PGUSER", "")
    password = quote(os.environ.get("PGPASSWORD", ""), safe="")
    address = parts.netloc.rpartition("@")[2]
    return parts._replace(netloc=f"{user}:{password}@{address}").geturl()


def _invalid(message: str) -> ArgumentError:
    return ArgumentError(f"into: {message}", argument="into")
