"""The biography of an account, with the accounts and hashtags in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core.model import Model

if TYPE_CHECKING:
    pass


class BiographyWithEntities(Model):
    """The biography of an account, with the accounts and hashtags in it."""

    raw_text: str | None = None
    """The biography as plain text."""
    entities: list[Any] | None = None
    """Accounts and hashtags that the text mentions."""
