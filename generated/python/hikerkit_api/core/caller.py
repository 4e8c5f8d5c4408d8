"""Protocols of whatever sends the calls of the generated methods."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from .operation import Operation
    from .options import ListOptions
    from .pager import AsyncPager, Pager
    from .response import Page, Response

T = TypeVar("T")


class Caller(Protocol):
    """Sends calls."""

    def call(
        self, operation: Operation[T], arguments: dict[str, Any], options: Mapping[str, Any]
    ) -> Response[T]:
        """Make one call."""

    def page(
        self, operation: Operation[T], arguments: dict[str, Any], options: Mapping[str, Any]
    ) -> Response[Page[T]]:
        """Request one page."""

    def paginate(
        self,
        operation: Operation[T],
        arguments: dict[str, Any],
        options: Mapping[str, Any],
        how: ListOptions,
    ) -> Pager[T]:
        """Return a pager; nothing is sent yet."""


class AsyncCaller(Protocol):
    """Sends calls asynchronously."""

    def call(
        self, operation: Operation[T], arguments: dict[str, Any], options: Mapping[str, Any]
    ) -> Awaitable[Response[T]]:
        """Make one call."""

    def page(
        self, operation: Operation[T], arguments: dict[str, Any], options: Mapping[str, Any]
    ) -> Awaitable[Response[Page[T]]]:
        """Request one page."""

    def paginate(
        self,
        operation: Operation[T],
        arguments: dict[str, Any],
        options: Mapping[str, Any],
        how: ListOptions,
    ) -> AsyncPager[T]:
        """Return a pager; nothing is sent yet."""
