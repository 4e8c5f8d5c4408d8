"""Errors of the mock itself, as opposed to the errors that it simulates."""

from __future__ import annotations

from hikerkit.errors import HikerError


class MockError(HikerError):
    """The mock cannot do what was requested."""


class MissingExtraError(MockError, ImportError):
    """The libraries of the extra `hikerkit[mock]` are not installed."""
