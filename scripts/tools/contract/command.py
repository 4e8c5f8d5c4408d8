"""The command: its options, its two modes and its exit status."""

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
from hikerkit.spec.document import Document, packaged_spec
from hikerkit.transports.base import DEFAULT_MAX_RESPONSE_BYTES
from hikerkit.transports.httpx import HttpxTransport
from scripts.tools.contract.calls import calls
from scripts.tools.contract.examine import Examiner
from scripts.tools.contract.findings import format_count
from scripts.tools.contract.live import Recorder, Run
from scripts.tools.contract.payloads import PayloadError, PayloadFolder, payloads, read
from scripts.tools.contract.report import Report

AGREES, DIFFERS, FAILED = 0, 1, 2

_NOTE = f"""\
Exit status: {AGREES} nothing differs, {DIFFERS} something differs, {FAILED} the run failed or
stopped early. Fields that the spec does not know are reported, but are not differences. The key is
read from the environment variable {service.KEY_ENVIRONMENT}.
"""


class UsageError(Exception):
    """The command line is invalid; the message says why."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}; see scripts/contract --help")


def main(argv: list[str] | None = None, sleep: Callable[[float], object] = time.sleep) -> int:
    """Run the command. Returns the exit status. `sleep` waits for a number of seconds."""
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
        report.problem(f"interrupted; so far: {report.summary}")
    except BrokenPipeError:
        # The reader of the output is gone: make no more calls, and keep the last flush silent.
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
    # No retries: an attempt may have been charged.
    with Hiker(base_url=options.base_url, retries=0, transport=recorder) as client:
        folder = PayloadFolder(base / options.save) if options.save is not None else None
        examiner = Examiner(Document(packaged_spec()))
        run = Run(client, recorder, examiner, report, keys, sleep, folder, options.max_units)
        try:
            stopped = run.run(calls(api.operations()))
        finally:
            report.line(
                "sum",
                f"{format_count(run.called, 'operation')} called, {run.judged} of them judged, "
                f"{run.spent} of {run.max_units} units used; {report.summary}",
            )
    if stopped is not None:
        report.problem(stopped)
    if report.differences:
        return DIFFERS
    return FAILED if stopped is not None or not run.judged else AGREES


def _from(folder: Path, report: Report) -> int:
    examiner = Examiner(Document(packaged_spec()))
    known = {operation.id for operation in api.operations()}
    judged = failed = 0
    for name, path in payloads(folder):
        if name not in known:
            report.problem(f"{path.name}: unknown operation {name[:80]!r}")
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
    report.line("sum", f"{format_count(judged, 'payload')} judged; {report.summary}")
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
    mode = parser.add_mutually_exclusive_group(required=True)
    mode.add_argument(
        "--live",
        action="store_true",
        help="call the service: each operation once, with the examples of the spec",
    )
    mode.add_argument(
        "--from",
        dest="source",
        metavar="DIR",
        help="judge payloads on disk, OPERATION.json or OPERATION.ANYTHING.json; free",
    )
    parser.add_argument(
        "--max-units", type=_units, metavar="N", help="with --live: the most units to use"
    )
    parser.add_argument("--base-url", metavar="URL", help="with --live: another host")
    parser.add_argument(
        "--save", metavar="DIR", help="with --live: save every response there, for --from"
    )
    options = parser.parse_args(argv)
    if options.live and options.max_units is None:
        raise UsageError("--live needs --max-units N, the most units to use")
    for name in ("max_units", "base_url", "save"):
        if not options.live and getattr(options, name) is not None:
            raise UsageError(f"--{name.replace('_', '-')} needs --live")
    return options


def _units(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text)):
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is not a positive integer")
    return int(text)
