"""`hikerkit archive`: list, show, export, prune and forget stored responses."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from hikerkit.cli.console import format_count, note
from hikerkit.cli.settings import definitions
from hikerkit.cli.settings.param_types import DURATION, SIZE
from hikerkit.cli.settings.resolve import Settings, resolve_settings

if TYPE_CHECKING:
    from hikerkit.archive import Archive


@contextlib.contextmanager
def open_archive(settings: Settings) -> Iterator[Archive]:
    """The archive in the settings; it is not created. Raises click.UsageError, ArchiveError."""
    from hikerkit.archive import Archive

    path = settings.get("archive")
    if path is None:
        raise click.UsageError("no archive: give --archive FILE, or set HIKERKIT_ARCHIVE")
    if not os.path.exists(path):
        raise click.UsageError(f"there is no archive at {path}")
    with Archive(path) as archive:
        yield archive


def archive_command() -> click.Command:
    """The group."""
    group = click.Group("archive", help="List, show, export and remove paid responses.")
    for command in (
        _command(
            "ls", "List the responses.", _list,
            click.Option(["--operation"], help="Responses of this operation, by its id."),
            click.Option(["--within"], type=DURATION, metavar="AGE", help="Up to this age."),
            click.Option(["--limit"], type=click.IntRange(0), help="This many at most."),
            *definitions.options(definitions.OUTPUT),
        ),
        _command(
            "show", "Print the JSON of the response with this number, as `ls` lists it.", _show,
            click.Argument(["number"], type=click.IntRange(1)),
        ),
        _command(
            "export", "Write all responses as JSON lines, byte for byte. FILE may be - for stdout.",
            _export, click.Argument(["file"], type=click.Path()),
        ),
        _command(
            "prune", "Remove responses that are too old or, oldest first, exceed a size.", _prune,
            click.Option(["--older-than"], type=DURATION, metavar="AGE", help="Such as 90d."),
            click.Option(
                ["--max-bytes"], type=SIZE, metavar="SIZE", help="Of the file, such as 500M."
            ),
        ),
        _command(
            "forget", "Remove every response about an account or that mentions it, although it "
            "was paid. ACCOUNT is an id or a name.", _forget,
            click.Argument(["account"]),
            click.Option(["--yes"], is_flag=True, help="Do not ask for confirmation."),
        ),
    ):  # fmt: skip
        group.add_command(command)
    return group


def _command(
    name: str, help: str, work: Callable[..., None], *params: click.Parameter
) -> click.Command:
    @click.pass_context
    def run(ctx: click.Context, /, **given: Any) -> None:
        from hikerkit.cli.run.session import exit_on_errors

        settings = resolve_settings(ctx)
        with exit_on_errors(), open_archive(settings) as archive:
            work(archive, settings, **given)

    return click.Command(
        name, callback=run, params=[*params, *definitions.options(("archive",))], help=help
    )


def _list(
    archive: Archive,
    settings: Settings,
    operation: str | None,
    within: float | None,
    limit: int | None,
) -> None:
    from hikerkit.cli.run.results import format_time, show

    since = None if within is None else datetime.now(UTC).timestamp() - within
    rows = (
        {
            "number": entry.id,
            "received": format_time(entry.received_at),
            "operation": entry.operation,
            "status": entry.status,
            "units": entry.units,
            "bytes": entry.size,
            "url": entry.url,
            "replayable": entry.replayable,
        }
        for entry in islice(archive.entries(operation, since=since), limit)
    )
    columns = ["number", "received", "operation", "status", "units", "bytes", "url"]
    show(rows, settings, columns, fixed=["number", "received"])


def _show(archive: Archive, settings: Settings, number: int) -> None:
    from hikerkit._utils.text import printable
    from hikerkit.cli.exit_codes import NOT_FOUND
    from hikerkit.cli.output.json import format_json
    from hikerkit.cli.output.sink import Stdout
    from hikerkit.cli.run.session import exit_with_error

    entry = next((e for e in archive if e.id == number), None)
    if entry is None:
        exit_with_error(f"the archive has no response with the number {number}", NOT_FOUND)
    stdout = Stdout()
    try:
        text = format_json(entry.data(), 2 if stdout.is_terminal else None)
    except ValueError:  # stored for the record; not JSON
        text = entry.content.decode("utf-8", "replace")
        text = "\n".join(map(printable, text.splitlines()))
    stdout.write_text(text + "\n")
    stdout.commit()


def _export(archive: Archive, settings: Settings, file: str) -> None:
    from hikerkit.cli.output.sink import output_errors

    with output_errors(file):
        count = archive.export(sys.stdout.buffer if file == "-" else file)
        sys.stdout.flush()
    note(format_count(count, "response") + ("" if file == "-" else f" written to {file}"))


def _prune(
    archive: Archive, settings: Settings, older_than: float | None, max_bytes: int | None
) -> None:
    if older_than is None and max_bytes is None:
        raise click.UsageError("give --older-than or --max-bytes; without them nothing is removed")
    removed = archive.prune(older_than=older_than, max_bytes=max_bytes)
    note(
        f"{format_count(removed.entries, 'response')} removed; the file has "
        f"{removed.size:,} bytes, {removed.bytes:,} less than before"
    )


def _forget(archive: Archive, settings: Settings, account: str, yes: bool) -> None:
    if not yes:
        if sys.stdin is None or not sys.stdin.isatty():
            raise click.UsageError("forget removes paid responses: confirm with --yes")
        click.confirm(f"Remove all responses that mention {account}?", abort=True, err=True)
    removed = archive.forget(account)
    subjects = ", ".join([*removed.names, *removed.ids])
    note(f"{format_count(removed.entries, 'response')} removed that mentioned {subjects}")
