"""The operations that chaos calls, selected from the spec by their properties."""

from __future__ import annotations

from typing import Any

from hikerkit_api import api
from hikerkit_api.core.operation import Operation


def long_list() -> Operation[Any]:
    """A list that the service may truncate."""
    return next(o for o in api.operations() if o.page is not None and o.page.cut)


def single_call() -> Operation[Any]:
    """A call that costs one unit and takes an id."""
    return next(
        o
        for o in api.operations()
        if o.page is None
        and o.units == 1
        and o.result
        and any(p.named_by == "id" and p.positional for p in o.parameters)
    )


def method(hiker: Any, operation: Operation[Any]) -> Any:
    """The client's method for an operation."""
    return getattr(getattr(hiker, operation.resource), operation.name)


def item_id(item: Any) -> str:
    """The id of an item as text."""
    return str(item[type(item).__identity__[0]])
