"""The server's side: faults of the mock, and the tests of the contract that have to catch them.

To add a fault, add a `Fault` to the list that it belongs to (or a new list, for a new part of the
mock) and the list to `SIDE`:

- `name` is what `scripts/mutants server NAME` asks for; `breaks` says in words what goes wrong.
- `file` is a file of `overlays/hikerkit/mock` (or of what it stands on, `generated/python` too).
- `old` stands in that file exactly once, `new` takes its place; the file must stay valid Python.
  Take as little text as is unique: a patch that no longer applies ends the run with an error.

`SIDE.tests` names the tests that judge, what catches most first: the run stops at the first
failure. `SIDE.heavy` names libraries that they import, loaded once for all. A fault is caught
when a test fails, not when the tests do not load.
"""

from __future__ import annotations

from scripts.tools.mutants.fault import Fault, Side

_MOCK = "overlays/hikerkit/mock"

_REQUESTS = (
    Fault(
        "no-key-let-in",
        "A request without a key, or with an unknown one, is answered.",
        f"{_MOCK}/money.py",
        "return bool(key) and (self._keys is None or key in self._keys)",
        "return True",
    ),
    Fault(
        "booleans-capitalized",
        "Only `True` and `False` are taken for booleans, not `true` and `false`.",
        f"{_MOCK}/parameters.py",
        '_BOOLEAN = {"true": True, "false": False}',
        '_BOOLEAN = {"True": True, "False": False}',
    ),
)

SIDE = Side(
    tests=("tests/contract/test_mock.py",),
    faults=_REQUESTS,
    heavy=("schemathesis", "jsonschema_rs", "starlette.applications"),
)
