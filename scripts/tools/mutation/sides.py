"""The two sides of the contract: which tests judge, and where their seeded faults are kept.

To add a fault, break the code, save `git diff -U0` of the file as `client/NAME.patch` or
`server/NAME.patch`, put `breaks: ...` above it, and undo the change. `first: ...` names the test
file that most likely catches it. A fault is caught when a test fails, not when tests do not load.
"""

from __future__ import annotations

from pathlib import Path

from scripts.tools.mutation import patches
from scripts.tools.mutation.fault import Side

FOLDER = Path(__file__).parent
NAMES = ("client", "server")

_TESTS = {
    "client": (
        "tests/contract/test_client_responses.py",
        "tests/contract/test_client_requests.py",
        "tests/python/pagination/test_pagers.py",
        "tests/python/pagination/test_verdict.py",
        "tests/python/calls/test_decode.py",
        "tests/python/calls/test_strict.py",
        "tests/python/calls/test_arguments.py",
        "tests/python/layers/test_retry.py",
        "tests/contract/test_client_changes.py",
    ),
    "server": ("tests/contract/test_server.py",),
}
_HEAVY = {
    "client": ("hypothesis", "jsonschema_rs", "anyio._backends._asyncio", "httpx", "msgspec"),
    "server": ("schemathesis", "jsonschema_rs", "starlette.applications"),
}


def load(name: str) -> Side:
    """The side of this name, one of `NAMES`. Raises PatchError."""
    return Side(_TESTS[name], patches.load(FOLDER / name), _HEAVY[name])
