"""`hikerkit usage`: what was spent, according to the archive and the budgets in its file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from hikerkit.cli.commands.archive import open_archive
from hikerkit.cli.console import format_count, note
from hikerkit.cli.settings import definitions
from hikerkit.cli.settings.resolve import resolve_settings

if TYPE_CHECKING:
    from hikerkit.archive import Archive


def usage_command() -> click.Command:
    """The command."""

    @click.pass_context
    def run(ctx: click.Context, /, by: str) -> None:
        from hikerkit.cli.run.results import show
        from hikerkit.cli.run.session import exit_on_errors
        from hikerkit.stores.sqlite import list_budgets

        settings = resolve_settings(ctx)
        with exit_on_errors(), open_archive(settings) as archive:
            rows = list(sum_usage(archive, by))
            columns = [by, "responses", "units", "bytes", "first", "last"]
            show(rows, settings, columns, fixed=["first", "last"])
            units = sum(row["units"] for row in rows)
            note(f"{format_count(units, 'unit')} paid; replays of these responses are free")
            for name, totals in list_budgets(archive.path):
                note(
                    f"budget {name}: {format_count(totals.spent, 'unit')} spent, "
                    f"{totals.uncertain:,} uncertain, {totals.reserved:,} reserved"
                )

    return click.Command(
        "usage",
        callback=run,
        params=[
            click.Option(
                ["--by"], type=click.Choice(["operation", "day", "month"]), default="operation",
                show_default=True, help="One row for each of these.",
            ),
            *definitions.options(("archive", *definitions.OUTPUT)),
        ],
        short_help="Print what was spent, according to the archive.",
        help="Print what was spent, according to the archive and the budgets in its file.",
    )  # fmt: skip


def sum_usage(archive: Archive, by: str) -> Iterator[dict[str, Any]]:
    """Responses, units and bytes per operation, day or month. Raises ArchiveError."""
    from hikerkit_api import api

    from hikerkit.cli.run.results import format_time

    prices = {operation.id: operation.units for operation in api.operations()}
    rows: dict[str, dict[str, Any]] = {}
    for entry in archive:
        when = entry.received_at
        key = {"operation": entry.operation, "day": f"{when:%Y-%m-%d}", "month": f"{when:%Y-%m}"}
        empty = {by: key[by], "responses": 0, "units": 0, "bytes": 0, "first": format_time(when)}
        row = rows.setdefault(key[by], empty)
        row["responses"] += 1
        # The price in the spec, if the response did not have one.
        row["units"] += prices.get(entry.operation, 0) if entry.units is None else entry.units
        row["bytes"] += entry.size
        row["last"] = format_time(when)
    yield from rows.values()
