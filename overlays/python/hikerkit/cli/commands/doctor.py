"""`hikerkit doctor`: looks at all that a run needs; says what is wrong and what to do."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterator
from typing import Any

import attrs
import click
from hikerkit_api import service

from hikerkit.cli.output.results import output_options, show
from hikerkit.cli.settings import resolve
from hikerkit.version import __version__

_ENDPOINTS = ("rate", "retries", "timeout", "deadline", "base_url", "proxy", "archive", "format")


@attrs.frozen
class Finding:
    """One thing that was looked at."""

    what: str
    state: str
    """ok, wrong, or - where nothing speaks for either."""
    found: str
    todo: str = ""


def doctor_command() -> click.Command:
    """The command."""

    @click.pass_context
    def run(ctx: click.Context, /, **given: Any) -> None:
        from hikerkit.cli.run.session import endings, stop

        own, rest = resolve.split(given)
        with endings():
            findings = list(examine(ctx, own))
            # A file of settings that cannot be read is a finding, and says nothing of the form.
            chosen = resolve.Chosen(
                {"format": own.get("set_format")} if own.get("set_format") else {},
                {"format": "flag"},
            )
            rows = [{k: v for k, v in attrs.asdict(f).items()} for f in findings]
            show(rows, rest, chosen, ["what", "state", "found", "todo"])
            wrong = [f for f in findings if f.state == "wrong"]
            from hikerkit.cli.console import note

            for finding in wrong:
                note(
                    f"{finding.what}: {finding.found}"
                    + (f"; {finding.todo}" if finding.todo else "")
                )
            note(f"{len(wrong)} wrong" if wrong else "nothing is wrong")
        stop(1 if wrong else 0)

    return click.Command(
        "doctor",
        callback=run,
        params=[*output_options(), *resolve.options(only=_ENDPOINTS)],
        short_help="Look for what is wrong: key, host, balance, settings.",
        help="Look at versions, settings, key, host, balance and archive; exit status 1 where "
        "something is wrong. Costs nothing.",
    )


def examine(ctx: click.Context, own: dict[str, Any]) -> Iterator[Finding]:
    """Everything, one after another."""
    yield Finding("hikerkit", "ok", f"{__version__}, Python {platform.python_version()}")
    yield from _extras()
    try:
        chosen = resolve.chosen(ctx, own)
    except click.UsageError as error:
        yield Finding("settings", "wrong", error.message, "mend it; then run this again")
        chosen = resolve.Chosen({}, {})
    else:
        places = ", ".join(chosen.files) or "no hikerkit.toml"
        told = [f"{n} from {s}" for n, s in chosen.sources.items()]
        yield Finding("settings", "ok", "; ".join([places, *told]))
    key = _key()
    yield key
    if key.state == "ok":
        yield from _service(chosen)
    if chosen.get("archive"):
        yield _archive(str(chosen.get("archive")))
    else:
        yield Finding("archive", "-", "none", "--archive FILE pays for the same call once")


def _extras() -> Iterator[Finding]:
    from importlib import metadata

    try:
        found = metadata.metadata("hikerkit").get_all("Provides-Extra") or []
        needs = metadata.requires("hikerkit") or []
    except metadata.PackageNotFoundError:
        yield Finding("extras", "-", "not installed as a package")
        return
    for extra in found:
        mine = [n for n in needs if re.search(rf"extra\s*==\s*['\"]{re.escape(extra)}['\"]", n)]
        names = [re.split(r"[\s;<>=!~\[(]", need, maxsplit=1)[0] for need in mine]
        have, lack = [], []
        for name in names:
            try:
                have.append(f"{name} {metadata.version(name)}")
            except metadata.PackageNotFoundError:
                lack.append(name)
        if lack:
            todo = f"pip install 'hikerkit[{extra}]' if you want it"
            yield Finding(f"extra {extra}", "-", f"without {', '.join(lack)}", todo)
        else:
            yield Finding(f"extra {extra}", "ok", ", ".join(have))


def _key() -> Finding:
    from hikerkit.errors import AccessKeyError
    from hikerkit.settings import validate_key

    name = service.KEY_ENVIRONMENT
    value = os.environ.get(name)
    if value is None:
        return Finding("key", "wrong", f"{name} is not set", f"export {name}=your-key")
    try:
        validate_key(value, name)
    except AccessKeyError as error:
        return Finding("key", "wrong", str(error), "copy the key once more")
    return Finding("key", "ok", f"{name} is set")


def _service(chosen: resolve.Chosen) -> Iterator[Finding]:
    from hikerkit import Hiker
    from hikerkit.cli.commands.balance import ask
    from hikerkit.cli.console import told
    from hikerkit.errors import ArchiveError, HikerError, NetworkError, UnauthorizedError

    host = chosen.get("base_url") or service.SERVERS[0]
    client = {n: v for n, v in chosen.client().items() if n not in ("archive", "max_age")}
    client.setdefault("timeout", 10.0)
    try:
        with Hiker(**client) as hiker:
            account = ask(hiker)
    except UnauthorizedError as error:
        yield Finding("host", "ok", host)
        yield Finding("balance", "wrong", "the key is refused", told(error))
        return
    except NetworkError as error:
        yield Finding("host", "wrong", f"{host} cannot be reached", told(error))
        return
    except ArchiveError:
        raise
    except HikerError as error:
        yield Finding("host", "wrong", host, told(error))
        return
    yield Finding("host", "ok", host)
    if account is None or account.units is None:
        yield Finding("balance", "-", "the service did not say")
        return
    money = "" if account.money is None else f", {account.money} {account.currency or ''}".rstrip()
    text = f"{account.units:,} units{money}"
    if account.units == 0:
        yield Finding("balance", "wrong", text, "top up the account")
    else:
        yield Finding("balance", "ok", text)
    if account.rate is not None:
        mine = chosen.get("rate")
        if isinstance(mine, int | float) and mine > account.rate:
            yield Finding(
                "rate", "wrong", f"{mine:g} a second asked for, {account.rate:g} allowed",
                f"--rate {account.rate:g}, or --rate auto",
            )  # fmt: skip
        else:
            yield Finding("rate", "ok", f"{account.rate:g} requests a second allowed")


def _archive(path: str) -> Finding:
    from hikerkit.archive import Archive
    from hikerkit.errors import HikerError

    if not os.path.exists(path):
        folder = os.path.dirname(os.path.abspath(path))
        if os.path.isdir(folder) and os.access(folder, os.W_OK):
            return Finding("archive", "-", f"{path} will be made")
        return Finding("archive", "wrong", f"{folder} cannot be written", "name another file")
    try:
        with Archive(path) as archive:
            damage = archive.verify()
            if damage:
                return Finding("archive", "wrong", damage[0], "keep a copy; --refresh asks anew")
            size = os.path.getsize(path)
            return Finding("archive", "ok", f"{path}: {len(archive):,} answers, {size:,} bytes")
    except HikerError as error:
        return Finding("archive", "wrong", path, str(error))
