"""Write results as the output settings say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from hikerkit.cli.console import note
from hikerkit.cli.output.base import Writer
from hikerkit.cli.output.formats import open_writer
from hikerkit.cli.settings.resolve import Settings


def writer_of(
    settings: Settings, summary: Sequence[str], identity: Sequence[str] = (), *, is_list: bool
) -> Writer:
    """A writer for these settings. Raises click.UsageError, OutputError."""
    return open_writer(
        path=settings.get("output"),
        format=settings.get("format"),
        is_flag=settings.is_flag("format"),
        fields=settings.get("fields"),
        summary=summary,
        identity=identity,
        is_list=is_list,
    )


def show(
    rows: Iterable[dict[str, Any]],
    settings: Settings,
    columns: Sequence[str],
    *,
    is_list: bool = True,
    fixed: Sequence[str] = (),
) -> None:
    """Write the rows of a command; a table never truncates `fixed` columns.

    Raises click.UsageError, OutputError, ClosedPipeError.
    """
    writer = writer_of(settings, columns, fixed, is_list=is_list)
    try:
        for row in rows:
            writer.write(row)
        writer.finish()
    except BaseException:
        writer.discard()
        raise


def note_missing_fields(writer: Writer) -> None:
    """Name the requested fields that no item had."""
    if missing := writer.missing_fields():
        note(f"--fields: no item has {', '.join(missing)}")


def format_time(when: datetime) -> str:
    """A time in UTC, to the second."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
