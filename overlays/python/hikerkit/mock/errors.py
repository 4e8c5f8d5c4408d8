"""What can go wrong with the mock itself, as against the failures that it plays."""

from __future__ import annotations

from hikerkit.errors import HikerError


class MockError(HikerError):
    """The mock cannot do what it was asked for."""


class MissingExtraError(MockError, ImportError):
    """The libraries of the extra `hikerkit[mock]` are not installed."""
