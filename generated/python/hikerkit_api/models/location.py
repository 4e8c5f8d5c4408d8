"""A place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    from .open_object import OpenObject


class Location(Model):
    """A place."""

    pk: int | str | None = None
    """Numeric id of the place."""
    name: str | None = None
    """Name."""
    phone: str | None = None
    """Phone number."""
    website: str | None = None
    """Web site."""
    category: str | None = None
    """Kind of place."""
    hours: OpenObject | None = None
    """Opening hours."""
    address: str | None = None
    """Street and number."""
    city: str | None = None
    """City."""
    zip: str | None = None
    """Postal code of the place."""
    lng: float | None = None
    """Longitude, degrees."""
    lat: float | None = None
    """Latitude, degrees."""
    external_id: str | None = None
    """Id of the place where it comes from."""
    external_id_source: str | None = None
    """Where the place comes from, for example facebook_places."""

    __nested__ = {"hours": "OpenObject"}
    __identity__ = ("pk",)
    __entity__ = {"kind": "place"}
    __summary__ = ("pk", "name", "city")
