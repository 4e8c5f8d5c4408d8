"""Lists inside of a response: what is worth a table of its own, or a row each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hikerkit_api.core.model import Model, model_class

from hikerkit.tables.flatten import steps


def lists(shape: type[Model], way: str = "") -> Iterator[tuple[str, type[Model]]]:
    """Way and model of each list of things, in the object or in one that it holds."""
    for key, nested in shape.__nested__.items():
        name = f"{way}.{key}" if way else key
        if isinstance(nested, str):
            if not way:
                yield from lists(model_class(nested), name)
        elif isinstance(nested[0], str) and model_class(nested[0]).__summary__:
            yield name, model_class(nested[0])


def model_at(shape: type[Model] | None, way: str) -> type[Model] | None:
    """The model of the entries of the list there; None where the spec does not say."""
    found = shape
    for step in steps(way):
        if found is None:
            return None
        nested = found.__nested__.get(step)
        if isinstance(nested, list):
            nested = nested[0] if isinstance(nested[0], str) else None
        found = model_class(nested) if isinstance(nested, str) else None
    return found


def entries(item: Any, way: str) -> list[Any] | None:
    """The entries of the list there; None where there is none."""
    for step in steps(way):
        data = item._data if isinstance(item, Model) else item
        if not isinstance(data, dict) or step not in data:
            return None
        item = data[step]
    return item if isinstance(item, list) else None
