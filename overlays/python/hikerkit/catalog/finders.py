"""Finders: operations that return an entity by its id or name."""

from __future__ import annotations

import re
from typing import Any

import attrs
from hikerkit_api import api
from hikerkit_api.core.model import Model
from hikerkit_api.core.operation import Operation, Parameter
from hikerkit_api.core.views import find_class


@attrs.frozen
class Finder:
    """An operation that returns an entity, and its parameter for the id or name."""

    operation: Operation[Any]
    parameter: Parameter


def choose_finder(
    kind: str | None, by: str, counting: Operation[Any] | None = None
) -> Finder | None:
    """The cheapest finder of entities of this kind by "id" or "name"; None if there is none.

    Of equally cheap ones, one whose response has the length of the list `counting` goes first,
    then the one with the most fields.
    """
    ranked = []
    for operation in api.operations():
        parameter = None if operation.deprecated else subject_parameter(operation)
        if parameter is None or (parameter.names_a, parameter.named_by) != (kind, by):
            continue
        if is_finder(operation, parameter):
            model = find_class(str(operation.shape))
            is_counting = counting is not None and counts_items(model, counting)
            rank = operation.units, not is_counting, -len(model.__keys__)
            ranked.append((rank, Finder(operation, parameter)))
    return min(ranked, key=lambda pair: pair[0])[1] if ranked else None


def is_finder(operation: Operation[Any], parameter: Parameter) -> bool:
    """Whether the response is the entity that the parameter names."""
    if operation.page or parameter.names_a is None or not isinstance(operation.shape, str):
        return False
    return bool(find_class(operation.shape).__entity__.get("kind") == parameter.names_a)


def subject_parameter(operation: Operation[Any]) -> Parameter | None:
    """The parameter for the subject; None if a call requires others too, or has no subject."""
    cursor = operation.page.parameter if operation.page else None
    named = [p for p in operation.parameters if p.names_a is not None]
    others = [p for p in operation.parameters if p.required or p.positional]
    candidates = named or [p for p in others if p.argument != cursor]
    if not candidates or any(p.required and p is not candidates[0] for p in operation.parameters):
        return None
    return candidates[0]


def counts_items(model: type[Model] | Model, operation: Operation[Any]) -> bool:
    """Whether a field of the model is the length of this list."""
    return operation.id in model.__entity__.get("counts", {}).values()


def accepts_names(parameter: Parameter) -> bool:
    """Whether an id can be looked up by name for this parameter."""
    return parameter.named_by == "id" and choose_finder(parameter.names_a, "name") is not None


def is_name(value: object) -> bool:
    """Whether this is a name and not an id. `@123` is a name."""
    return isinstance(value, str) and value != "" and re.fullmatch("[0-9]+", value) is None
