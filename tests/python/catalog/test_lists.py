"""Lists by name, their finders, and the identity of models, for every operation of the spec."""

from __future__ import annotations

import pytest
from hikerkit_api import api
from hikerkit_api.core.model import Model

from hikerkit.catalog.finders import accepts_names, choose_finder, is_name
from hikerkit.catalog.identity import identity
from hikerkit.catalog.lists import PROFILE, available_lists, find_profile, select_lists
from hikerkit.errors import ArgumentError


class Thing(Model):
    __identity__ = ("pk", "id")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"pk": 25}, "25"),
        ({"pk": "25"}, "25"),
        ({"pk": 2**63 + 1}, str(2**63 + 1)),
        ({"pk": None, "id": "7"}, "7"),
        ({"pk": "", "id": 7}, "7"),
        ({"pk": True}, None),
        ({"name": "x"}, None),
    ],
)
def test_identity(data: dict[str, object], expected: str | None) -> None:
    assert identity(Thing.from_dict(data)) == expected


def test_every_list_is_selected_by_its_names() -> None:
    for name, one in available_lists().items():
        full_name = f"{one.operation.resource}.{one.name}"
        for word in (name, name.replace("_", "-"), full_name, one.operation.id, name.upper()):
            assert select_lists([word, word]) == [one]


def test_unknown_list_names_the_known_ones() -> None:
    with pytest.raises(ArgumentError, match="unknown list 'nope'; expected one of profile, "):
        select_lists(["nope"])


def test_lists_are_requested_by_id_if_possible() -> None:
    by_id = {
        (operation.resource, operation.shape)
        for operation in api.operations()
        if any(p.named_by == "id" for p in operation.parameters)
    }
    for one in available_lists().values():
        is_by_id = one.parameter.named_by == "id"
        assert is_by_id or (one.operation.resource, one.operation.shape) not in by_id


def test_a_profile_is_found_by_id_and_by_name() -> None:
    (profile,) = select_lists([PROFILE])
    assert profile.is_profile and profile.parameter.named_by == "id"
    by_name = find_profile(profile.kind, "name")
    assert by_name is not None and by_name.is_profile and by_name.model == profile.model
    assert find_profile("nothing", "id") is None


def test_the_finder_of_a_list_is_the_cheapest_and_counts_it() -> None:
    for operation in api.operations():
        for parameter in operation.parameters:
            finder = choose_finder(parameter.names_a, "name", operation)
            assert accepts_names(parameter) == (parameter.named_by == "id" and finder is not None)
            if finder is not None:
                others = [o.units for o in api.operations() if o.shape == finder.operation.shape]
                assert finder.operation.units == min(others)


@pytest.mark.parametrize(
    ("value", "expected"), [("x", True), ("@123", True), ("123", False), ("", False), (123, False)]
)
def test_is_name(value: object, expected: bool) -> None:
    assert is_name(value) is expected
