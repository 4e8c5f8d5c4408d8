"""The error for a spec that cannot be used."""

from __future__ import annotations

from hikerkit.errors import HikerError


class SpecError(HikerError):
    """The spec is not an OpenAPI document that can be used; the message names the place."""
