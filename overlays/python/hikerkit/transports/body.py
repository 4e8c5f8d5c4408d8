"""Collects the body of a response and unpacks it, both within a bound."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Any

from hikerkit import errors
from hikerkit.responses.charge import units_of
from hikerkit.responses.error_details import error_details
from hikerkit.transports.base import RawResponse, Request

_GZIP = 31  # zlib's word for gzip with the largest window
_GZIP_START = b"\x1f\x8b"


class Body:
    """The body of one response, part by part."""

    def __init__(
        self, request: Request, status: int, headers: Mapping[str, str], most: int
    ) -> None:
        self._request, self._status, self._headers, self._most = request, status, headers, most
        self._parts: list[bytes] = []
        self._received = self._size = 0
        self._held = b""
        names = [n.strip().lower() for n in headers.get("content-encoding", "").split(",")]
        self._codings = [name for name in names if name not in ("", "identity")]
        self._gzip: Any = zlib.decompressobj(_GZIP) if self._is_gzip else None

    @property
    def _is_gzip(self) -> bool:
        return self._codings in (["gzip"], ["x-gzip"])

    def add(self, part: bytes) -> None:
        """Take in a part as it came. Raises ResponseTooLargeError, ConnectionLostError."""
        self._received += len(part)
        if self._received > self._most:
            raise self._too_large()
        if self._gzip is None:
            self._keep(part)
            return
        try:
            self._unpack(part)
        except zlib.error as error:
            raise self._damaged(str(error)) from None

    def _unpack(self, part: bytes) -> None:
        part, self._held = self._held + part, b""
        while part:
            if self._gzip.eof:
                if part == _GZIP_START[:1]:
                    self._held = part  # the other half of a start may come
                    return
                if not part.startswith(_GZIP_START):
                    return  # padding after the end
                self._gzip = zlib.decompressobj(_GZIP)
            self._keep(self._gzip.decompress(part, self._most - self._size + 1))
            part = self._gzip.unconsumed_tail or self._gzip.unused_data

    def _keep(self, part: bytes) -> None:
        self._size += len(part)
        self._parts.append(part)
        if self._size > self._most:
            raise self._too_large()

    def whole(self, elapsed: float) -> RawResponse:
        """The response. Raises ConnectionLostError for one that breaks off."""
        if self._gzip is not None and self._received and not self._gzip.eof:
            raise self._damaged("it breaks off")
        if self._codings and not self._is_gzip:
            raise errors.NotJsonError(
                f"The response is packed as {', '.join(self._codings)[:60]!r}, not as asked for",
                **self._facts(),
            )
        return self._answer(elapsed)

    def _answer(self, elapsed: float = 0.0) -> RawResponse:
        return RawResponse(
            status=self._status,
            headers=self._headers,
            content=b"".join(self._parts)[: self._most],
            url=self._request.url,
            elapsed=elapsed,
        )

    def _damaged(self, why: str) -> errors.ConnectionLostError:
        return errors.ConnectionLostError(
            f"The compressed answer is damaged or cut off ({why[:100]})",
            operation=self._request.operation,
            url=self._request.url,
            attempts=1,
            units=units_of(self._headers),
        )

    def _too_large(self) -> errors.ResponseTooLargeError:
        return errors.ResponseTooLargeError(
            f"The response is larger than {self._most} bytes", **self._facts()
        )

    def _facts(self) -> dict[str, Any]:
        return error_details(self._request.operation, self._answer())
