"""Cycle detection: every cycle of cursors is found, in bounded memory."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hikerkit.pagination.cycle import REMEMBERED, CycleDetector


def steps_until_found(before: int, around: int) -> int:
    """Cursors of a list that goes round after `before` cursors, until that is noticed."""
    trail = CycleDetector(None)
    for step in range(20 * (before + around) + 10):
        place = step if step < before else before + (step - before) % around
        if trail.repeats(f"c{place}"):
            return step
    raise AssertionError("it was not noticed")


@given(st.integers(0, 3_000), st.integers(1, REMEMBERED))
def test_a_repeat_of_one_of_the_last_cursors_is_detected_at_once(before: int, around: int) -> None:
    assert steps_until_found(before, around) == before + around


@pytest.mark.parametrize("before", [0, 1, 999, 5_000])
@pytest.mark.parametrize("around", [1_001, 1_500, 4_096, 10_000])
def test_a_longer_cycle_is_detected_in_the_end(before: int, around: int) -> None:
    found = steps_until_found(before, around)
    assert before + around <= found <= 4 * (before + around)


def test_a_list_without_a_cycle_is_never_taken_for_one() -> None:
    trail = CycleDetector("c0")
    assert not any(trail.repeats(f"c{n}") for n in range(1, 20_000))
    assert trail.repeats("c19999")


def test_a_return_to_the_start_cursor_is_detected() -> None:
    trail = CycleDetector("c5")
    assert not trail.repeats("c6") and trail.repeats("c5")


def test_it_remembers_no_more_than_it_says() -> None:
    trail = CycleDetector(None)
    for number in range(5 * REMEMBERED):
        trail.repeats(f"c{number}")
        assert len(trail._last) == len(trail._recent) <= REMEMBERED
