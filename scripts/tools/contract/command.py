"""The command: its options, the two ways to run it, and its exit status."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from hikerkit_api import api, service

from hikerkit import Hiker, HikerError
from hikerkit.layers.auth import KeyRing
from hikerkit.settings import DEFAULT_MAX_RESPONSE_BYTES
from hikerkit.transports.httpx import HttpxTransport
from scripts.tools.contract.calls import calls
from scripts.tools.contract.documented import packaged
from scripts.tools.contract.examine import Examiner
from scripts.tools.contract.findings import counted
from scripts.tools.contract.live import Recorder, Run
from scripts.tools.contract.payloads import Keeper, PayloadError, payloads, read
from scripts.tools.contract.report import Report

AGREES, DIFFERS, FAILED = 0, 1, 2

_NOTE = f"""\
Exit status: {AGREES} nothing differs, {DIFFERS} something does, {FAILED} it could not be run, or
not to its end. Fields that the spec does not know are told and are no difference. The key comes
from the environment variable {service.KEY_ENVIRONMENT}.
"""


class UsageError(Exception):
    """The command cannot be run so; says why."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}; see scripts/contract --help")


def main(argv: list[str] | None = None, sleep: Callable[[float], object] = time.sleep) -> int:
    """Run it; gives the exit status. `sleep` waits so many seconds between two requests."""
    base = Path(os.environ.get("HIKERKIT_CALLER_DIR", "."))
    keys = KeyRing(lambda: os.environ.get(service.KEY_ENVIRONMENT, ""))
    keys.key()  # only keys that were given out are redacted
    report = Report(keys)
    try:
        options = _options(argv)
        if options.live:
            return _live(options, base, report, keys, sleep)
        return _from(base / options.source, report)
    except KeyboardInterrupt:
        report.problem(f"interrupted; so far {report.summary}")
    except BrokenPipeError:
        # Whoever read it has gone; nothing more is asked, and Python's own last flush says nothing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (UsageError, PayloadError, HikerError) as error:
        report.problem(str(error))
    return FAILED


def _live(
    options: argparse.Namespace,
    base: Path,
    report: Report,
    keys: KeyRing,
    sleep: Callable[[float], object],
) -> int:
    if service.KEY_ENVIRONMENT not in os.environ:
        raise UsageError(f"no key: set {service.KEY_ENVIRONMENT} in the environment")
    recorder = Recorder(HttpxTransport(max_response_bytes=DEFAULT_MAX_RESPONSE_BYTES))
    # Nothing is sent again: it may have been charged.
    with Hiker(base_url=options.base_url, retries=0, transport=recorder) as client:
        keeper = Keeper(base / options.save) if options.save is not None else None
        examiner = Examiner(packaged())
        run = Run(client, recorder, examiner, report, keys, sleep, keeper, options.max_units)
        try:
            stopped = run.ask(calls(api.operations()))
        finally:
            report.line(
                "sum",
                f"{counted(run.asked, 'operation')} asked, {run.judged} of them judged, "
                f"{run.spent} of {run.max_units} units used; {report.summary}",
            )
    if stopped is not None:
        report.problem(stopped)
    if report.differences:
        return DIFFERS
    return FAILED if stopped is not None or not run.judged else AGREES


def _from(folder: Path, report: Report) -> int:
    examiner = Examiner(packaged())
    known = {operation.id for operation in api.operations()}
    judged = failed = 0
    for name, path in payloads(folder):
        if name not in known:
            report.problem(f"{path.name}: there is no operation {name[:80]!r}")
            failed += 1
            continue
        try:
            verdict = examiner.payload(name, read(path))
        except PayloadError as error:
            report.problem(str(error))
            failed += 1
            continue
        judged += 1
        report.verdict(path.name, verdict)
        if not verdict.count:
            report.line("agrees", path.name)
    report.line("sum", f"{counted(judged, 'payload')} judged; {report.summary}")
    if report.differences:
        return DIFFERS
    return FAILED if failed else AGREES


def _options(argv: list[str] | None) -> argparse.Namespace:
    parser = _Parser(
        prog="scripts/contract",
        description=__doc__,
        epilog=_NOTE,
        allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    way = parser.add_mutually_exclusive_group(required=True)
    way.add_argument(
        "--live",
        action="store_true",
        help="ask the service: each operation once, with the examples of the spec",
    )
    way.add_argument(
        "--from",
        dest="source",
        metavar="DIR",
        help="judge payloads on disk, OPERATION.json or OPERATION.ANYTHING.json, for nothing",
    )
    parser.add_argument(
        "--max-units", type=_units, metavar="N", help="with --live: the most units it may use"
    )
    parser.add_argument("--base-url", metavar="URL", help="with --live: another host")
    parser.add_argument(
        "--save", metavar="DIR", help="with --live: keep every response there, for --from"
    )
    options = parser.parse_args(argv)
    if options.live and options.max_units is None:
        raise UsageError("--live needs --max-units N, the most units it may use")
    for name in ("max_units", "base_url", "save"):
        if not options.live and getattr(options, name) is not None:
            raise UsageError(f"--{name.replace('_', '-')} goes with --live alone")
    return options


def _units(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text)):
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is no whole number above 0")
    return int(text)
