"""Protocols of what sends the calls of the generated methods."""

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
    """Carries calls out."""

    def call(
        self, operation: Operation[T], arguments: dict[str, Any], options: Mapping[str, Any]
    ) -> Response[T]:
        """Ask once."""

    def page(
        self, operation: Operation[T], arguments: dict[str, Any], options: Mapping[str, Any]
    ) -> Response[Page[T]]:
        """Ask for one page."""

    def walk(
        self,
        operation: Operation[T],
        arguments: dict[str, Any],
        options: Mapping[str, Any],
        how: ListOptions,
    ) -> Pager[T]:
        """A pager; nothing is asked for yet."""


class AsyncCaller(Protocol):
    """Carries calls out, asynchronously."""

    def call(
        self, operation: Operation[T], arguments: dict[str, Any], options: Mapping[str, Any]
    ) -> Awaitable[Response[T]]:
        """Ask once."""

    def page(
        self, operation: Operation[T], arguments: dict[str, Any], options: Mapping[str, Any]
    ) -> Awaitable[Response[Page[T]]]:
        """Ask for one page."""

    def walk(
        self,
        operation: Operation[T],
        arguments: dict[str, Any],
        options: Mapping[str, Any],
        how: ListOptions,
    ) -> AsyncPager[T]:
        """A pager; nothing is asked for yet."""
