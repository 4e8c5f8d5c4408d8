"""`hikerkit usage`: what the archive and the budgets in its file know of what was spent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from hikerkit.cli.output.results import output_options, show, spelled
from hikerkit.cli.settings import resolve

if TYPE_CHECKING:
    from hikerkit.archive import Archive


def usage_command() -> click.Command:
    """The command."""

    @click.pass_context
    def run(ctx: click.Context, /, **given: Any) -> None:
        from hikerkit.cli.commands.archive import opened_archive
        from hikerkit.cli.console import counted, note
        from hikerkit.cli.run.session import endings

        own, rest = resolve.split(given)
        chosen = resolve.chosen(ctx, own)
        by = rest.pop("by")
        with endings(), opened_archive(chosen) as archive:
            rows = list(spent(archive, by))
            columns = [by, "answers", "units", "bytes", "first", "last"]
            show(rows, rest, chosen, columns, firm=["first", "last"])
            units = sum(row["units"] for row in rows)
            note(f"{counted(units, 'unit')} paid for; answered again for nothing from now on")
            for name, totals in _budgets(archive.path):
                note(
                    f"budget {name}: {counted(totals.spent, 'unit')} spent, "
                    f"{totals.uncertain:,} uncertain, {totals.reserved:,} reserved"
                )

    return click.Command(
        "usage",
        callback=run,
        params=[
            click.Option(
                ["--by"], type=click.Choice(["operation", "day", "month"]), default="operation",
                show_default=True, help="A line for each of these.",
            ),
            *output_options(),
            *resolve.options(only=("archive", "format")),
        ],
        short_help="What was spent, as the archive knows it.",
        help="What was spent, as the archive and the budgets in its file know it.",
    )  # fmt: skip


def spent(archive: Archive, by: str) -> Iterator[dict[str, Any]]:
    """Answers, units and bytes of each operation, day or month. Raises ArchiveError."""
    from hikerkit_api import api

    prices = {operation.id: operation.units for operation in api.operations()}
    rows: dict[str, dict[str, Any]] = {}
    for entry in archive:
        when = entry.received_at
        key = {"operation": entry.operation, "day": f"{when:%Y-%m-%d}", "month": f"{when:%Y-%m}"}
        first = {by: key[by], "answers": 0, "units": 0, "bytes": 0, "first": when}
        row = rows.setdefault(key[by], first)
        row["answers"] += 1
        # What the service did not say is taken from the spec.
        row["units"] += prices.get(entry.operation, 0) if entry.units is None else entry.units
        row["bytes"] += entry.size
        row["last"] = when
    for row in rows.values():
        yield {n: spelled(v) if n in ("first", "last") else v for n, v in row.items()}


def _budgets(path: str) -> list[tuple[str, Any]]:
    from hikerkit.stores.sqlite import list_budgets

    return list_budgets(path)
