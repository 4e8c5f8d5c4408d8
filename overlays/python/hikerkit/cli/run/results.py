"""Write results as the output settings say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

import click

from hikerkit.cli.console import note
from hikerkit.cli.output.base import Layout, Writer
from hikerkit.cli.output.formats import open_writer, select_format
from hikerkit.cli.settings.resolve import Settings
from hikerkit.tables.flatten import parse_fields


def open_output(
    settings: Settings, summary: Sequence[str], identity: Sequence[str] = (), *, is_list: bool
) -> Writer:
    """A writer for these settings. Raises click.UsageError, OutputError."""
    path = settings.get("output")
    layout = Layout(parse_fields(settings.get("fields")), tuple(summary), tuple(identity), is_list)
    if layout.fields == ():
        raise click.UsageError("--fields: expected names such as a,b.c")
    path = None if path == "-" else path
    name = select_format(path, settings.get("format"), settings.is_flag("format"))
    return open_writer(path, name, layout)


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
    writer = open_output(settings, columns, fixed, is_list=is_list)
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
