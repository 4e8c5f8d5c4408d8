"""Lists inside a response, which become tables or rows of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hikerkit_api.core.model import Model
from hikerkit_api.core.views import find_class

from hikerkit.tables.flatten import join_field, split_field


def nested_lists(model: type[Model], *parents: str) -> Iterator[tuple[str, type[Model]]]:
    """Field path and item model of each list in the object, or in an object directly inside it."""
    for key, shape in model.__nested__.items():
        if isinstance(shape, str):
            if not parents:
                yield from nested_lists(find_class(shape), key)
        elif isinstance(shape[0], str) and find_class(shape[0]).__summary__:
            yield join_field(*parents, key), find_class(shape[0])


def item_model(model: type[Model] | None, field: str) -> type[Model] | None:
    """The model of the items of the list at this field path; None if the spec does not say."""
    for key in split_field(field):
        if model is None:
            return None
        shape = model.__nested__.get(key)
        if isinstance(shape, list):
            shape = shape[0] if isinstance(shape[0], str) else None
        model = find_class(shape) if isinstance(shape, str) else None
    return model


def nested_items(item: Any, field: str) -> list[Any] | None:
    """The items of the list at this field path, as models; None if there is no list."""
    for key in split_field(field):
        if not isinstance(item, Model | dict) or key not in item:
            return None
        item = item[key]
    return item if isinstance(item, list) else None
