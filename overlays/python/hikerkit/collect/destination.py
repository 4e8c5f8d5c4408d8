"""Where tables go: a DuckDB file, a folder of Parquet files, Postgres, or what else dlt knows."""

from __future__ import annotations

import os
import re
from importlib import import_module
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote, urlsplit

import attrs

from hikerkit.collect.journal import CollectError, told
from hikerkit.errors import ArgumentError

_DUCKDB = (".duckdb", ".ddb", ".db")
_URL = re.compile(r"(postgres|postgresql)://")


@attrs.frozen
class Destination:
    """One place for tables."""

    name: str
    """As it was given, without a password."""
    kind: str
    """A name that dlt has for it."""
    folder: Path
    """Where what belongs to it between two runs is kept."""
    schema: str
    """The schema of its tables."""
    database: Path | None = None
    """The DuckDB file, where it is one, or where Parquet files are written from."""
    parquet: Path | None = None
    """The folder for Parquet files."""
    url: str | None = attrs.field(default=None, repr=False)

    def made(self) -> Any:
        """It, as dlt wants it. Raises ArgumentError."""
        import dlt
        from dlt.common.destination import Destination as Known

        if self.database is not None:
            return dlt.destinations.duckdb(str(self.database))
        if self.url is not None:
            try:
                import_module("psycopg2")
            except ImportError:
                raise ArgumentError(
                    "into: Postgres needs its driver: pip install 'hikerkit[collect,postgres]'",
                    argument="into",
                ) from None
            return dlt.destinations.postgres(_with_password(self.url))
        return Known.from_reference(self.kind)

    @property
    def file_format(self) -> Literal["parquet"] | None:
        """How rows travel there; None for what dlt likes best."""
        return "parquet" if self.database is not None else None


def destination(into: str) -> Destination:
    """The destination that this text means. Raises ArgumentError."""
    if not into.strip():
        raise ArgumentError("into: expected a .duckdb file, a folder, or a URL", argument="into")
    if _URL.match(into):
        shown = re.sub(r"//[^/@]*@", "//", into).split("?")[0]
        kept = re.sub(r"[^A-Za-z0-9._-]+", "-", shown.partition("//")[2]).strip("-")
        return Destination(shown, "postgres", Path(f"{kept}.hikerkit"), "public", url=into)
    path = Path(into)
    if into.endswith(_DUCKDB):
        if path.is_dir():
            raise ArgumentError(f"into: {into} is a folder", argument="into")
        return Destination(into, "duckdb", Path(f"{into}.hikerkit"), "main", database=path)
    if into.endswith(("/", os.sep)) or path.is_dir():
        own = path / ".hikerkit"
        return Destination(
            into, "duckdb", own, "main", database=own / "tables.duckdb", parquet=path
        )
    if re.fullmatch("[a-z]+", into) and not path.exists():
        found = Destination(into, into, Path(f"{into}.hikerkit"), "hikerkit")
        try:
            found.made()
        except Exception as error:  # dlt has no root for these
            raise ArgumentError(f"into: {_first(error)}", argument="into") from None
        return found
    raise ArgumentError(
        f"into: expected a .duckdb file, a folder (with / at its end), a postgresql:// URL or the "
        f"name of a destination of dlt, got {into!r:.80}",
        argument="into",
    )


def write_parquet(place: Destination) -> list[Path]:
    """Write each table as a file, replacing the one before. Raises CollectError."""
    import duckdb

    assert place.database is not None and place.parquet is not None
    written = []
    with told(place.parquet):
        try:
            with duckdb.connect(str(place.database), read_only=True) as connection:
                for (table,) in connection.execute(
                    "SELECT table_name FROM information_schema.tables "
                    "WHERE table_schema = ? AND NOT starts_with(table_name, '_')",
                    [place.schema],
                ).fetchall():
                    path = place.parquet / f"{table}.parquet"
                    part = path.with_suffix(".parquet.part")
                    target = str(part).replace("'", "''")
                    connection.execute(
                        f'COPY (SELECT * EXCLUDE (_dlt_load_id, _dlt_id) FROM "{table}") '
                        f"TO '{target}' (FORMAT parquet, COMPRESSION zstd)"
                        if _has_own(connection, table)
                        else f"COPY \"{table}\" TO '{target}' (FORMAT parquet, COMPRESSION zstd)"
                    )
                    os.replace(part, path)
                    written.append(path)
        except duckdb.Error as error:
            raise CollectError(f"{place.parquet}: {_first(error)}") from None
    return written


def _has_own(connection: Any, table: str) -> bool:
    columns = connection.execute(f'SELECT * FROM "{table}" LIMIT 0').description
    return any(name[0] == "_dlt_id" for name in columns)


def _with_password(url: str) -> str:
    """The URL with the password of PGPASSWORD, where it has none; dlt wants one in it."""
    parts = urlsplit(url)
    if parts.password is not None:
        return url
    user = parts.username or os.environ.get("PGUSER", "")
    password = quote(os.environ.get("PGPASSWORD", ""), safe="")
    place = parts.netloc.rpartition("@")[2]
    return parts._replace(netloc=f"{user}:{password}@{place}").geturl()


def _first(error: BaseException) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0][:300] if lines else type(error).__name__
