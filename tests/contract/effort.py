"""How long the property tests of the client look: the same each time, or longer and anew."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

_DEEP = bool(os.environ.get("HIKERKIT_DEEP"))


def effort(examples: int) -> settings:
    """Settings for so many examples; `scripts/test --deep` takes eight times as many, new ones."""
    return settings(
        max_examples=examples * 8 if _DEEP else examples,
        derandomize=not _DEEP,
        deadline=None,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
    )
