"""The client's side: faults of the overlay and the generated package, and who has to catch them."""

from __future__ import annotations

from scripts.tools.mutants.fault import Fault, Side

_ANSWERS = (
    Fault(
        "cursor-not-text",
        "A cursor that came as a number is handed over as one.",
        "overlays/hikerkit/answers.py",
        "    return str(value)\n",
        "    return value\n",
    ),
)

SIDE = Side(
    tests=("tests/test_pagers.py", "tests/test_strict.py"),
    faults=_ANSWERS,
    heavy=("hypothesis", "jsonschema_rs", "anyio._backends._asyncio", "httpx", "msgspec"),
)
