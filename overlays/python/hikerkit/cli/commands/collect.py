"""`hikerkit collect`: collect accounts and their lists into tables."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import click

from hikerkit.catalog.lists import PROFILE, available_lists, find_profile, select_lists
from hikerkit.cli import exit_codes
from hikerkit.cli.console import format_count, note
from hikerkit.cli.settings import definitions
from hikerkit.cli.settings.resolve import Settings, resolve_settings
from hikerkit.errors import HikerError

if TYPE_CHECKING:
    from hikerkit.billing.usage import Usage
    from hikerkit.catalog.lists import Collectable
    from hikerkit.collect.collector import Collector
    from hikerkit.collect.destination import Destination
    from hikerkit.collect.job import Job

_RESUME = "run the same command again to resume"
_HELP = """\
Collect accounts and their lists into tables.

ACCOUNTS are names or ids, or a job: a .toml file with the options below. Tables: accounts,
account_history (a row for each time a profile was requested), relations (who or what is on whose
list), media, stories, highlights and so on, and lists: the verdict on each list. Every row has
seen_at and run_id.

If a run is interrupted, killed, or stopped by a budget, run the same command again to resume:
nothing is paid for twice. Once it is finished, the same command starts a new run, which requests
everything again and keeps the rows of earlier runs.

\b
Example: hikerkit collect natgeo nike --lists profile,followers,reels --limit 1000
         duckdb hiker.duckdb "SELECT username, follower_count, seen_at FROM account_history"
