"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model

if TYPE_CHECKING:
    from .business_recommendation import BusinessRecommendation


class BusinessRecommendations(Model):
    """X."""

    category_id: int | str | None = None
    items: list[BusinessRecommendation]
    status: str | None = None

    __nested__ = {"items": ["BusinessRecommendation"]}
    __required__ = ("items",)
