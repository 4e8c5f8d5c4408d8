"""A mock of the service, made from the spec, for tests, demos and development without a key.

Needs the extra `hikerkit[mock]`. `MockTransport(MockService())` serves a client in the same
process; `serve(MockService())` and `run(MockService())` serve over a socket.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from hikerkit.mock.errors import MissingExtraError, MockError
from hikerkit.spec.errors import SpecError

if TYPE_CHECKING:
    from hikerkit.mock.faults.faults import Fault, FaultPlan
    from hikerkit.mock.ledger import Ledger, Received
    from hikerkit.mock.plans import Plan
    from hikerkit.mock.replies import MockResponse
    from hikerkit.mock.server.server import run, serve
    from hikerkit.mock.server.transports import AsyncMockTransport, MockTransport
    from hikerkit.mock.service import MockService
    from hikerkit.mock.world.accounts import Account

__all__ = [
    "Account",
    "AsyncMockTransport",
    "Fault",
    "FaultPlan",
    "Ledger",
    "MissingExtraError",
    "MockError",
    "MockResponse",
    "MockService",
    "MockTransport",
    "Plan",
    "Received",
    "SpecError",
    "run",
    "serve",
]

# Loaded on first use: calls within a process need no web server.
_HOMES = {
    "Account": "world.accounts",
    "AsyncMockTransport": "server.transports",
    "Fault": "faults.faults",
    "FaultPlan": "faults.faults",
    "Ledger": "ledger",
    "MockResponse": "replies",
    "MockService": "service",
    "MockTransport": "server.transports",
    "Plan": "plans",
    "Received": "ledger",
    "run": "server.server",
    "serve": "server.server",
}
_EXTRA = ("jsonschema_rs", "starlette", "uvicorn")


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in _EXTRA:
            raise
        text = "the mock needs the extra: pip install 'hikerkit[mock]'"
        raise MissingExtraError(text) from missing
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
