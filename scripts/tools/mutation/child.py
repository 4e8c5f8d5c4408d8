"""Runs the tests on a copy, inside a forked child, and records which test failed first."""

from __future__ import annotations

import importlib
import json
import os
import sys
import traceback
from pathlib import Path
from typing import Any

from scripts.tools.mutation.fault import Fault, Side
from scripts.tools.mutation.tree import PACKAGES

OUTPUT = "output.txt"
VERDICT = "verdict.json"
_LONGEST_TEST = 120  # seconds; a longer test is in an endless loop
_PROFILE = "mutants"


class _Recorder:
    """A pytest plugin that records the first failure."""

    def __init__(self) -> None:
        self.test = ""
        self.why = ""

    def pytest_runtest_logreport(self, report: Any) -> None:
        self._record(report)

    def pytest_collectreport(self, report: Any) -> None:
        self._record(report)

    def _record(self, report: Any) -> None:
        if report.failed and not self.test:
            self.test = report.nodeid
            crash = getattr(report.longrepr, "reprcrash", None)
            self.why = crash.message if crash is not None else str(report.longrepr)[-2000:]


def warm_up(side: Side) -> None:
    """Import what every child needs, so that a child costs no more than a fork."""
    for name in ("pytest", "_pytest.assertion.rewrite", "_pytest.python", *side.heavy):
        importlib.import_module(name)


def run(side: Side, fault: Fault | None, root: Path, place: Path) -> None:
    """In the child: test the copy at this place, write the verdict and exit."""
    status = 70
    try:
        os.chdir(place)
        output = os.open(OUTPUT, os.O_WRONLY | os.O_CREAT, 0o600)
        os.dup2(output, 1)
        os.dup2(output, 2)
        _import_from(root, place)
        recorder = _Recorder()
        status = int(_pytest(side, fault.first if fault else "", recorder))
        verdict = {"status": status, "test": recorder.test, "why": recorder.why}
        (place / VERDICT).write_text(json.dumps(verdict))
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _import_from(root: Path, place: Path) -> None:
    """Make Python import from the copy, and nothing from the working tree."""
    copied = [str(place / package) for package in PACKAGES]
    own = {str(root), "", *(str(root / package) for package in PACKAGES)}
    sys.path[:] = [*copied, str(place), *(entry for entry in sys.path if entry not in own)]
    os.environ["PYTHONPATH"] = os.pathsep.join(copied)  # for processes that the tests start
    importlib.invalidate_caches()


def _pytest(side: Side, first: str, recorder: _Recorder) -> int:
    import pytest
    from hypothesis import Phase, settings

    # Nobody reads the failing example, so it is not shrunk.
    settings.register_profile(
        _PROFILE,
        database=None,
        deadline=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
    )
    arguments = [
        "-x",
        "--tb=short",
        f"--hypothesis-profile={_PROFILE}",
        "-pno:cacheprovider",
        # In a shared folder, children would delete each other's files.
        "--basetemp=files",
        f"-otimeout={_LONGEST_TEST}",
        # Imported in the parent, before pytest can rewrite their asserts.
        "-Wignore::pytest.PytestAssertRewriteWarning",
        *side.options,
        *sorted(side.tests, key=lambda test: test != first),
    ]
    return int(pytest.main(arguments, plugins=[recorder]))
