"""Tables: their names and columns from the spec, and items as Arrow batches of their rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

import attrs
from hikerkit_api.core.json import encode_json
from hikerkit_api.core.model import Model
from hikerkit_api.core.verdict import Verdict

from hikerkit.catalog.identity import identity
from hikerkit.catalog.lists import Collectable, available_lists, find_profile
from hikerkit.collect.columns import Column, columns_of, fit, whole_text

if TYPE_CHECKING:
    import pyarrow

RELATIONS = "relations"
LISTS = "lists"
_ARROW = {"text": "string", "id": "string", "int": "int64", "float": "float64", "bool": "bool"}


@attrs.frozen(eq=False)
class Table:
    """One table: rows with the same key are one row, the newest."""

    name: str
    key: tuple[str, ...]
    schema: pyarrow.Schema
    columns: tuple[Column, ...] = ()

    def batch(self, columns: dict[str, list[Any]]) -> pyarrow.RecordBatch:
        """The rows that these columns make."""
        import pyarrow

        arrays = [
            pyarrow.array(columns[field.name], field.type)
            if not pyarrow.types.is_timestamp(field.type)
            else pyarrow.array(columns[field.name], pyarrow.int64()).cast(field.type)
            for field in self.schema
        ]
        return pyarrow.RecordBatch.from_arrays(arrays, schema=self.schema)


def rows(
    table: Table, items: Iterable[Model], seen_at: datetime, run_id: str, owner: str | None = None
) -> pyarrow.RecordBatch | None:
    """A row for each item that has an id, with all that it holds; None where there is none."""
    made: dict[str, list[Any]] = {field.name: [] for field in table.schema}
    columns = [(c.name, c.key, c.kind, made[c.name].append) for c in table.columns]
    for item in items:
        number = identity(item) or owner
        if number is None:
            continue
        data = item._data
        rest = dict(data)
        for _, key, kind, add in columns:
            value = data.get(key)
            if value is not None:
                value = fit(kind, value)
                if value is not None and (kind != "text" or value == data[key]):
                    del rest[key]
            add(value)
        made["id"].append(number)
        made["owner_id"].append(_owner(item))
        made["rest"].append(whole_text(encode_json(rest).decode()))
    count = len(made["id"])
    made["seen_at"] = [stamp(seen_at)] * count
    made["run_id"] = [run_id] * count
    return table.batch(made) if count else None


def stamp(when: datetime) -> int:
    """Microseconds since 1970."""
    return round(when.timestamp() * 1_000_000)


@cache
def table_of(model: type[Model]) -> Table:
    """The table of the things of a model: `accounts`, `media`, `stories`."""
    name = table_name(model)
    columns = columns_of(model)
    if name != plural(snake(model.__name__)):
        # Several models tell of such things; a short one must not wipe out what a long one told.
        for other in _models(name):
            known = {(c.name, c.kind) for c in columns_of(other)}
            columns = [column for column in columns if (column.name, column.kind) in known]
    return _made(name, ("id",), columns)


@cache
def history_of(model: type[Model]) -> Table:
    """The table of everything that a profile said, a row for each time it was asked."""
    kind = model.__entity__["kind"]
    return _made(f"{kind}_history", ("id", "seen_at"), columns_of(model))


@cache
def relations() -> Table:
    """Who is on whose list, a row for each run that saw it."""
    return plain_table(
        RELATIONS,
        ("subject_id", "relation", "object_id", "run_id"),
        subject_id="string", relation="string", object_id="string", object_table="string",
        seen_at="time", run_id="string",
    )  # fmt: skip


def relation_rows(
    number: str,
    relation: str,
    table: Table,
    items: Iterable[Model],
    seen_at: datetime,
    run_id: str,
) -> pyarrow.RecordBatch | None:
    """A row for each of these things that is on a list of this account."""
    others = [other for item in items if (other := identity(item)) is not None]
    count = len(others)
    made: dict[str, list[Any]] = {
        "subject_id": [number] * count,
        "relation": [relation] * count,
        "object_id": others,
        "object_table": [table.name] * count,
        "seen_at": [stamp(seen_at)] * count,
        "run_id": [run_id] * count,
    }
    return relations().batch(made) if count else None


@cache
def lists() -> Table:
    """What became of each list of each account, a row a run."""
    return plain_table(
        LISTS,
        ("run_id", "account", "list"),
        run_id="string", account="string", account_id="string", list="string", complete="bool",
        verdict="string", cut_by="string", items="int64", expected="int64", pages="int64",
        cursor="string", error="string", seen_at="time",
    )  # fmt: skip


def list_row(
    run_id: str,
    account: str,
    number: str | None,
    name: str,
    seen_at: datetime,
    verdict: Verdict | None,
    error: Exception | None = None,
) -> pyarrow.RecordBatch:
    """The row of one list: the verdict on it, or why there is none."""
    why = None if error is None else f"{type(error).__name__}: {error}"
    made: dict[str, Any] = {
        "run_id": run_id,
        "account": account,
        "account_id": number,
        "list": name,
        "complete": False if verdict is None else verdict.complete,
        "verdict": "failed" if verdict is None else str(verdict),
        "cut_by": None if verdict is None else verdict.cut_by,
        "items": 0 if verdict is None else verdict.items,
        "expected": None if verdict is None else verdict.expected,
        "pages": 0 if verdict is None else verdict.pages,
        "cursor": None if verdict is None or verdict.cursor is None else whole_text(verdict.cursor),
        "error": None if why is None else whole_text(why[:2_000]),
        "seen_at": stamp(seen_at),
    }
    return lists().batch({column: [value] for column, value in made.items()})


def plain_table(name: str, key: tuple[str, ...], **columns: str) -> Table:
    """A table of this project's own."""
    import pyarrow

    fields = [
        (column, pyarrow.timestamp("us", "UTC") if kind == "time" else pyarrow.type_for_alias(kind))
        for column, kind in columns.items()
    ]
    return Table(name, key, pyarrow.schema(fields))


