"""Deduplication: leave out items that a page repeats from itself or the pages before it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any

from hikerkit_api.core.model import Shape, model_class

from hikerkit.catalog.identity import identity

REMEMBERED_PAGES = 3
"""Pages before the present one whose items are recognised when they come again."""

_PLAIN = {str, int}


class Overlaps:
    """Leaves out the items of a page that were on it, or on one of the few before it, already.

    It remembers no more than these few pages, however long the list is.
    """

    __slots__ = ("_identify", "_pages")

    def __init__(self, shape: Shape | None) -> None:
        self._identify = _identifier(shape)
        self._pages: deque[set[str]] = deque(maxlen=REMEMBERED_PAGES)

    def fresh(self, items: list[Any]) -> list[Any]:
        """The items that have not come before; the same list where that is all of them."""
        if self._identify is None:
            return items
        ids = self._identify(items)
        here = set(ids)
        clear = len(here) == len(ids) and "" not in here
        if not clear or not all(map(here.isdisjoint, self._pages)):
            items = self._chosen(items, ids)
        here.discard("")
        if here:  # an empty page says nothing about what came before it
            self._pages.append(here)
        return items

    def _chosen(self, items: list[Any], ids: list[str]) -> list[Any]:
        seen: set[str] = set().union(*self._pages)
        chosen = []
        for item, known in zip(items, ids, strict=True):
            if known in seen:
                continue
            if known:  # without an id, nothing says that it came before
                seen.add(known)
            chosen.append(item)
        return chosen


def _identifier(shape: Shape | None) -> Callable[[list[Any]], list[str]] | None:
    """What gives the ids of a page's items, "" for one without."""
    if not isinstance(shape, str):
        return None
    keys = model_class(shape).__identity__
    if not keys:
        return None
    first = keys[0]

    def ids(items: list[Any]) -> list[str]:
        # Every page comes through here: the usual case goes straight to the id.
        found = [item._data.get(first) for item in items]
        kinds = set(map(type, found))
        if _PLAIN.issuperset(kinds) and "" not in found:
            return list(map(str, found)) if int in kinds else found
        return [identity(item) or "" for item in items]

    return ids
