"""What can be collected: every operation with one subject, by the name of its list."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import attrs
from hikerkit_api import api
from hikerkit_api.core.model import Model
from hikerkit_api.core.operation import Operation, Parameter
from hikerkit_api.core.views import find_class

from hikerkit.catalog.finders import choose_finder, is_finder, subject_parameter
from hikerkit.errors import ArgumentError

PROFILE = "profile"
"""Name of the list that is the account itself."""


@attrs.frozen
class Collectable:
    """What can be requested for each account: one of its lists, or its profile."""

    name: str
    operation: Operation[Any]
    parameter: Parameter
    """Takes the account."""

    @property
    def kind(self) -> str | None:
        """Kind of the subject; None if the spec does not say."""
        return self.parameter.names_a

    @property
    def model(self) -> type[Model] | None:
        """Model of the response, or of an item of the list."""
        shape = self.operation.shape
        shape = shape[0] if isinstance(shape, list) else shape
        return find_class(shape) if isinstance(shape, str) else None

    @property
    def is_profile(self) -> bool:
        """Whether the response is the subject itself."""
        return is_finder(self.operation, self.parameter)


def available_lists() -> dict[str, Collectable]:
    """Every list by name. Of two operations for one list, the one by id: names change."""
    preferred: dict[tuple[str, str, str | None], Collectable] = {}
    for operation in api.operations():
        parameter = None if operation.deprecated else subject_parameter(operation)
        if parameter is None:
            continue
        stem = operation.name.removesuffix(f"by_{parameter.argument}").rstrip("_")
        key = operation.resource, stem, parameter.names_a
        other = preferred.get(key)
        if other is None or (other.parameter.named_by, parameter.named_by) == ("name", "id"):
            preferred[key] = Collectable(stem or operation.resource, operation, parameter)
    lists: dict[str, Collectable] = {}
    for one in preferred.values():
        lists[_full_name(one) if one.name in lists else one.name] = one
    return lists


def select_lists(names: Iterable[str]) -> list[Collectable]:
    """The lists with these names, each once. Raises ArgumentError for an unknown name."""
    return list({one.operation.id: one for one in map(_select, names)}.values())


def find_profile(kind: str | None, by: str) -> Collectable | None:
    """The cheapest profile of entities of this kind by "id" or "name"; None if there is none."""
    finder = choose_finder(kind, by)
    return None if finder is None else Collectable(PROFILE, finder.operation, finder.parameter)


def _select(name: str) -> Collectable:
    lists = available_lists()
    plain = name.strip().replace("-", "_").lower()
    if plain == PROFILE:
        profiles = {one.kind: find_profile(one.kind, "id") for one in lists.values()}
        known = [profile for profile in profiles.values() if profile is not None]
        if len(known) == 1:
            return known[0]
    for key, one in lists.items():
        if plain in (key, _full_name(one), one.operation.id):
            return one
    # "reels": the word of a summary.
    matches = [one for one in lists.values() if plain in _summary_words(one)] if plain else []
    if len(matches) == 1:
        return matches[0]
    known_names = ", ".join([PROFILE, *lists])
    raise ArgumentError(
        f"lists: unknown list {name!r:.60}; expected one of {known_names}", argument="lists"
    )


def _full_name(one: Collectable) -> str:
    return f"{one.operation.resource}.{one.name}"


def _summary_words(one: Collectable) -> list[str]:
    return re.findall(r"[a-z0-9]+", f"{one.name} {one.operation.summary}".lower())
