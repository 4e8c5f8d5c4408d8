"""Flatten items into rows: a nested field becomes a column such as `user.name`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from hikerkit_api.core.json import to_plain
from hikerkit_api.core.model import Model

MAX_COLUMNS = 2_000
"""Columns of one table: an object keyed by ids would otherwise add one for each id."""
OVERFLOW = "_more"
"""Column for the fields beyond `MAX_COLUMNS`, as JSON."""
_MAX_DEPTH = 30
_DOT = re.compile(r"(?<!\\)\.")


def parse_fields(text: str | None) -> tuple[str, ...] | None:
    """The fields in `--fields a,b.c`; None if it was not given."""
    if text is None:
        return None
    return tuple(dict.fromkeys(name for part in text.split(",") if (name := part.strip())))


def split_field(field: str) -> list[str]:
    r"""The keys of a field path; a dot inside a key is written `\.`."""
    return [key.replace("\\.", ".") for key in _DOT.split(field)]


def join_field(*keys: str) -> str:
    """The field path of these keys."""
    return ".".join(key.replace(".", "\\.") for key in keys)


def to_data(item: Any) -> Any:
    """The data of a model, not copied; anything else as it is."""
    return item._data if isinstance(item, Model) else item


def flatten(item: Any) -> Iterator[tuple[str, Any]]:
    """Column and value of every field; arrays and deeply nested objects as JSON."""
    return _flatten("", item, 0)


def _flatten(prefix: str, data: Any, depth: int) -> Iterator[tuple[str, Any]]:
    data = to_data(data)
    if isinstance(data, dict) and data and depth < _MAX_DEPTH:
        for key, value in data.items():
            name = join_field(key)
            yield from _flatten(f"{prefix}.{name}" if prefix else name, value, depth + 1)
    elif isinstance(data, list | dict):
        yield prefix, to_json(data)
    else:
        yield prefix, data


def to_json(data: Any) -> str:
    """Compact JSON with exact numbers."""
    return json.dumps(to_plain(data), ensure_ascii=False, separators=(",", ":"))


def select_field(item: Any, field: str) -> Iterator[tuple[str, Any]]:
    """Column and value of one field; an object gives all of its columns."""
    data = item
    for key in split_field(field):
        data = to_data(data)
        if isinstance(data, dict) and key in data:
            data = data[key]
        elif isinstance(data, list) and key.isdecimal() and int(key) < len(data):
            data = data[int(key)]
        else:
            return
    yield from _flatten(field, data, 1)


class Columns:
    """The columns of a table, collected row by row; with `fields`, only those."""

    def __init__(self, fields: tuple[str, ...] | None, first: Iterable[str] = ()) -> None:
        self.fields = fields
        self._first = tuple(first)
        self._seen: dict[str, bool] = {}
        """Whether any row had a value other than null, by column."""

    @property
    def missing(self) -> list[str]:
        """Requested fields that no row had."""
        return [field for field in self.fields or () if not self._columns_of(field)]

    def row(self, item: Any) -> dict[str, Any]:
        """The row of an item."""
        if self.fields is None:
            pairs = flatten(item)
        else:
            pairs = (pair for field in self.fields for pair in select_field(item, field))
        row: dict[str, Any] = {}
        overflow: dict[str, Any] = {}
        for name, value in pairs:
            name = name or "value"
            if name in self._seen or len(self._seen) < MAX_COLUMNS:
                row[name] = value
                self._seen[name] = self._seen.get(name, False) or value is not None
            else:
                overflow[name] = value
        if overflow:
            row[OVERFLOW] = to_json(overflow)
            self._seen[OVERFLOW] = True
        return row

    def names(self) -> list[str]:
        """All columns: the requested or the most useful ones first, then in order of appearance."""
        if self.fields is not None:
            ordered = dict.fromkeys(
                name for field in self.fields for name in self._columns_of(field) or [field]
            )
        else:
            ordered = dict.fromkeys(n for n in self._first if n in self._seen or not self._seen)
        ordered |= dict.fromkeys(self._seen)
        # An object that is null in some rows needs no column besides those of its fields.
        parents = {name[: dot.start()] for name in ordered for dot in _DOT.finditer(name)}
        return [name for name in ordered if name not in parents or self._seen.get(name)]

    def _columns_of(self, field: str) -> list[str]:
        return [n for n in self._seen if n == field or n.startswith(field + ".")]
