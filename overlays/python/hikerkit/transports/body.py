"""Reads and decompresses the body of a response, both up to a maximum size."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Any

from hikerkit import errors
from hikerkit.transports.base import RawResponse, Request

_GZIP = 31  # zlib's wbits for gzip with the largest window
_GZIP_START = b"\x1f\x8b"


class Body:
    """The body of one response, part by part."""

    def __init__(
        self, request: Request, status: int, headers: Mapping[str, str], most: int
    ) -> None:
        self._request, self._status, self._headers, self._most = request, status, headers, most
        self._parts: list[bytes] = []
        self._received = self._size = 0
        self._pending = b""
        names = [n.strip().lower() for n in headers.get("content-encoding", "").split(",")]
        self._codings = [name for name in names if name not in ("", "identity")]
        self._gzip: Any = zlib.decompressobj(_GZIP) if self._is_gzip else None

    @property
    def _is_gzip(self) -> bool:
        return self._codings in (["gzip"], ["x-gzip"])

    def add(self, part: bytes) -> None:
        """Add a part as received. Raises ResponseTooLargeError or ConnectionLostError."""
        self._received += len(part)
        if self._received > self._most:
            raise self._too_large()
        if self._gzip is None:
            self._append(part)
            return
        try:
            self._decompress(part)
        except zlib.error as error:
            raise self._damaged(str(error)) from None

    def _decompress(self, part: bytes) -> None:
        part, self._pending = self._pending + part, b""
        while part:
            if self._gzip.eof:
                if part == _GZIP_START[:1]:
                    self._pending = part  # half of the magic number; the rest may follow
                    return
                if not part.startswith(_GZIP_START):
                    return  # padding after the end
                self._gzip = zlib.decompressobj(_GZIP)
            self._append(self._gzip.decompress(part, self._most - self._size + 1))
            part = self._gzip.unconsumed_tail or self._gzip.unused_data

    def _append(self, part: bytes) -> None:
        self._size += len(part)
        self._parts.append(part)
        if self._size > self._most:
            raise self._too_large()

    def to_response(self, elapsed: float) -> RawResponse:
        """The complete response. Raises ConnectionLostError or NotJsonError."""
        if self._gzip is not None and self._received and not self._gzip.eof:
            raise self._damaged("it ends early")
        if self._codings and not self._is_gzip:
            raise errors.NotJsonError(
                f"The response is encoded as {', '.join(self._codings)[:60]!r}, not as requested",
                **self._details(),
            )
        return RawResponse(
            status=self._status,
            headers=self._headers,
            content=b"".join(self._parts),
            url=self._request.url,
            elapsed=elapsed,
        )

    def _damaged(self, why: str) -> errors.ConnectionLostError:
        return errors.ConnectionLostError(
            f"The compressed response is damaged or truncated ({why[:100]})",
            operation=self._request.operation,
            url=self._request.url,
            attempts=1,
            headers=self._headers,
        )

    def _too_large(self) -> errors.ResponseTooLargeError:
        return errors.ResponseTooLargeError(
            f"The response is larger than {self._most} bytes", **self._details()
        )

    def _details(self) -> dict[str, Any]:
        return {
            "operation": self._request.operation,
            "url": self._request.url,
            "attempts": 1,
            "status": self._status,
            "headers": self._headers,
            "content": b"".join(self._parts)[: self._most],
        }
