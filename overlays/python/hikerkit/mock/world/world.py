"""The world that the mock tells of: its people, their lists, the ids of what they post."""

from __future__ import annotations

from typing import Any

from hikerkit.mock.operations.routes import Route
from hikerkit.mock.world.accounts import Account, Population, digest
from hikerkit.mock.world.documented import known_accounts, people_kind
from hikerkit.spec.document import Document

_LONGEST_LIST = 11  # a list has up to 2 to the power of this many items
_LISTS_OF_NOBODY = 1200


class World:
    """Everything is worked out from the seed when it is asked for.

    `list_size`: how long every list is; None for lengths that differ from account to account.
    """

    def __init__(
        self, spec: Document, routes: tuple[Route, ...], seed: int, list_size: int | None
    ) -> None:
        self.seed, self._list_size = seed, list_size
        self.growth = 1.0
        """How much longer made-up lists are than at the beginning."""
        self.is_sized = list_size is not None
        self.kind = people_kind(spec)
        self.people = Population(seed, known_accounts(spec, routes, self.kind))

    def size(self, account: Account | None, relation: str) -> int:
        """Items of a list of an account; `relation`: the operation, or what it shows."""
        if self._list_size is not None:
            return int(self._list_size * self.growth)
        if account is None:
            return _LISTS_OF_NOBODY
        if relation in account.counts:
            return account.counts[relation]
        mixed = digest(self.seed, f"size of {relation}", account.id)
        # Short lists are many, long ones few, and some are empty.
        longest: int = 2 ** (1 + mixed % _LONGEST_LIST)
        return int((mixed >> 8) % longest * self.growth)

    def id_like(self, old: str, *of: Any) -> int:
        """The id of what is named in `of`, as long as the old one."""
        low: int = 10 ** (len(old) - 1)
        high: int = min(10 ** len(old), 2**63)
        return low + digest(self.seed, "number", f"{of}") % max(1, high - low)
