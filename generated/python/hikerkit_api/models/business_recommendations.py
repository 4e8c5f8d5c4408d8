"""Accounts recommended for the business category of an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    from .business_recommendation import BusinessRecommendation


class BusinessRecommendations(Model):
    """Accounts recommended for the business category of an account."""

    category_id: int | str | None = None
    """Numeric id of the business category that was looked at."""
    items: list[BusinessRecommendation]
    """The recommendations."""
    status: str | None = None
    """"ok" if the service behind responded."""

    __nested__ = {"items": ["BusinessRecommendation"]}
    __required__ = ("items",)
