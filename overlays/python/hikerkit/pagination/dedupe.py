"""Duplicates: removes items that were already on the page, or on one of the few pages before it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any

from hikerkit_api.core.views import Shape, find_class

REMEMBERED_PAGES = 3
"""Pages before the current one whose items are recognised when they are repeated."""

_PLAIN = {str, int}


class Overlaps:
    """The ids on the last few pages; memory does not grow with the length of the list."""

    __slots__ = ("_identify", "_pages")

    def __init__(self, shape: Shape | None) -> None:
        self._identify = _identifier(shape)
        self._pages: deque[set[str]] = deque(maxlen=REMEMBERED_PAGES)

    def remove_duplicates(self, items: list[Any]) -> list[Any]:
        """The new items of the next page; the same list if all of them are new."""
        if self._identify is None:
            return items
        ids = self._identify(items)
        here = set(ids)
        clear = len(here) == len(ids) and "" not in here
        if not clear or not all(map(here.isdisjoint, self._pages)):
            items = self._select_new(items, ids)
        here.discard("")
        if here:  # an empty page does not push out an older one
            self._pages.append(here)
        return items

    def _select_new(self, items: list[Any], ids: list[str]) -> list[Any]:
        seen: set[str] = set().union(*self._pages)
        selected = []
        for item, item_id in zip(items, ids, strict=True):
            if item_id in seen:
                continue
            if item_id:  # an item without an id is always new
                seen.add(item_id)
            selected.append(item)
        return selected


def _identifier(shape: Shape | None) -> Callable[[list[Any]], list[str]] | None:
    """A function that gives the id of each item, "" if it has none."""
    if not isinstance(shape, str):
        return None
    keys = find_class(shape).__identity__
    if not keys:
        return None
    first = keys[0]

    def ids(items: list[Any]) -> list[str]:
        # Fast path for the usual case: runs once per page.
        values = [item._data.get(first) for item in items]
        types = set(map(type, values))
        if _PLAIN.issuperset(types) and "" not in values:
            return list(map(str, values)) if int in types else values
        from hikerkit.catalog.identity import identity

        return [identity(item) or "" for item in items]

    return ids
