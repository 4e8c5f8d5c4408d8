"""Runs that are killed at a random moment and resume with the same archive."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import attrs

from hikerkit import Hiker
from hikerkit.mock import MockService, serve
from scripts.tools.chaos.lists import item_id, long_list, method

PAGES, PAGE = 40, 25
_OWNER, _KEY = 77, "chaos-key"
_MAX_KILLS = 5  # of one run; then it may finish
_TIMEOUT = 120.0  # seconds

PROGRAM = """
import json, sys
from hikerkit import Hiker
from scripts.tools.chaos.lists import item_id, long_list, method
url, archive, output = sys.argv[1:]
with Hiker("chaos-key", base_url=url, archive=archive) as hiker:
    ids = [item_id(item) for item in method(hiker, long_list())(77)]
with open(output, "w") as file:
    json.dump(ids, file)
"""


@attrs.define
class KillResult:
    """The results of all runs."""

    runs: int = 0
    kills: int = 0
    not_equal: int = 0
    """Runs whose result was not the complete list."""
    paid_twice: int = 0
    """Units paid for responses that were paid for before."""
    failed: int = 0


def run_kills(runs: int, seed: int = 1) -> KillResult:
    """Do the runs."""
    result, chance = KillResult(), random.Random(seed)
    expected = _expected()
    root = Path(__file__).resolve().parents[3]
    for _ in range(runs):
        service = MockService(list_size=PAGES * PAGE, page_size=PAGE, keys=[_KEY])
        with tempfile.TemporaryDirectory(prefix="chaos-") as folder, serve(service) as url:
            output = Path(folder) / "ids.json"
            command = [sys.executable, "-c", PROGRAM, url, f"{folder}/paid.db", str(output)]
            kills = _run_until_done(command, root, service, chance)
            result.runs += 1
            result.kills += kills
            if not output.exists():
                result.failed += 1
                continue
            result.not_equal += json.loads(output.read_text()) != expected
            result.paid_twice += max(0, service.ledger.units - PAGES)
    return result


def _expected() -> list[str]:
    from hikerkit.mock import MockTransport

    service = MockService(list_size=PAGES * PAGE, page_size=PAGE)
    with Hiker(_KEY, transport=MockTransport(service)) as hiker:
        return [item_id(item) for item in method(hiker, long_list())(_OWNER)]


def _run_until_done(
    command: list[str], root: Path, service: MockService, chance: random.Random
) -> int:
    """Start it until it finishes; returns how often it was killed."""
    kills = 0
    while True:
        process = subprocess.Popen(command, cwd=root)
        last = kills >= _MAX_KILLS
        if not last:
            # Counted in requests, so that a slow machine is killed at the same places.
            until = service.ledger.requests + chance.randint(0, PAGES // 2)
            start = time.monotonic()
            while process.poll() is None and time.monotonic() - start < _TIMEOUT:
                if service.ledger.requests > until:
                    time.sleep(chance.random() * 0.004)
                    process.send_signal(signal.SIGKILL)
                    break
                time.sleep(0.0005)
        status = process.wait(_TIMEOUT)
        if status == 0 or last:
            return kills
        kills += 1
