"""Hypothesis settings of the property tests: reproducible, or longer and random."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

_DEEP = bool(os.environ.get("HIKERKIT_DEEP"))


def profile(examples: int) -> settings:
    """Settings for so many examples; `scripts/test --deep` draws eight times as many at random."""
    return settings(
        max_examples=examples * 8 if _DEEP else examples,
        derandomize=not _DEEP,
        deadline=None,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
    )
