"""Runs that are killed at a random moment, and run again on the same archive."""

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
_MOST_KILLS = 5  # of one run; then it is left alone
_LONGEST = 120.0  # seconds

PROGRAM = """
import json, sys
from hikerkit import Hiker
from scripts.tools.chaos.lists import item_id, long_list, method
url, archive, output = sys.argv[1:]
with Hiker("chaos-key", base_url=url, archive=archive) as hiker:
    found = [item_id(item) for item in method(hiker, long_list())(77)]
with open(output, "w") as file:
    json.dump(found, file)
"""


@attrs.define
class Kills:
    """What came of all runs."""

    runs: int = 0
    kills: int = 0
    not_equal: int = 0
    """Runs whose result was not the whole list."""
    twice: int = 0
    """Units paid twice."""
    most_twice: int = 0
    """The most that any run paid twice for one kill."""
    failed: int = 0


def kills(runs: int, seed: int = 1) -> Kills:
    """Do the runs."""
    found, chance = Kills(), random.Random(seed)
    expected = _expected()
    root = Path(__file__).resolve().parents[3]
    for _ in range(runs):
        service = MockService(list_size=PAGES * PAGE, page_size=PAGE, keys=[_KEY])
        with tempfile.TemporaryDirectory(prefix="chaos-") as folder, serve(service) as url:
            output = Path(folder) / "found.json"
            command = [sys.executable, "-c", PROGRAM, url, f"{folder}/paid.db", str(output)]
            killed = _until_done(command, root, service, chance)
            found.runs += 1
            found.kills += killed
            if not output.exists():
                found.failed += 1
                continue
            found.not_equal += json.loads(output.read_text()) != expected
            twice = service.ledger.units - PAGES
            found.twice += max(0, twice)
            found.most_twice = max(found.most_twice, twice - killed + 1 if twice > 0 else 0)
    return found


def _expected() -> list[str]:
    from hikerkit.mock import MockTransport

    service = MockService(list_size=PAGES * PAGE, page_size=PAGE)
    with Hiker(_KEY, transport=MockTransport(service)) as hiker:
        return [item_id(item) for item in method(hiker, long_list())(_OWNER)]


def _until_done(command: list[str], root: Path, service: MockService, chance: random.Random) -> int:
    """Run it until it is through; how often it was killed on the way."""
    killed = 0
    while True:
        process = subprocess.Popen(command, cwd=root)
        last = killed >= _MOST_KILLS
        if not last:
            # Somewhere between the first request and the end, wherever this machine is by then.
            until = service.ledger.requests + chance.randint(0, PAGES // 2)
            began = time.monotonic()
            while process.poll() is None and time.monotonic() - began < _LONGEST:
                if service.ledger.requests > until:
                    time.sleep(chance.random() * 0.004)
                    process.send_signal(signal.SIGKILL)
                    break
                time.sleep(0.0005)
        status = process.wait(_LONGEST)
        if status == 0 or last:
            return killed
        killed += 1
