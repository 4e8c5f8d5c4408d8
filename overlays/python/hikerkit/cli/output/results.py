"""Rows of the command line's own commands, written as those of the service are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

import click

from hikerkit.cli.output.formats import Writer, form_of, writer_for
from hikerkit.cli.settings.resolve import Chosen

OUTPUT, FIELDS = "out_file", "out_fields"


def output_options(taken: Iterable[str] = ()) -> list[click.Option]:
    """`-o` and `--fields`, as far as a command has no other use for them."""
    used = set(taken)
    made = [
        click.Option(
            [OUTPUT, *(f for f in ("-o", "--output") if f not in used)],
            metavar="FILE",
            type=click.Path(),
            help="Write here; .jsonl, .json, .csv (also with .gz) and .parquet say how.",
        ),
        click.Option(
            [FIELDS, "--fields"], metavar="A,B.C", help="These fields only; dots lead inside."
        ),
    ]
    return [option for option in made if not used & set(option.opts) or option.name == OUTPUT]


def writer_of(
    rest: dict[str, Any],
    chosen: Chosen,
    summary: Sequence[str],
    identity: Sequence[str] = (),
    *,
    is_list: bool,
) -> Writer:
    """The writer that these options ask for. Raises click.UsageError, OutputError."""
    path = rest.pop(OUTPUT, None)
    form, packed = form_of(path, chosen.get("format"), chosen.given("format"))
    return writer_for(
        path=path, form=form, packed=packed, fields=rest.pop(FIELDS, None),
        summary=summary, identity=identity, is_list=is_list,
    )  # fmt: skip


def show(
    rows: Iterable[dict[str, Any]],
    rest: dict[str, Any],
    chosen: Chosen,
    columns: Sequence[str],
    *,
    is_list: bool = True,
    firm: Sequence[str] = (),
) -> None:
    """Write rows; columns that are `firm` are never cut on a screen.

    Raises click.UsageError, OutputError, ClosedPipeError.
    """
    writer = writer_of(rest, chosen, columns, firm, is_list=is_list)
    try:
        for row in rows:
            writer.write(row)
        writer.end()
        writer.target.commit()
    except BaseException:
        writer.target.discard()
        raise


def spelled(when: datetime) -> str:
    """A time in UTC, to the second."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
