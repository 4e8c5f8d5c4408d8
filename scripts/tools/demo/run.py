"""The typical program of a caller, from a profile to a file, against the mock or the service."""

from __future__ import annotations

import argparse
import csv
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from hikerkit_api import api, service
from hikerkit_api.models import Media, ShortUser, User
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from hikerkit import Hiker, HikerError
from scripts.tools.demo import picture

# Dollars per unit, by plan, from the price list of the service.
PRICES = {"Start": 0.02, "Standard": 0.001, "Business": 0.00069, "Ultra": 0.0006}
COLUMNS = ("pk", "username", "full_name", "is_private", "is_verified")

console = Console()


@contextmanager
def mock_service() -> Iterator[str]:
    """Run a mock server; yields its base URL."""
    command = [sys.executable, "-c", "from hikerkit.cli import main; main()", "mock", "--port", "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        line = server.stdout.readline().strip()
        if not line:
            raise SystemExit("the mock did not start; see its output above")
        console.print(f"[dim]{escape(line)}[/dim]")
        yield line.rsplit(" ", 1)[1]
    finally:
        server.terminate()
        server.wait(10)


def show_profile(user: User) -> None:
    table = Table.grid(padding=(0, 1))
    table.add_row(
        "[bold]profile[/bold]", escape(f"{user.full_name} (@{user.username}, id {user.pk})")
    )
    table.add_row("followers", f"{user.follower_count or 0:,}")
    table.add_row("following", f"{user.following_count or 0:,}")
    table.add_row("posts", f"{user.media_count or 0:,}")
    table.add_row("about", escape(" ".join((user.biography or "").split())[:64]))
    console.print(table)


def read_followers(hiker: Hiker, user: User, limit: int) -> list[ShortUser]:
    followers: list[ShortUser] = []
    columns = (
        TextColumn("[bold]followers[/bold]"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[units]} units"),
    )
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("followers", total=limit, units=0)
        pager = hiker.user.followers(user.pk, limit=limit)
        for follower in pager:
            followers.append(follower)
            progress.update(task, completed=len(followers), units=pager.units)
        if pager.done:
            progress.update(task, total=len(followers))
    return followers


def write_csv(path: Path, keep: bool, followers: list[ShortUser]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for follower in followers:
            writer.writerow([cell(getattr(follower, column)) for column in COLUMNS])
    shown = escape(str(path)) if keep else path.name
    console.print(f"[bold]file[/bold]      {len(followers):,} rows in {shown}, for example")
    with path.open(encoding="utf-8") as file:
        for _, line in zip(range(3), file, strict=False):
            console.print(f"          [dim]{escape(line.rstrip())}[/dim]", highlight=False)


def cell(value: object) -> str:
    """The text of a cell, which no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def show_reels(reels: list[Media]) -> None:
    table = Table(title="newest reels", title_justify="left", title_style="bold", box=SIMPLE_HEAD)
    for name in ("taken", "code"):
        table.add_column(name, no_wrap=True)
    for name in ("plays", "likes", "comments"):
        table.add_column(name, no_wrap=True, justify="right")
    table.add_column("text", no_wrap=True)
    for reel in sorted(reels, key=lambda reel: reel.taken_at or 0, reverse=True):
        taken = datetime.fromtimestamp(reel.taken_at or 0, UTC).strftime("%Y-%m-%d")
        counts = (reel.play_count, reel.like_count, reel.comment_count)
        text = (reel.caption.text or "") if reel.caption else ""
        shown = [f"{count:,}" if count is not None else "" for count in counts]
        table.add_row(taken, escape(reel.code or ""), *shown, escape(" ".join(text.split())[:16]))
    console.print(table)


def show_cost(hiker: Hiker, live: bool, seconds: float) -> None:
    usage = hiker.usage
    prices = ", ".join(f"${usage.units * price:,.3f} ({plan})" for plan, price in PRICES.items())
    verb = "cost" if live else "would have cost"
    console.print(
        f"[bold]cost[/bold]      {usage.requests} requests in {seconds:.1f} s, {usage.units} units"
    )
    console.print(f"          it {verb} {prices}", soft_wrap=True)


def main_job(hiker: Hiker, username: str, limit: int, output: Path, keep: bool) -> None:
    user = hiker.user.by_username(username)
    show_profile(user)
    write_csv(output, keep, read_followers(hiker, user, limit))
    show_reels(list(hiker.user.clips(user.pk, limit=6, max_pages=1)))


def planned_units(limit: int, page_size: int = 25) -> int:
    """Maximum units of the job, if pages have the smallest documented size or more."""
    pages = -(-limit // page_size)
    followers = api.operation("user_followers").units * pages
    return followers + sum(api.operation(name).units for name in ("user_by_username", "user_clips"))


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/demo", description=__doc__)
    parser.add_argument(
        "--live", action="store_true", help="call the real service; this costs units"
    )
    parser.add_argument("--username", default="natgeo")
    parser.add_argument("--limit", type=int, default=1000, help="number of followers")
    parser.add_argument("--output", type=Path, help="write the CSV file here")
    parser.add_argument("--picture", type=Path, help="write the output as an SVG")
    options = parser.parse_args()
    if options.picture:
        global console
        console = picture.recording(width=100)
        console.print("[bright_black]$[/bright_black] scripts/demo", highlight=False)
    started = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="hikerkit-demo-") as folder:
        keep = options.output is not None
        output = options.output or Path(folder) / "followers.csv"
        try:
            if options.live:
                console.print(
                    f"This will use about {planned_units(options.limit)} units of your key."
                )
                with Hiker() as hiker:
                    main_job(hiker, options.username, options.limit, output, keep)
                    show_cost(hiker, True, time.perf_counter() - started)
            else:
                with mock_service() as url, Hiker("demo-key", base_url=url) as hiker:
                    main_job(hiker, options.username, options.limit, output, keep)
                    show_cost(hiker, False, time.perf_counter() - started)
        except (HikerError, OSError) as error:
            console.print(f"[red]error:[/red] {escape(str(error))}")
            return 1
    if not options.live:
        console.print(
            "\nThe same against the real service: "
            f"{service.KEY_ENVIRONMENT}=... scripts/demo --live",
            soft_wrap=True,
        )
    if options.picture:
        try:
            picture.draw(console, options.picture, "scripts/demo")
        except OSError as error:
            console.print(f"[red]error:[/red] {escape(str(error))}")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
