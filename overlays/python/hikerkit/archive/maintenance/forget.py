"""Takes an account out of the archive: every response that is about it or mentions it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import attrs
from hikerkit_api import service
from hikerkit_api.core.json import decode_json

from hikerkit.archive import records
from hikerkit.archive.entry import Entry, entries
from hikerkit.archive.maintenance.mentions import Mentions
from hikerkit.catalog import subjects
from hikerkit.errors import ArchiveDamagedError, ArgumentError

if TYPE_CHECKING:
    from hikerkit.archive.archive import Archive

_BATCH = 500


@attrs.frozen
class Forgotten:
    """What was taken out."""

    ids: tuple[str, ...]
    """Ids that were looked for."""
    names: tuple[str, ...]
    """Names that were looked for, in lower case."""
    entries: int
    """Answers that are gone."""
    operations: dict[str, int]
    """How many of each operation."""
    bytes: int
    """By how much the file shrank."""


def forget(archive: Archive, account: str | int) -> Forgotten:
    """See `Archive.forget`."""
    ids, names = _given(account)
    archive.flush()
    before = archive._database.size()
    known_ids, known_names = _known(archive, ids, names)
    doomed: dict[int, str] = {}
    while True:
        mentions = Mentions(known_ids, known_names)
        learned_ids, learned_names = set(known_ids), set(known_names)
        for entry, content in _scan(archive, doomed):
            if content is None or mentions.in_url(entry.url) or mentions.in_content(content):
                doomed[entry.id] = entry.operation
                _learn(content, names, learned_ids, learned_names)
        if learned_ids == known_ids and learned_names == known_names:
            break
        known_ids, known_names = learned_ids, learned_names
    gone = list(doomed)
    for start in range(0, len(gone), _BATCH):
        batch = gone[start : start + _BATCH]
        archive._database.write(
            lambda connection, some=batch: records.delete(connection, some),  # type: ignore[misc]
            durable=True,
        )
    archive._database.compact()
    return Forgotten(
        ids=tuple(sorted(known_ids)),
        names=tuple(sorted(known_names)),
        entries=len(gone),
        operations=dict(Counter(doomed.values())),
        bytes=max(0, before - archive._database.size()),
    )


def _given(account: Any) -> tuple[set[str], set[str]]:
    """The ids and names that this may be."""
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


def _known(archive: Archive, ids: set[str], names: set[str]) -> tuple[set[str], set[str]]:
    """What the index of looked-up names adds."""

    def column(what: str, by: str, values: set[str]) -> set[str]:
        return {
            str(row[0])
            for value in values
            for row in archive._database.read(
                lambda connection, one=value: connection.execute(  # type: ignore[misc]
                    f"SELECT DISTINCT {what} FROM names WHERE {by} = ?", (one,)
                ).fetchall(),
                patient=True,
            )
        }

    all_ids = ids | column("id", "name", names)
    return all_ids, names | column("name", "id", all_ids)


def _scan(archive: Archive, doomed: dict[int, str]) -> Iterator[tuple[Entry, bytes | None]]:
    """Every entry that stays so far, with its bytes; None where those cannot be read."""
    for entry in entries(archive, None, None, None):
        if entry.id not in doomed:
            try:
                yield entry, entry.content
            except ArchiveDamagedError:
                yield entry, None  # nobody can tell whom it mentions


def _learn(content: bytes | None, names: set[str], all_ids: set[str], all_names: set[str]) -> None:
    """Ids of the given names, and all names of the ids, that stand together in a response."""
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
