"""Items as rows: nested fields as flat columns, such as `user.name`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from hikerkit_api.core.json import to_plain
from hikerkit_api.core.model import Model

MOST_COLUMNS = 2_000
"""Columns of one table; an object with ids for keys would otherwise make one for each."""
REST = "_more"
"""Column for what has no room in the others, as JSON."""
_DEEPEST = 30
_DOT = re.compile(r"(?<!\\)\.")


def fields_of(text: str | None) -> tuple[str, ...] | None:
    """The columns that `--fields a,b.c` asks for; None where it was not given."""
    if text is None:
        return None
    return tuple(dict.fromkeys(name for part in text.split(",") if (name := part.strip())))


def steps(field: str) -> list[str]:
    """The names on the way that `--fields` spells with dots."""
    return [step.replace("\\.", ".") for step in _DOT.split(field)]


def plain(item: Any) -> Any:
    """The item as plain data, not copied."""
    return item._data if isinstance(item, Model) else item


def pairs(data: Any) -> Iterator[tuple[str, Any]]:
    """Column and value of everything in it; lists and what is too deep as JSON."""
    return _pairs("", data, 0)


def _pairs(prefix: str, data: Any, depth: int) -> Iterator[tuple[str, Any]]:
    data = plain(data)
    if isinstance(data, dict) and data and depth < _DEEPEST:
        for key, value in data.items():
            name = key.replace(".", "\\.")
            yield from _pairs(f"{prefix}.{name}" if prefix else name, value, depth + 1)
    elif isinstance(data, list | dict):
        yield prefix, as_json(data)
    else:
        yield prefix, data


def as_json(data: Any) -> str:
    """Compact JSON, every digit kept."""
    return json.dumps(to_plain(data), ensure_ascii=False, separators=(",", ":"))


def picked(data: Any, field: str) -> Iterator[tuple[str, Any]]:
    """Column and value of what `--fields` calls so: an object gives all its columns."""
    for step in steps(field):
        data = plain(data)
        if isinstance(data, dict) and step in data:
            data = data[step]
        elif isinstance(data, list) and step.isdecimal() and int(step) < len(data):
            data = data[int(step)]
        else:
            return
    yield from _pairs(field, data, 1)


class Columns:
    """The columns of a table, learned row by row; with `fields`, no others."""

    def __init__(self, fields: tuple[str, ...] | None, first: Iterable[str] = ()) -> None:
        self.fields = fields
        self._first = tuple(first)
        self._seen: dict[str, bool] = {}
        """Whether a value stood in it, by column."""

    @property
    def missing(self) -> list[str]:
        """Fields that were asked for and that no row had."""
        seen = self._seen
        return [
            field for field in self.fields or ()
            if field not in seen and not any(name.startswith(field + ".") for name in seen)
        ]  # fmt: skip

    def row(self, item: Any) -> dict[str, Any]:
        """The row of an item."""
        if self.fields is None:
            found = pairs(item)
        else:
            found = (pair for field in self.fields for pair in picked(item, field))
        row: dict[str, Any] = {}
        rest: dict[str, Any] = {}
        for name, value in found:
            name = name or "value"
            if name in self._seen or len(self._seen) < MOST_COLUMNS:
                row[name] = value
                self._seen[name] = self._seen.get(name, False) or value is not None
            else:
                rest[name] = value
        if rest:
            row[REST] = as_json(rest)
            self._seen[REST] = True
        return row

    def names(self) -> list[str]:
        """All columns: those worth a line first, then as they came."""
        if self.fields is not None:
            ordered = {
                name: None for field in self.fields
                for name in [n for n in self._seen if n == field or n.startswith(field + ".")]
                or [field]
            }  # fmt: skip
        else:
            ordered = dict.fromkeys([n for n in self._first if n in self._seen or not self._seen])
        ordered |= dict.fromkeys(self._seen)
        # An object that is null in one row needs no column of its own beside its fields'.
        parents = {name[:at.start()] for name in ordered for at in _DOT.finditer(name)}  # fmt: skip
        return [n for n in ordered if n not in parents or self._seen.get(n)]
