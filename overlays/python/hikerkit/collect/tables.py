"""Tables: names, keys and columns, from the spec."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

import attrs
from hikerkit_api.core.model import Model

from hikerkit.catalog.lists import available_lists, find_profile
from hikerkit.collect.columns import Column, Kind, columns_of
from hikerkit.tables.nested import nested_lists

if TYPE_CHECKING:
    import pyarrow

_ARROW = {"text": "string", "id": "string", "int": "int64", "float": "float64", "bool": "bool"}


@attrs.frozen(eq=False)
class Table:
    """One table. Of rows with the same key, the newest is kept."""

    name: str
    key: tuple[str, ...]
    schema: pyarrow.Schema
    columns: tuple[Column, ...] = ()
    """The columns that are fields of a model."""

    def batch(self, columns: dict[str, list[Any]]) -> pyarrow.RecordBatch:
        """Rows from the values of each column; times in microseconds since 1970."""
        import pyarrow

        return pyarrow.RecordBatch.from_pydict(columns, schema=self.schema)


@cache
def entity_table(model: type[Model]) -> Table:
    """The table of entities of a model, a row each: `accounts`, `media`, `stories`.

    Several models of one kind share a table. It has only the columns of all of them: a row from a
    short model must not overwrite fields with null that a complete one filled.
    """
    name = _table_name(model)
    columns = columns_of(model)
    for other in _models_of(name) if name != _own_name(model) else ():
        shared = {(c.name, c.kind) for c in columns_of(other)}
        columns = [column for column in columns if (column.name, column.kind) in shared]
    return _create_table(name, ("id",), columns)


@cache
def history_table(model: type[Model]) -> Table:
    """The table of profiles over time, a row for each time that one was requested."""
    kind = model.__entity__["kind"]
    return _create_table(f"{kind}_history", ("id", "seen_at"), columns_of(model))


@cache
def relations_table() -> Table:
    """The table of list memberships, a row for each run in which an item was on a list."""
    kinds: dict[str, Kind] = {
        "subject_id": "id", "relation": "text", "object_id": "id", "object_table": "text",
        "seen_at": "time", "run_id": "text",
    }  # fmt: skip
    return Table("relations", ("subject_id", "relation", "object_id", "run_id"), _schema(kinds))


@cache
def lists_table() -> Table:
    """The table of verdicts, a row for each list of each account in each run."""
    kinds: dict[str, Kind] = {
        "run_id": "text", "account": "text", "account_id": "id", "list": "text",
        "complete": "bool", "verdict": "text", "cut_by": "text", "items": "int",
        "expected": "int", "pages": "int", "cursor": "text", "error": "text", "seen_at": "time",
    }  # fmt: skip
    return Table("lists", ("run_id", "account", "list"), _schema(kinds))


def _create_table(name: str, key: tuple[str, ...], columns: list[Column]) -> Table:
    kinds: dict[str, Kind] = {"id": "id", "owner_id": "id"}
    kinds |= {column.name: column.kind for column in columns}
    kinds |= {"rest": "text", "seen_at": "time", "run_id": "text"}
    return Table(name, key, _schema(kinds), tuple(columns))


def _schema(kinds: Mapping[str, Kind]) -> pyarrow.Schema:
    import pyarrow

    time = pyarrow.timestamp("us", "UTC")
    return pyarrow.schema([
        (name, time if kind == "time" else pyarrow.type_for_alias(_ARROW[kind]))
        for name, kind in kinds.items()
    ])  # fmt: skip


def _table_name(model: type[Model]) -> str:
    """Models with a name of their own share the table of their kind; others get their own."""
    kind = model.__entity__.get("kind")
    return _plural(str(kind)) if kind and "name" in model.__entity__ else _own_name(model)


def _own_name(model: type[Model]) -> str:
    """`media_items` for `MediaItem`."""
    letters = (f"_{c.lower()}" if c.isupper() else c for c in model.__name__)
    return _plural("".join(letters).lstrip("_"))


def _plural(word: str) -> str:
    if word.endswith(("ia", "s")):  # it is plural already
        return word
    return word[:-1] + "ies" if word.endswith("y") else word + "s"


def _models_of(table: str) -> set[type[Model]]:
    return {model for model in _collected_models() if _table_name(model) == table}


def _collected_models() -> Iterator[type[Model]]:
    lists = available_lists().values()
    profiles = [find_profile(k, by) for k in {one.kind for one in lists} for by in ("id", "name")]
    for model in {one.model for one in (*lists, *profiles) if one is not None}:
        if model is not None:
            yield model
            yield from (nested for _, nested in nested_lists(model))
