"""The models, as callers import them: `from hikerkit.models import User`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hikerkit_api.models import *  # noqa: F403
else:
    # Each is loaded on first use, as in the generated package.
    from hikerkit_api.models import __all__, __dir__, __getattr__  # noqa: F401
