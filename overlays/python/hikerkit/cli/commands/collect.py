"""`hikerkit collect`: collect accounts and their lists into tables."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import click

from hikerkit.cli import console, exit_codes
from hikerkit.cli.settings import resolve
from hikerkit.errors import HikerError

if TYPE_CHECKING:
    from hikerkit.catalog.lists import Collectable
    from hikerkit.cli.settings.resolve import Chosen
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
    def run(ctx: click.Context, /, **given: Any) -> None:
        own, rest = resolve.split(given)
        resolve.listen(own)
        chosen = resolve.chosen(ctx, own)
        from hikerkit.cli.run.session import endings, stop

        with endings():
            _require(ctx)
            status = _collect(chosen, rest)
        if status:
            stop(status)

    return click.Command(
        "collect",
        callback=run,
        params=[
            click.Argument(["accounts"], nargs=-1),
            click.Option(["--lists"], metavar="A,B", help=_lists_help()),
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
            click.Option(
                ["--restart"], is_flag=True, help="Start a new run instead of resuming."
            ),
            click.Option(
                ["--estimate"], is_flag=True, help="Print the cost; send no request."
            ),
            *resolve.options(without=("refresh", "format")),
            resolve.verbose(),
        ],
        help=_HELP,
        short_help="Collect accounts and their lists into tables, in DuckDB or elsewhere.",
        epilog="Exit status: 0 success, 3 nothing left to spend, 4 accounts not found or private, "
        "5 incomplete lists; see hikerkit --help.",
    )  # fmt: skip


def _lists_help() -> str:
    from hikerkit.catalog.lists import PROFILE, available_lists

    return f"What to collect: {', '.join([PROFILE, *available_lists()])}.  [default: {PROFILE}]"


def _require(ctx: click.Context) -> None:
    if not all(map(find_spec, ("dlt", "duckdb", "pyarrow"))):
        raise click.UsageError("collect needs its extra: pip install 'hikerkit[collect]'", ctx)


def _collect(chosen: Chosen, rest: dict[str, Any]) -> int:
    """Returns the exit status. Raises HikerError."""
    from hikerkit.catalog.lists import select_lists
    from hikerkit.collect.destination import parse_destination
    from hikerkit.collect.sources import read_accounts

    job = _parse_job(rest)
    destination = parse_destination(job.into)
    lists = select_lists(job.lists)
    database = destination.database
    database = database if database is not None and database.exists() else None
    accounts = read_accounts(job.accounts, job.file, job.query, database)
    if rest["estimate"]:
        _estimate(chosen, job, accounts, lists)
        return exit_codes.FINE
    return _run(chosen, job, destination, lists, accounts, rest["restart"])


def _parse_job(rest: dict[str, Any]) -> Job:
    """The job from its file, if any, and the options, which take precedence."""
    from hikerkit.collect.job import Job, read_job, validate_job

    words: tuple[str, ...] = rest["accounts"]
    files = [word for word in words if word.endswith(".toml")]
    if len(files) > 1:
        raise click.UsageError("Only one job file is allowed.")
    job = read_job(files[0]) if files else Job()
    options: dict[str, Any] = {
        name: rest[name]
        for name in ("into", "file", "query", "limit", "concurrency")
        if rest[name] is not None
    }
    if names := tuple(word for word in words if word not in files):
        options["accounts"] = names
    if rest["lists"] is not None:
        options["lists"] = tuple(part.strip() for part in rest["lists"].split(","))
    return validate_job(attrs.evolve(job, **options))


def _run(
    chosen: Chosen,
    job: Job,
    destination: Destination,
    lists: list[Collectable],
    accounts: list[str],
    restart: bool,
) -> int:
    from hikerkit import Hiker
    from hikerkit.collect.collector import Collector
    from hikerkit.collect.destination import write_parquet
    from hikerkit.collect.journal import Journal
    from hikerkit.collect.loader import Loader

    options = chosen.client()
    journal = Journal(destination.folder)
    try:
        resumes = journal.begin(restart)
        if destination.database is not None and not destination.database.exists():
            journal.reset()
        with Hiker(**{"archive": journal.archive, **options}) as hiker:
            loader = Loader(destination)
            if resumes:
                console.note(f"resuming the run of {journal.started_at:%Y-%m-%d %H:%M} UTC")
            collector = Collector(
                hiker, loader, journal, lists, limit=job.limit, concurrency=job.concurrency
            )
            try:
                interrupted = _run_with_progress(collector, hiker, accounts, chosen)
            except HikerError:
                console.note(f"{_summarize(collector, destination, hiker.usage)}; {_RESUME}")
                raise
            if destination.parquet is not None:
                write_parquet(destination)
            usage = hiker.usage
        status = _report(collector, destination, interrupted, usage)
        if interrupted is None:
            journal.finish()
            if "archive" not in options:
                _delete_archive(journal.archive)
    finally:
        journal.close()
    return status


def _run_with_progress(
    collector: Collector, hiker: Any, accounts: list[str], chosen: Chosen
) -> int | None:
    """Run it with a progress bar. Returns the exit status of Ctrl-C; None if it finished."""
    from hikerkit.cli.run.interrupt import Interruptible
    from hikerkit.cli.run.progress import Progress

    progress = Progress(hiker, "accounts", len(accounts), chosen.get("max_units"))
    console.when_noting(progress.hide)
    progress.at(0)
    interruptible = Interruptible(collector.stop)
    interruptible.is_waiting = False
    collector.on_account = progress.at
    with interruptible:
        try:
            if collector.run(accounts):
                return None
        finally:
            progress.hide()
            console.nobody_in_the_way()
    return interruptible.status


def _report(
    collector: Collector, destination: Destination, interrupted: int | None, usage: Any
) -> int:
    """Print the result; returns the exit status."""
    lists = collector.totals.lists
    text = _summarize(collector, destination, usage)
    status = exit_codes.FINE
    if lists["incomplete"]:
        text += f"; {console.counted(lists['incomplete'], 'list')} incomplete"
        status = exit_codes.INCOMPLETE
    if lists["absent"]:
        text += f"; {lists['absent']:,} not found or private"
        status = exit_codes.ABSENT
    if lists["failed"]:
        text += f"; {lists['failed']:,} failed"
        status = exit_codes.ERROR
    if status:
        text += ": see the table lists"
    if interrupted is not None:
        text = f"interrupted: {text}; {_RESUME}"
        status = interrupted
    console.note(text)
    return status


def _summarize(collector: Collector, destination: Destination, usage: Any) -> str:
    totals = collector.totals
    text = f"{console.counted(totals.accounts, 'account')}, {console.counted(totals.rows, 'row')}"
    text += f", {console.counted(usage.units, 'unit')}"
    if usage.saved:
        text += f" ({console.counted(usage.saved, 'unit')} saved by the archive)"
    return f"{text} into {destination.name}"


def _delete_archive(archive: Path) -> None:
    """Delete it: the tables have everything."""
    for suffix in ("", "-wal", "-shm"):
        Path(f"{archive}{suffix}").unlink(missing_ok=True)


def _estimate(chosen: Chosen, job: Job, accounts: list[str], lists: list[Collectable]) -> None:
    """Print the cost of each list."""
    from hikerkit_api import service

    from hikerkit.catalog.finders import is_name
    from hikerkit.catalog.lists import find_profile
    from hikerkit.cli.output.results import show
    from hikerkit.cli.run.session import opened

    names = sum(map(is_name, accounts))
    includes_profile = any(one.is_profile for one in lists)
    key = {} if os.environ.get(service.KEY_ENVIRONMENT) else {"key": "none-needed"}
    rows = []
    with opened(chosen, **key) as (hiker, _):
        for one in lists:
            bounds = {} if one.operation.page is None else {"limit": job.limit}
            estimate = getattr(getattr(hiker.estimates, one.operation.resource), one.operation.name)
            price = estimate(**{one.parameter.argument: 1}, **bounds)
            rows.append(_row(one.name, len(accounts), price.units_min, price.units_max))
        lookup = None if includes_profile else find_profile(lists[0].kind, "name")
        if names and lookup is not None:
            units = lookup.operation.units
            rows.append(_row("name lookup", names, units, units))
    units_min = sum(row["units_min"] for row in rows)
    maxima = [row["units_max"] for row in rows]
    total = {"list": "total", "accounts": len(accounts), "units_min": units_min}
    rows.append({**total, "units_max": None if None in maxima else sum(maxima)})
    show(rows, {}, chosen, [*list(total), "units_max"])


def _row(name: str, count: int, units_min: int, units_max: int | None) -> dict[str, Any]:
    return {
        "list": name,
        "accounts": count,
        "units_min": count * units_min,
        "units_max": None if units_max is None else count * units_max,
    }