"""


def collect_command() -> click.Command:
    """The command."""

    @click.pass_context
    def run(ctx: click.Context, /, restart: bool, estimate: bool, **options: Any) -> None:
        from hikerkit.cli.run.session import exit_on_errors, exit_with

        settings = resolve_settings(ctx)
        with exit_on_errors():
            if not all(map(find_spec, ("dlt", "duckdb", "pyarrow"))):
                raise click.UsageError("collect needs its extra: pip install 'hikerkit[collect]'")
            status = _collect(settings, options, restart=restart, estimate=estimate)
        if status:
            exit_with(status)

    lists = ", ".join([PROFILE, *available_lists()])
    return click.Command(
        "collect",
        callback=run,
        params=[
            click.Argument(["accounts"], nargs=-1),
            click.Option(
                ["--lists"], metavar="A,B", help=f"What to collect: {lists}.  [default: {PROFILE}]"
            ),
            click.Option(
                ["--into"], metavar="WHERE",
                help="A .duckdb file, a folder for Parquet files (ending in /), a "
                "postgresql:// URL, or a dlt destination.  [default: hiker.duckdb]",
            ),
            click.Option(
                ["--file"], type=click.Path(), metavar="FILE", help="Accounts, one per line."
            ),
            click.Option(
                ["--query"], metavar="SQL",
                help="Accounts: the first column of a DuckDB query of --into.",
            ),
            click.Option(["--limit"], type=click.IntRange(1), help="Maximum items of each list."),
            click.Option(["--concurrency"], type=click.IntRange(1), help="Accounts at a time."),
            click.Option(["--restart"], is_flag=True, help="Start a new run instead of resuming."),
            click.Option(["--estimate"], is_flag=True, help="Print the cost; send no request."),
            *definitions.options(without=("refresh", *definitions.OUTPUT)),
            definitions.verbose_option(),
        ],
        help=_HELP,
        short_help="Collect accounts and their lists into tables, in DuckDB or elsewhere.",
        epilog="Exit status: 0 success, 3 nothing left to spend, 4 accounts not found or private, "
        "5 incomplete lists; see hikerkit --help.",
    )  # fmt: skip


def _collect(settings: Settings, options: dict[str, Any], *, restart: bool, estimate: bool) -> int:
    """The exit status. Raises HikerError."""
    from hikerkit.collect.destination import parse_destination
    from hikerkit.collect.sources import read_accounts

    job = _parse_job(**options)
    destination = parse_destination(job.into)
    lists = select_lists(job.lists)
    database = destination.database
    database = database if database is not None and database.exists() else None
    found = read_accounts(job.accounts, job.file, job.query, database)
    if estimate:
        _show_estimate(settings, job, found, lists)
        return exit_codes.OK
    return _run(settings, job, destination, lists, found, restart)


def _parse_job(accounts: tuple[str, ...], lists: str | None, **options: Any) -> Job:
    """The job of a file, if one was given; options take precedence."""
    from hikerkit.collect.job import Job, read_job, validate_job

    files = [word for word in accounts if word.endswith(".toml")]
    if len(files) > 1:
        raise click.UsageError("Only one job file is allowed.")
    given = {name: value for name, value in options.items() if value is not None}
    if names := tuple(word for word in accounts if word not in files):
        given["accounts"] = names
    if lists is not None:
        given["lists"] = tuple(part.strip() for part in lists.split(","))
    return validate_job(attrs.evolve(read_job(files[0]) if files else Job(), **given))


def _run(
    settings: Settings,
    job: Job,
    destination: Destination,
    lists: list[Collectable],
    accounts: list[str],
    restart: bool,
) -> int:
    from hikerkit.client import Hiker
    from hikerkit.collect.collector import Collector
    from hikerkit.collect.destination import write_parquet
    from hikerkit.collect.journal import Journal
    from hikerkit.collect.loader import Loader

    own = settings.client_options()
    journal = Journal(destination.folder)
    try:
        is_resumed = journal.begin(restart)
        if destination.database is not None and not destination.database.exists():
            journal.reset()
        with Hiker(**{"archive": journal.archive, **own}) as hiker:
            loader = Loader(destination)
            if is_resumed:
                note(f"resuming the run of {journal.started_at:%Y-%m-%d %H:%M} UTC")
            collector = Collector(
                hiker, loader, journal, lists, limit=job.limit, concurrency=job.concurrency
            )
            try:
                interrupted = _run_with_progress(collector, hiker, accounts, settings)
            except HikerError:
                note(f"{_format_totals(collector, destination, hiker.usage)}; {_RESUME}")
                raise
            if destination.parquet is not None:
                write_parquet(destination)
            usage = hiker.usage
        status = _report(collector, destination, interrupted, usage)
        if interrupted is None:
            journal.finish()
            if "archive" not in own:  # the tables have everything now
                for suffix in ("", "-wal", "-shm"):
                    Path(f"{journal.archive}{suffix}").unlink(missing_ok=True)
    finally:
        journal.close()
    return status


def _run_with_progress(
    collector: Collector, hiker: Any, accounts: list[str], settings: Settings
) -> int | None:
    """Run the collector; the exit status of an interruption, None if it finished."""
    from hikerkit.cli.run.interrupt import Interruptible
    from hikerkit.cli.run.progress import Progress

    progress = Progress(hiker, "accounts", len(accounts), settings.get("max_units"))
    progress.update(0)
    interrupt = Interruptible(collector.stop)
    interrupt.is_waiting = False
    collector.on_account = progress.update
    with interrupt:
        try:
            return None if collector.run(accounts) else interrupt.status
        finally:
            progress.close()


def _report(
    collector: Collector, destination: Destination, interrupted: int | None, usage: Usage
) -> int:
    """Print the totals; the exit status."""
    lists = collector.totals.lists
    text = _format_totals(collector, destination, usage)
    status = exit_codes.OK
    if lists["incomplete"]:
        text += f"; {format_count(lists['incomplete'], 'list')} incomplete"
        status = exit_codes.INCOMPLETE
    if lists["absent"]:
        text += f"; {lists['absent']:,} not found or private"
        status = exit_codes.NOT_FOUND
    if lists["failed"]:
        text += f"; {lists['failed']:,} failed"
        status = exit_codes.ERROR
    if status:
        text += ": see the table lists"
    if interrupted is not None:
        text = f"interrupted: {text}; {_RESUME}"
        status = interrupted
    note(text)
    return status


def _format_totals(collector: Collector, destination: Destination, usage: Usage) -> str:
    totals = collector.totals
    text = f"{format_count(totals.accounts, 'account')}, {format_count(totals.rows, 'row')}"
    text += f", {format_count(usage.units, 'unit')}"
    if usage.saved:
        text += f" ({format_count(usage.saved, 'unit')} saved by the archive)"
    return f"{text} into {destination.name}"


def _show_estimate(
    settings: Settings, job: Job, accounts: list[str], lists: list[Collectable]
) -> None:
    """Print the price of each list and the total."""
    from hikerkit.catalog.finders import is_name
    from hikerkit.cli.run.results import show
    from hikerkit.cli.run.session import open_client

    names = sum(map(is_name, accounts))
    prices: list[tuple[str, int, int, int | None]] = []
    with open_client(settings, is_offline=True) as hiker:
        for one in lists:
            bounds = {} if one.operation.page is None else {"limit": job.limit}
            estimate = getattr(getattr(hiker.estimates, one.operation.resource), one.operation.name)
            price = estimate(**{one.parameter.argument: 1}, **bounds)
            prices.append((one.name, len(accounts), price.units_min, price.units_max))
        finder = find_profile(lists[0].kind, "name")
        if names and finder is not None and not any(one.is_profile for one in lists):
            units = finder.operation.units
            prices.append(("name lookup", names, units, units))
    rows = [
        (name, count, count * least, None if most is None else count * most)
        for name, count, least, most in prices
    ]
    mosts = [most for *_, most in rows if most is not None]
    total = sum(mosts) if len(mosts) == len(rows) else None
    rows.append(("total", len(accounts), sum(least for _, _, least, _ in rows), total))
    columns = ["list", "accounts", "units_min", "units_max"]
    show([dict(zip(columns, row, strict=True)) for row in rows], settings, columns)
