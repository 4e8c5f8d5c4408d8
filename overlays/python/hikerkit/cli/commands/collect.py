"""`hikerkit collect`: many accounts and their lists as tables."""

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

_GO_ON = "run the same command again, and it goes on"
_HELP = """\
Collect accounts and their lists into tables.

ACCOUNTS are names or ids; or a job, a file that ends in .toml, with the options below as its
words. Tables: accounts, account_history (a row for each time a profile was asked for), relations
(who or what is on whose list), media, stories, highlights and so on, and lists: what became of
each list. Every row has seen_at and run_id.

A run that was interrupted, killed, or stopped by a budget goes on when the same command is run
again, and pays for nothing twice. Run again after its end, it asks for everything anew and keeps
what was there.

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
                help="A .duckdb file, a folder for Parquet files (with / at its end), a "
                "postgresql:// URL, or a destination of dlt.  [default: hiker.duckdb]",
            ),
            click.Option(
                ["--file"], type=click.Path(), metavar="FILE", help="Accounts, one a line."
            ),
            click.Option(
                ["--query"], metavar="SQL",
                help="Accounts, the first column of what DuckDB finds in --into.",
            ),
            click.Option(["--limit"], type=click.IntRange(1), help="Items of each list at most."),
            click.Option(["--concurrency"], type=click.IntRange(1), help="Accounts at once."),
            click.Option(
                ["--restart"], is_flag=True, help="Do not go on with a run that did not end."
            ),
            click.Option(
                ["--estimate"], is_flag=True, help="Only say what it would cost; send nothing."
            ),
            *resolve.options(without=("refresh", "format")),
            resolve.verbose(),
        ],
        help=_HELP,
        short_help="Many accounts and their lists as tables, in DuckDB and elsewhere.",
        epilog="Exit status: 0 fine, 3 nothing left, 4 accounts that were not found or are "
        "private, 5 lists that are incomplete; see hikerkit --help.",
    )  # fmt: skip


def _lists_help() -> str:
    from hikerkit.catalog.lists import PROFILE, available_lists

    return f"What to collect: {', '.join([PROFILE, *available_lists()])}.  [default: {PROFILE}]"


def _require(ctx: click.Context) -> None:
    if not all(map(find_spec, ("dlt", "duckdb", "pyarrow"))):
        raise click.UsageError("collect needs its extra: pip install 'hikerkit[collect]'", ctx)


def _collect(chosen: Chosen, rest: dict[str, Any]) -> int:
    """The exit status. Raises HikerError."""
    from hikerkit.catalog.lists import select_lists
    from hikerkit.collect.destination import destination
    from hikerkit.collect.sources import accounts

    job = _job(rest)
    place = destination(job.into)
    lists = select_lists(job.lists)
    database = place.database if place.database and place.database.exists() else None
    found = accounts(job.accounts, job.file, job.query, database)
    if rest["estimate"]:
        _estimate(chosen, job, found, lists)
        return exit_codes.FINE
    return _run(chosen, job, place, lists, found, rest["restart"])


def _job(rest: dict[str, Any]) -> Job:
    """What the file says, and what the options say, which go before it."""
    from hikerkit.collect.job import Job, checked, read

    given: tuple[str, ...] = rest["accounts"]
    files = [word for word in given if word.endswith(".toml")]
    job = read(files[0]) if files else Job()
    if len(files) > 1:
        raise click.UsageError("One job at a time.")
    more: dict[str, Any] = {
        name: rest[name]
        for name in ("into", "file", "query", "limit", "concurrency")
        if rest[name] is not None
    }
    if names := tuple(word for word in given if word not in files):
        more["accounts"] = names
    if rest["lists"] is not None:
        more["lists"] = tuple(part.strip() for part in rest["lists"].split(","))
    return checked(attrs.evolve(job, **more))


def _run(
    chosen: Chosen,
    job: Job,
    place: Destination,
    lists: list[Collectable],
    accounts: list[str],
    restart: bool,
) -> int:
    from hikerkit import Hiker
    from hikerkit.collect.collector import Collector
    from hikerkit.collect.destination import write_parquet
    from hikerkit.collect.journal import State
    from hikerkit.collect.loader import Loader

    own = chosen.client()
    state = State(place.folder)
    try:
        goes_on = state.begin(again=restart)
        if place.database is not None and not place.database.exists():
            state.lose()
        with Hiker(**{"archive": state.archive, **own}) as hiker:
            loader = Loader(place)
            if goes_on:
                console.note(f"going on with the run of {state.started_at:%Y-%m-%d %H:%M} UTC")
            collector = Collector(
                hiker, loader, state, lists, limit=job.limit, concurrency=job.concurrency
            )
            try:
                is_over = _watched(collector, hiker, accounts, chosen)
            except HikerError:
                console.note(f"{_sums(collector, place, hiker.usage)}; {_GO_ON}")
                raise
            if place.parquet is not None:
                write_parquet(place)
            spent = hiker.usage
        status = _told(collector, place, is_over, spent)
        if is_over is None:
            state.end()
            if "archive" not in own:
                _forget(state.archive)
    finally:
        state.close()
    return status


def _watched(collector: Collector, hiker: Any, accounts: list[str], chosen: Chosen) -> int | None:
    """Run it under a bar; the exit status of Ctrl-C, None where it came to its end."""
    from hikerkit.cli.run.interrupt import Interruptible
    from hikerkit.cli.run.progress import Progress

    progress = Progress(hiker, "accounts", len(accounts), chosen.get("max_units"))
    console.when_noting(progress.hide)
    progress.at(0)
    stopping = Interruptible(collector.stop)
    stopping.is_waiting = False
    collector.on_account = progress.at
    with stopping:
        try:
            if collector.run(accounts):
                return None
        finally:
            progress.hide()
            console.nobody_in_the_way()
    return stopping.status


def _told(collector: Collector, place: Destination, interrupted: int | None, usage: Any) -> int:
    """Say what it came to; the exit status."""
    totals = collector.totals
    text = _sums(collector, place, usage)
    status = exit_codes.FINE
    if totals.incomplete:
        text += f"; {console.counted(totals.incomplete, 'list')} incomplete"
        status = exit_codes.INCOMPLETE
    if totals.absent:
        text += f"; {totals.absent:,} not found or private"
        status = exit_codes.ABSENT
    if totals.failed:
        text += f"; {totals.failed:,} failed"
        status = exit_codes.ERROR
    if status:
        text += ": see the table lists"
    if interrupted is not None:
        text = f"interrupted: {text}; {_GO_ON}"
        status = interrupted
    console.note(text)
    return status


def _sums(collector: Collector, place: Destination, usage: Any) -> str:
    totals = collector.totals
    text = f"{console.counted(totals.accounts, 'account')}, {console.counted(totals.rows, 'row')}"
    text += f", {console.counted(usage.units, 'unit')}"
    if usage.saved:
        text += f" ({console.counted(usage.saved, 'unit')} saved by the archive)"
    return f"{text} into {place.name}"


def _forget(archive: Path) -> None:
    """The tables hold it all now."""
    for suffix in ("", "-wal", "-shm"):
        Path(f"{archive}{suffix}").unlink(missing_ok=True)


def _estimate(chosen: Chosen, job: Job, accounts: list[str], lists: list[Collectable]) -> None:
    """Print what it would cost."""
    from hikerkit_api import service

    from hikerkit.catalog.finders import is_name
    from hikerkit.catalog.lists import find_profile
    from hikerkit.cli.output.results import show
    from hikerkit.cli.run.session import opened

    names = sum(map(is_name, accounts))
    wants = any(one.is_profile for one in lists)
    key = {} if os.environ.get(service.KEY_ENVIRONMENT) else {"key": "none-needed"}
    rows = []
    with opened(chosen, **key) as (hiker, _):
        for one in lists:
            bounds = {} if one.operation.page is None else {"limit": job.limit}
            estimate = getattr(getattr(hiker.estimates, one.operation.resource), one.operation.name)
            price = estimate(**{one.parameter.argument: 1}, **bounds)
            rows.append(_row(one.name, len(accounts), price.units_min, price.units_max))
        if names and not wants and (by := find_profile(lists[0].kind, "name")) is not None:
            rows.append(_row("looking up names", names, by.operation.units, by.operation.units))
    least = sum(row["units_min"] for row in rows)
    mosts = [row["units_max"] for row in rows]
    total = {"list": "in all", "accounts": len(accounts), "units_min": least}
    rows.append({**total, "units_max": None if None in mosts else sum(mosts)})
    show(rows, {}, chosen, [*list(total), "units_max"])


def _row(name: str, count: int, least: int, most: int | None) -> dict[str, Any]:
    return {
        "list": name,
        "accounts": count,
        "units_min": count * least,
        "units_max": None if most is None else count * most,
    }
