"""Why a request failed. No body of an error but that of 422 is documented; these
fields were seen by users of the service.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.model import Model

if TYPE_CHECKING:
    pass


class ErrorBody(Model):
    """Why a request failed. No body of an error but that of 422 is documented; these
    fields were seen by users of the service.
    """

    state: bool | None = None
    """False where the request failed. Seen with status 200 as well."""
    error: str | None = None
    """What went wrong."""
    detail: str | None = None
    """What went wrong."""
    exc_type: str | None = None
    """Kind of failure, for example InsufficientFunds or UserNotFound."""
