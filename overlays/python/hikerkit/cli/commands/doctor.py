"""`hikerkit doctor`: check the installation, settings, key, host, balance and archive."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterator

import attrs
import click
from hikerkit_api import service

from hikerkit.cli.console import format_error, note
from hikerkit.cli.settings import definitions
from hikerkit.cli.settings.resolve import Settings, resolve_settings
from hikerkit.version import __version__

_SETTINGS = ("rate", "retries", "timeout", "deadline", "base_url", "proxy", "archive")


@attrs.frozen
class Finding:
    """The result of one check."""

    what: str
    state: str
    """ok, wrong, or - for neither."""
    found: str
    todo: str = ""


def doctor_command() -> click.Command:
    """The command."""

    @click.pass_context
    def run(ctx: click.Context, /) -> None:
        from hikerkit.cli.run.results import show
        from hikerkit.cli.run.session import exit_on_errors, exit_with

        with exit_on_errors():
            findings = list(check_all(ctx))
            # Only flags: a file that cannot be read is a finding and cannot select the format.
            rows = [attrs.asdict(finding) for finding in findings]
            show(rows, Settings.from_flags(ctx), ["what", "state", "found", "todo"])
            wrong = [finding for finding in findings if finding.state == "wrong"]
            for finding in wrong:
                note(f"{finding.what}: {finding.found}" + f"; {finding.todo}" * bool(finding.todo))
            note(f"{len(wrong)} wrong" if wrong else "nothing is wrong")
        exit_with(1 if wrong else 0)

    return click.Command(
        "doctor",
        callback=run,
        params=definitions.options((*definitions.OUTPUT, *_SETTINGS)),
        short_help="Check the key, host, balance and settings.",
        help="Check the versions, settings, key, host, balance and archive; the exit status is 1 "
        "if something is wrong. Costs nothing.",
    )


def check_all(ctx: click.Context) -> Iterator[Finding]:
    """All checks, one after another."""
    yield Finding("hikerkit", "ok", f"{__version__}, Python {platform.python_version()}")
    yield from _check_extras()
    try:
        settings = resolve_settings(ctx)
    except click.UsageError as error:
        yield Finding("settings", "wrong", error.format_message(), "correct it and run this again")
        settings = Settings({}, {})
    else:
        files = ", ".join(settings.files) or "no hikerkit.toml"
        sources = [f"{name} from {source}" for name, source in settings.sources.items()]
        yield Finding("settings", "ok", "; ".join([files, *sources]))
    key = _check_key()
    yield key
    if key.state == "ok":
        yield from _check_service(settings)
    yield _check_archive(settings.get("archive"))


def _check_extras() -> Iterator[Finding]:
    from importlib import metadata

    try:
        package = metadata.metadata("hikerkit")
        requirements = metadata.requires("hikerkit") or []
    except metadata.PackageNotFoundError:
        yield Finding("extras", "-", "not installed as a package")
        return
    for extra in package.get_all("Provides-Extra") or []:
        marker = re.compile(rf"extra\s*==\s*['\"]{re.escape(extra)}['\"]")
        installed, missing = [], []
        for requirement in filter(marker.search, requirements):
            name = re.split(r"[\s;<>=!~\[(]", requirement, maxsplit=1)[0]
            try:
                installed.append(f"{name} {metadata.version(name)}")
            except metadata.PackageNotFoundError:
                missing.append(name)
        if missing:
            todo = f"optional: pip install 'hikerkit[{extra}]'"
            yield Finding(f"extra {extra}", "-", f"without {', '.join(missing)}", todo)
        else:
            yield Finding(f"extra {extra}", "ok", ", ".join(installed))


def _check_key() -> Finding:
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


def _check_service(settings: Settings) -> Iterator[Finding]:
    from hikerkit.cli.run.session import request_balance
    from hikerkit.client import Hiker
    from hikerkit.errors import ArchiveError, HikerError, NetworkError, UnauthorizedError

    host = settings.get("base_url") or service.SERVERS[0]
    options = {"timeout": 10.0, **settings.client_options()}
    for name in ("archive", "max_age"):
        options.pop(name, None)
    try:
        with Hiker(**options) as hiker:
            account = request_balance(hiker)
    except UnauthorizedError as error:
        yield Finding("host", "ok", host)
        yield Finding("balance", "wrong", "the key is refused", format_error(error))
        return
    except NetworkError as error:
        yield Finding("host", "wrong", f"{host} cannot be reached", format_error(error))
        return
    except ArchiveError:
        raise
    except HikerError as error:
        yield Finding("host", "wrong", host, format_error(error))
        return
    yield Finding("host", "ok", host)
    if account is None or account.units is None:
        yield Finding("balance", "-", "not in the response")
        return
    money = "" if account.money is None else f", {account.money} {account.currency or ''}".rstrip()
    text = f"{account.units:,} units{money}"
    if account.units == 0:
        yield Finding("balance", "wrong", text, "top up the account")
    else:
        yield Finding("balance", "ok", text)
    rate, limit = settings.get("rate"), account.rate
    if limit is None:
        return
    if isinstance(rate, int | float) and rate > limit:
        text = f"{rate:g} per second set, {limit:g} allowed"
        yield Finding("rate", "wrong", text, f"--rate {limit:g}, or --rate auto")
    else:
        yield Finding("rate", "ok", f"{limit:g} requests per second allowed")


def _check_archive(path: str | None) -> Finding:
    from hikerkit.archive import Archive
    from hikerkit.errors import HikerError

    if not path:
        return Finding("archive", "-", "none", "--archive FILE: pay for each response once")
    if not os.path.exists(path):
        folder = os.path.dirname(os.path.abspath(path))
        if os.path.isdir(folder) and os.access(folder, os.W_OK):
            return Finding("archive", "-", f"{path} will be created")
        return Finding("archive", "wrong", f"{folder} cannot be written", "name another file")
    try:
        with Archive(path) as archive:
            damage = archive.verify()
            if damage:
                todo = "keep a copy; --refresh requests responses again"
                return Finding("archive", "wrong", damage[0], todo)
            size = os.path.getsize(path)
            return Finding("archive", "ok", f"{path}: {len(archive):,} responses, {size:,} bytes")
    except HikerError as error:
        return Finding("archive", "wrong", path, str(error))
