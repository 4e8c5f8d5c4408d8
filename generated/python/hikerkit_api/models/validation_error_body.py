"""Which arguments are invalid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    from .validation_error_detail import ValidationErrorDetail


class ValidationErrorBody(Model):
    """Which arguments are invalid."""

    detail: list[ValidationErrorDetail]
    """One entry for each invalid argument."""

    __nested__ = {"detail": ["ValidationErrorDetail"]}
    __required__ = ("detail",)
