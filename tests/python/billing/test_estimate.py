"""Estimates: what a call or a list would cost."""

from __future__ import annotations

import inspect
from decimal import Decimal
from typing import Any

import pytest
from hikerkit_api import api
from hypothesis import given
from hypothesis import strategies as st

from hikerkit import errors
from hikerkit.transports.base import RawResponse, Request
from tests.sync_async import Face, answer


def never(request: Request) -> RawResponse:
    raise AssertionError("an estimate sends nothing")


def test_a_call_costs_what_the_spec_says(face: Face) -> None:
    client, _ = face.scripted(never)
    made = client.estimates.user.stories(1)
    assert (made.units_min, made.units_max, made.pages_max, made.cost_max) == (2, 2, 1, None)
    assert client.estimates.user.stories(1, force=True).units_max == 1
    assert client.estimates.sys.balance().units_max == 0


@pytest.mark.parametrize(
    ("bounds", "least", "most"),
    [
        ({}, 1, None),
        ({"limit": 1_000}, 1, None),
        ({"limit": 1_000, "per_page": 50}, 1, 20),
        ({"limit": 1_001, "per_page": 50}, 1, 21),
        ({"max_pages": 7}, 1, 7),
        ({"limit": 1_000, "per_page": 50, "max_pages": 7}, 1, 7),
        ({"limit": 10, "per_page": 50, "max_pages": 7}, 1, 1),
        ({"limit": 0}, 0, 0),
        ({"max_pages": 0}, 0, 0),
    ],
)
def test_the_estimate_of_a_list_follows_its_bounds(
    face: Face, bounds: dict[str, int], least: int, most: int | None
) -> None:
    client, _ = face.scripted(never)
    made = client.estimates.user.followers("7", **bounds)
    assert (made.units_min, made.units_max) == (least, most) == (made.pages_min, made.pages_max)
    assert ("per_page=" in made.assumption) is (most is None)


def test_an_estimate_with_a_price_is_in_money_too(face: Face) -> None:
    client, _ = face.scripted(never, unit_price="0.0006")
    made = client.estimates.user.followers("7", limit=5_000, per_page=50)
    assert (made.cost_min, made.cost_max) == (Decimal("0.0006"), Decimal("0.06"))


def test_invalid_arguments_are_refused(face: Face) -> None:
    client, _ = face.scripted(never)
    wrong: list[dict[str, Any]] = [
        {"user_id": "not an id"}, {}, {"user_id": "1", "limit": -1},
        {"user_id": "1", "per_page": 0}, {"user_id": "1", "max_pages": True},
    ]  # fmt: skip
    for arguments in wrong:
        with pytest.raises(errors.ArgumentError):
            client.estimates.user.followers(**arguments)


def test_every_operation_can_be_estimated_with_its_own_arguments(face: Face) -> None:
    client, _ = face.scripted(never)
    for operation in api.operations():
        method = getattr(getattr(client, operation.resource), operation.name)
        twin = getattr(getattr(client.estimates, operation.resource), operation.name)
        known = list(inspect.signature(method).parameters)
        # What bears on how a walk is done, and not on what it costs.
        apart = {"options", "max_empty", "expected", "prefetch"}
        known = [name for name in known if name not in apart]
        assert list(inspect.signature(twin).parameters) == known + ["per_page"] * (
            operation.page is not None
        )


@given(items=st.integers(0, 60), size=st.integers(1, 9), limit=st.integers(0, 70))
def test_a_list_never_costs_more_than_its_estimate(items: int, size: int, limit: int) -> None:
    def pages(request: Request) -> RawResponse:
        at = int(request.url.rpartition("=")[2]) if "page_id" in request.url else 0
        users = [{"pk": str(n)} for n in range(at, min(items, at + size))]
        following: Any = str(at + size) if at + size < items else None
        body = {"response": {"users": users}, "next_page_id": following}
        return answer(body, x_hiker_info="reqs=1")

    client, _ = Face("sync").scripted(pages)
    made = client.estimates.user.followers("7", limit=limit, per_page=size)
    assert len(list(client.user.followers("7", limit=limit))) == min(items, limit)
    assert made.units_max is not None
    assert made.units_min <= client.usage.units <= made.units_max
