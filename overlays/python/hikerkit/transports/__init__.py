"""Transports: what sends requests. The protocol, and the implementation for HTTP."""

from typing import TYPE_CHECKING, Any

from hikerkit.transports.base import AsyncTransport, RawResponse, Request, Transport

if TYPE_CHECKING:
    from hikerkit.transports.httpx import AsyncHttpxTransport, HttpxTransport
else:

    def __getattr__(name: str) -> Any:
        if name not in ("AsyncHttpxTransport", "HttpxTransport"):
            raise AttributeError(f"module 'hikerkit.transports' has no attribute {name!r}")
        from importlib import import_module

        return getattr(import_module("hikerkit.transports.httpx"), name)


__all__ = [
    "AsyncHttpxTransport",
    "AsyncTransport",
    "HttpxTransport",
    "RawResponse",
    "Request",
    "Transport",
]
