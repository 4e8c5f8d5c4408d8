"""Delete every response that is about an account or mentions it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import attrs
from hikerkit_api import service
from hikerkit_api.core.json import decode_json

from hikerkit.archive.entry import Entry, list_entries
from hikerkit.archive.maintenance.mentions import Mentions
from hikerkit.archive.store import ArchiveStore
from hikerkit.catalog import subjects
from hikerkit.errors import ArchiveDamagedError, ArgumentError

_BATCH = 500


@attrs.frozen
class Forgotten:
    """What `Archive.forget` deleted."""

    ids: tuple[str, ...]
    """Ids that were looked for."""
    names: tuple[str, ...]
    """Names that were looked for, in lower case."""
    entries: int
    """Responses that were deleted."""
    operations: dict[str, int]
    """How many of each operation."""
    bytes: int
    """By how much the file shrank."""


def forget(store: ArchiveStore, account: str | int) -> Forgotten:
    """See `Archive.forget`."""
    ids, names = _parse_account(account)
    store.flush()
    before = store.database.size()
    known_ids, known_names = _look_up(store, ids, names)
    matches: dict[int, str] = {}
    while True:
        mentions = Mentions(known_ids, known_names)
        learned_ids, learned_names = set(known_ids), set(known_names)
        for entry, content in _scan(store, matches):
            if content is None or mentions.in_url(entry.url) or mentions.in_content(content):
                matches[entry.id] = entry.operation
                _learn(content, names, learned_ids, learned_names)
        if learned_ids == known_ids and learned_names == known_names:
            break
        known_ids, known_names = learned_ids, learned_names
    entry_ids = list(matches)
    for start in range(0, len(entry_ids), _BATCH):
        batch = entry_ids[start : start + _BATCH]
        store.delete(lambda connection, batch=batch: batch)  # type: ignore[misc]
    store.database.compact()
    return Forgotten(
        ids=tuple(sorted(known_ids)),
        names=tuple(sorted(known_names)),
        entries=len(matches),
        operations=dict(Counter(matches.values())),
        bytes=max(0, before - store.database.size()),
    )


def _parse_account(account: Any) -> tuple[set[str], set[str]]:
    """The ids and names that the argument may mean. Raises ArgumentError."""
    wrong = ArgumentError("account: expected an id or a username", argument="account")
    if isinstance(account, int) and not isinstance(account, bool):
        if not 0 < account < 2**128:
            raise wrong
        return {str(account)}, set()
    if not isinstance(account, str):
        raise wrong
    name = account.strip().removeprefix("@").casefold()
    if not name or any(letter.isspace() for letter in name):
        raise wrong
    # A name may be all digits.
    return ({name} if name.isascii() and name.isdigit() else set()), {name}


def _look_up(store: ArchiveStore, ids: set[str], names: set[str]) -> tuple[set[str], set[str]]:
    """The same, and what the index of names adds."""

    def column(what: str, by: str, values: set[str]) -> set[str]:
        return {
            str(row[0])
            for value in values
            for row in store.database.read(
                lambda connection, one=value: connection.execute(  # type: ignore[misc]
                    f"SELECT DISTINCT {what} FROM names WHERE {by} = ?", (one,)
                ).fetchall()
            )
        }

    all_ids = ids | column("id", "name", names)
    return all_ids, names | column("name", "id", all_ids)


def _scan(store: ArchiveStore, matches: dict[int, str]) -> Iterator[tuple[Entry, bytes | None]]:
    """Every entry that is kept so far, with its body; None for a damaged one."""
    for entry in list_entries(store):
        if entry.id not in matches:
            try:
                yield entry, entry.content
            except ArchiveDamagedError:
                yield entry, None  # it may mention anybody


def _learn(content: bytes | None, names: set[str], all_ids: set[str], all_names: set[str]) -> None:
    """Add the ids that a response gives for the names, and the names that it gives for the ids."""
    try:
        data = decode_json(content or b"")
    except ValueError:
        return
    for kind in service.ENTITIES:
        for number, name in subjects.ids_and_names(data, kind):
            if name in names:
                all_ids.add(number)
            if number in all_ids:
                all_names.add(name)
