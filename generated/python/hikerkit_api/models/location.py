"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Model

if TYPE_CHECKING:
    from .open_object import OpenObject


class Location(Model):
    """X."""

    pk: int | str | None = None
    name: str | None = None
    phone: str | None = None
    website: str | None = None
    category: str | None = None
    hours: OpenObject | None = None
    address: str | None = None
    city: str | None = None
    zip: str | None = None
    lng: float | None = None
    lat: float | None = None
    external_id: str | None = None
    external_id_source: str | None = None

    __nested__ = {"hours": "OpenObject"}
    __identity__ = ("pk",)
    __summary__ = ("pk", "name", "city")
