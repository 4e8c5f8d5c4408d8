"""The mock's seeded data set: accounts, lists and media ids."""

from __future__ import annotations

from typing import Any

from hikerkit.mock.operations.routes import Route
from hikerkit.mock.world.accounts import Account, Population, digest
from hikerkit.mock.world.documented import known_accounts
from hikerkit.spec.document import Document
from hikerkit.spec.entities import named_kind

_MAX_LIST_BITS = 11  # a list has up to 2 to the power of this many items
_DEFAULT_SIZE = 1200  # of a list that belongs to no account


class World:
    """Computes everything from the seed, on demand.

    `list_size`: length of every list; None for lengths that differ from account to account.
    """

    def __init__(
        self, spec: Document, routes: tuple[Route, ...], seed: int, list_size: int | None
    ) -> None:
        self.seed, self._list_size = seed, list_size
        self.growth = 1.0
        """Factor by which made-up lists have grown since the start."""
        self.is_sized = list_size is not None
        self.kind = named_kind(spec)
        self.people = Population(seed, known_accounts(spec, routes, self.kind))

    def size(self, account: Account | None, relation: str) -> int:
        """Length of a list of an account; `relation`: the operation, or what it shows."""
        if self._list_size is not None:
            return int(self._list_size * self.growth)
        if account is None:
            return _DEFAULT_SIZE
        if relation in account.counts:
            return account.counts[relation]
        mixed = digest(self.seed, f"size of {relation}", account.id)
        # Most lists are short, a few are long, some are empty.
        longest: int = 2 ** (1 + mixed % _MAX_LIST_BITS)
        return int((mixed >> 8) % longest * self.growth)

    def id_like(self, old: str, *of: Any) -> int:
        """An id for `of`, with as many digits as the old one."""
        low: int = 10 ** (len(old) - 1)
        high: int = min(10 ** len(old), 2**63)
        return low + digest(self.seed, "number", f"{of}") % max(1, high - low)
