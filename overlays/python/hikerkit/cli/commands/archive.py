"""`hikerkit archive`: what was paid for and is kept, listed, shown, exported and taken out."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from hikerkit.cli.output.results import OUTPUT, output_options, show, spelled
from hikerkit.cli.settings import resolve
from hikerkit.cli.settings.param_types import DURATION, SIZE

if TYPE_CHECKING:
    from hikerkit.archive import Archive, Entry
    from hikerkit.cli.settings.resolve import Chosen


@contextlib.contextmanager
def opened_archive(chosen: Chosen) -> Iterator[Archive]:
    """The archive that the settings name; one that is not there is not made."""
    from hikerkit.archive import Archive

    path = chosen.get("archive")
    if path is None:
        raise click.UsageError("no archive: give --archive FILE, or set HIKERKIT_ARCHIVE")
    if not os.path.exists(path):
        raise click.UsageError(f"there is no archive at {path}")
    with Archive(path) as archive:
        yield archive


def _command(
    name: str,
    help: str,
    work: Callable[[Archive, Chosen, dict[str, Any]], None],
    params: list[click.Parameter],
    only: tuple[str, ...] = ("archive",),
) -> click.Command:
    @click.pass_context
    def run(ctx: click.Context, /, **given: Any) -> None:
        from hikerkit.cli.run.session import endings

        own, rest = resolve.split(given)
        chosen = resolve.chosen(ctx, own)
        with endings(), opened_archive(chosen) as archive:
            work(archive, chosen, rest)

    return click.Command(
        name, callback=run, params=[*params, *resolve.options(only=only)], help=help
    )


def archive_command() -> click.Command:
    """The group."""
    group = click.Group("archive", help="What was paid for and is kept: list, show, take out.")
    listing: list[click.Parameter] = [
        click.Option(["--operation"], help="Only answers of this operation, by its id."),
        click.Option(["--within"], type=DURATION, metavar="AGE", help="Only as new as this."),
        click.Option(["--limit"], type=click.IntRange(0), help="This many at most."),
        *output_options(),
    ]
    group.add_command(_command("ls", "List the answers.", _list, listing, ("archive", "format")))
    group.add_command(
        _command(
            "show",
            "Print the response with this number, as `ls` lists it: its JSON.",
            _show,
            [click.Argument(["number"], type=click.IntRange(1))],
        )
    )
    group.add_command(
        _command(
            "export",
            "Write all answers as JSON lines, digit for digit. FILE may be - for the output.",
            _export,
            [click.Argument([OUTPUT], metavar="FILE", type=click.Path())],
        )
    )
    group.add_command(
        _command(
            "prune",
            "Take out what is too old or, the oldest first, too much.",
            _prune,
            [
                click.Option(
                    ["--older-than"], type=DURATION, metavar="AGE", help="Such as 90d."
                ),
                click.Option(
                    ["--max-bytes"], type=SIZE, metavar="SIZE", help="The file's, such as 500M."
                ),
            ],
        )
    )  # fmt: skip
    group.add_command(
        _command(
            "forget",
            "Take out every response about an account, or that mentions it. ACCOUNT is an id or a "
            "name. What was paid for is gone then.",
            _forget,
            [
                click.Argument(["account"]),
                click.Option(["--yes"], is_flag=True, help="Do not ask."),
            ],
        )
    )
    return group


def _list(archive: Archive, chosen: Chosen, rest: dict[str, Any]) -> None:
    within, limit = rest.pop("within"), rest.pop("limit")
    since = None if within is None else datetime.now(UTC).timestamp() - within
    found = archive.entries(rest.pop("operation"), since=since)
    rows = (_row(entry) for entry in islice(found, limit))
    columns = ["number", "received", "operation", "status", "units", "bytes", "url"]
    show(rows, rest, chosen, columns, firm=["number", "received"])


def _row(entry: Entry) -> dict[str, Any]:
    return {
        "number": entry.id,
        "received": spelled(entry.received_at),
        "operation": entry.operation,
        "status": entry.status,
        "units": entry.units,
        "bytes": entry.size,
        "url": entry.url,
        "replayable": entry.replayable,
    }


def _show(archive: Archive, chosen: Chosen, rest: dict[str, Any]) -> None:
    from hikerkit._utils.text import printable
    from hikerkit.cli.output.formats import safe_json
    from hikerkit.cli.output.sink import Stdout
    from hikerkit.cli.run.session import fail

    entry = next((e for e in archive if e.id == rest["number"]), None)
    if entry is None:
        fail(f"the archive has no answer with the number {rest['number']}", 4)
    target = Stdout()
    try:
        text = safe_json(entry.data(), 2 if target.is_terminal else None)
    except ValueError:  # kept as a record; it is no JSON
        text = entry.content.decode("utf-8", "replace")
        text = "\n".join(map(printable, text.splitlines()))
    target.text(text + "\n")
    target.commit()


def _export(archive: Archive, chosen: Chosen, rest: dict[str, Any]) -> None:
    from hikerkit.cli.console import counted, note
    from hikerkit.cli.output.sink import ClosedPipeError, OutputError, let_go_of_stdout

    path = rest[OUTPUT]
    try:
        count = archive.export(sys.stdout.buffer if path == "-" else path)
        sys.stdout.flush()
    except BrokenPipeError:
        let_go_of_stdout()
        raise ClosedPipeError from None
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror or error}") from None
    note(f"{counted(count, 'answer')}" + ("" if path == "-" else f" written to {path}"))


def _prune(archive: Archive, chosen: Chosen, rest: dict[str, Any]) -> None:
    from hikerkit.cli.console import counted, note

    if rest["older_than"] is None and rest["max_bytes"] is None:
        raise click.UsageError("give --older-than or --max-bytes: without, nothing would go")
    gone = archive.prune(older_than=rest["older_than"], max_bytes=rest["max_bytes"])
    note(
        f"{counted(gone.entries, 'answer')} taken out; the file has {gone.size:,} bytes, "
        f"{gone.bytes:,} less than before"
    )


def _forget(archive: Archive, chosen: Chosen, rest: dict[str, Any]) -> None:
    from hikerkit.cli.console import counted, note

    account = rest["account"]
    if not rest["yes"]:
        if sys.stdin is None or not sys.stdin.isatty():
            raise click.UsageError("forget takes out what was paid for: say --yes")
        click.confirm(f"Take out all that mentions {account}?", abort=True, err=True)
    gone = archive.forget(account)
    note(
        f"{counted(gone.entries, 'answer')} taken out that mentioned "
        f"{', '.join([*gone.names, *gone.ids])}"
    )
