"""Accounts of the mock: any number of them from one seed, none of them stored."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from hashlib import blake2b
from types import MappingProxyType

import attrs

from hikerkit.mock.world.names import FIRST, LAST

KINDS = ("public", "business", "private", "capped", "deleted")

# Ids of members of the population end like this (modulo _STEP); other ids have other names.
_STEP, _OF_MEMBERS, _OF_NAMES = 32, 5, 9
_FIRST, _FIRST_LARGE = 40_000_000_000 // _STEP, 17_841_400_000_000_000 // _STEP
_POPULATION = 2**31
_MAX_ID = 2**63 - 1
# Of twenty members in a row, so many are of each kind.
_ROW = 20
_KIND_OF = ("public",) * 13 + ("business",) * 2 + ("private",) * 3 + ("capped",) + ("deleted",)
_LIVE = _ROW - 1

_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789._"
_MAX_NAME = 11  # longer ones do not fit into an id
_NAME = re.compile(rf"[a-z0-9._]{{1,{_MAX_NAME}}}")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_MEMBER = re.compile(r"([a-z]+)\.([a-z]+)_([0-9a-z]{1,7})")
_BY_NUMBER = re.compile(r"user([1-9][0-9]{0,18})")


@attrs.frozen
class Account:
    """One account; the same seed makes the same one."""

    id: int
    name: str
    title: str
    """Display name."""
    kind: str = "public"
    """One of public, business, private, capped (list of followers truncated), deleted."""
    quiet: bool = False
    """Has no stories and no highlights."""
    counts: Mapping[str, int] = MappingProxyType({})
    """Length of its lists by operation, as far as the documentation says."""

    @property
    def private(self) -> bool:
        """Whether only its followers can see what it posts."""
        return self.kind == "private"

    @property
    def business(self) -> bool:
        """Whether it belongs to a business."""
        return self.kind == "business"


class Population:
    """Finds accounts by id, name or index; `known` accounts take precedence over made-up ones."""

    def __init__(self, seed: int, known: tuple[Account, ...] = ()) -> None:
        self.seed = seed
        self._ids = {account.id: account for account in known}
        self._names = {account.name.lower(): account for account in known}

    def by_id(self, number: int) -> Account | None:
        """The account with this id, deleted or not; None for a number that cannot be an id."""
        if number in self._ids:
            return self._ids[number]
        if not 0 < number <= _MAX_ID:
            return None
        rest, kind = divmod(number, _STEP)
        if kind == _OF_MEMBERS:
            index = rest - (_FIRST_LARGE if rest >= _FIRST_LARGE else _FIRST)
            if 0 <= index < _POPULATION and self._id(index) == number:
                return self.number(index)
        if kind == _OF_NAMES:
            name = _decode_name(rest)
            if _is_free(name) and name not in self._names:
                return Account(number, name, name.title())
        return Account(number, f"user{number}", f"User {number}")

    def by_name(self, name: str) -> Account | None:
        """The account with this name, in any case; None if there is none."""
        name = name.lower()
        if name in self._names:
            return self._names[name]
        if member := _MEMBER.fullmatch(name):
            account = self.number(int(member[3], 36) % _POPULATION)
            return account if account.name == name else None
        if numbered := _BY_NUMBER.fullmatch(name):
            owner = self.by_id(int(numbered[1]))
            return owner if owner and owner.name == name else None
        if not _is_free(name):
            return None
        number = _encode_name(name) * _STEP + _OF_NAMES
        return None if number in self._ids else Account(number, name, name.title())

    def number(self, index: int) -> Account:
        """The member of the population with this index."""
        mixed = digest(self.seed, "member", index)
        first = FIRST[mixed % len(FIRST)]
        last = LAST[(mixed >> 8) % len(LAST)]
        return Account(
            id=self._id(index),
            name=f"{first}.{last}_{_base36(index)}",
            title=f"{first.title()} {last.title()}",
            kind=_KIND_OF[index % _ROW],
            quiet=index % 4 == 1,
        )

    def follower(self, of: int, relation: str, index: int) -> Account:
        """The account at this index of a list that belongs to account `of`; never a deleted one."""
        start = _start(self.seed, of, relation)
        row, seat = divmod((start + index) % (_POPULATION // _ROW * _LIVE), _LIVE)
        return self.number(row * _ROW + seat)

    def of_kind(self, kind: str) -> Iterator[Account]:
        """All members of one kind. Raises ValueError for an unknown kind."""
        if kind not in KINDS:
            raise ValueError(f"kind {kind!r}: expected one of {', '.join(KINDS)}")
        seats = [seat for seat in range(_ROW) if _KIND_OF[seat] == kind]
        for row in range(_POPULATION // _ROW):
            yield from (self.number(row * _ROW + seat) for seat in seats)

    def _id(self, index: int) -> int:
        # One in four is above 2^53, as some ids of the service are.
        first = _FIRST_LARGE if index % 4 == 3 else _FIRST
        return (first + index) * _STEP + _OF_MEMBERS


@lru_cache(maxsize=4096)
def _start(seed: int, of: int, relation: str) -> int:
    return digest(seed, relation, of) % (_POPULATION // 2)


def digest(seed: int, what: str, number: int | str) -> int:
    """63 bits that look random and depend on the arguments alone."""
    made = blake2b(f"{seed}/{what}/{number}".encode(), digest_size=8).digest()
    return int.from_bytes(made) >> 1


def _is_free(name: str) -> bool:
    taken = _MEMBER.fullmatch(name) or _BY_NUMBER.fullmatch(name)
    return bool(_NAME.fullmatch(name)) and not taken and name.strip(".") != ""


def _base36(number: int) -> str:
    text = ""
    while True:
        number, digit = divmod(number, 36)
        text = _DIGITS[digit] + text
        if not number:
            return text


def _encode_name(name: str) -> int:
    """A number above 0 for each name, and one name for each number."""
    number = 0
    for letter in name:
        number = number * len(_LETTERS) + _LETTERS.index(letter) + 1
    return number


def _decode_name(number: int) -> str:
    name = ""
    while number:
        number, place = divmod(number - 1, len(_LETTERS))
        name = _LETTERS[place] + name
    return name
