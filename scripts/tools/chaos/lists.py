"""The list that chaos walks: one of the spec's, found by what it is, not by its name."""

from __future__ import annotations

from typing import Any

from hikerkit_api import api
from hikerkit_api.core.operation import Operation


def long_list() -> Operation[Any]:
    """A list whose items are accounts, and that the service may cut off."""
    return next(o for o in api.operations() if o.page is not None and o.page.cut)


def single_call() -> Operation[Any]:
    """A call for one account by its id, a unit each."""
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
    """The id of an item, alike however it is spelled."""
    return str(item[type(item).__identity__[0]])