def table_name(model: type[Model]) -> str:
    """What somebody owns has a table by its own name; things of one kind that stand alone share."""
    kind = model.__entity__.get("kind")
    if kind is not None and "name" in model.__entity__:
        return plural(str(kind))
    return plural(snake(model.__name__))


def plural(word: str) -> str:
    """Plural of an English word; of those that are one already, the word."""
    if word.endswith(("ia", "s")):
        return word
    return word[:-1] + "ies" if word.endswith("y") else word + "s"


def snake(name: str) -> str:
    """`ShortUser` as `short_user`."""
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")


def _owner(item: Model) -> str | None:
    field = item.__entity__.get("owner")
    if field is None or field not in item:
        return None
    owner = item[field]
    return identity(owner) if isinstance(owner, Model) else None


def _models(name: str) -> list[type[Model]]:
    """The models of what can be collected that share a table."""
    found: dict[str, type[Model]] = {}
    for listed in _every_list():
        models = [listed.model, *(model for _, model in inside(listed.model))]
        for model in models:
            if model is not None and table_name(model) == name:
                found[model.__name__] = model
    return list(found.values())


def _every_list() -> list[Collectable]:
    every = list(available_lists().values())
    more = [find_profile(kind, by) for kind in {one.kind for one in every} for by in ("id", "name")]
    return [*every, *(one for one in more if one is not None)]


def inside(model: type[Model] | None, way: tuple[str, ...] = ()) -> list[Any]:
    """Way and model of each list of things in a response, or in an object that it holds."""
    from hikerkit_api.core.model import model_class

    found: list[Any] = []
    for key, nested in (model.__nested__ if model else {}).items():
        if isinstance(nested, str):
            found += [] if way else inside(model_class(nested), (key,))
        elif isinstance(nested[0], str) and model_class(nested[0]).__summary__:
            found.append(((*way, key), model_class(nested[0])))
    return found


def _made(name: str, key: tuple[str, ...], columns: list[Column]) -> Table:
    import pyarrow

    time = pyarrow.timestamp("us", "UTC")
    text = pyarrow.string()
    fields = [
        ("id", text), ("owner_id", text),
        *((c.name, time if c.kind == "time" else pyarrow.type_for_alias(_ARROW[c.kind]))
          for c in columns),
        ("rest", text), ("seen_at", time), ("run_id", text),
    ]  # fmt: skip
    return Table(name, key, pyarrow.schema(fields), tuple(columns))
