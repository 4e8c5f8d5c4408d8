"""The clocks, in one place, so that tests can set them."""

from __future__ import annotations

import time

now = time.monotonic
"""Seconds on a clock that never jumps; the same in every process of the machine."""

wall = time.time
"""Seconds since 1970, by the machine's clock."""
