"""Models, list memberships and verdicts as Arrow batches of table rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from hikerkit_api.core.json import encode_json
from hikerkit_api.core.model import Model
from hikerkit_api.core.verdict import Verdict

from hikerkit.catalog.identity import identity
from hikerkit.collect.columns import convert_value, escape_text
from hikerkit.collect.tables import Table, lists_table, relations_table

if TYPE_CHECKING:
    import pyarrow


def entity_rows(
    table: Table, items: Iterable[Model], seen_at: datetime, run_id: str, owner: str | None = None
) -> pyarrow.RecordBatch:
    """A row for each item.

    Items without an id get `owner`, or no row. What fits no column is in `rest`, as JSON.
    """
    values: dict[str, list[Any]] = {field.name: [] for field in table.schema}
    columns = [(c.name, c.key, c.kind, values[c.name].append) for c in table.columns]
    for item in items:
        number = identity(item) or owner
        if number is None:
            continue
        data = item._data
        rest = dict(data)
        for _, key, kind, append in columns:
            value = data.get(key)
            if value is not None:
                value = convert_value(kind, value)
                if value is not None and (kind != "text" or value == data[key]):
                    del rest[key]
            append(value)
        values["id"].append(number)
        values["owner_id"].append(_owner_id(item))
        values["rest"].append(escape_text(encode_json(rest).decode()))
    count = len(values["id"])
    values["seen_at"] = [_microseconds(seen_at)] * count
    values["run_id"] = [run_id] * count
    return table.batch(values)


def relation_rows(
    subject: str,
    relation: str,
    table: Table,
    items: Iterable[Model],
    seen_at: datetime,
    run_id: str,
) -> pyarrow.RecordBatch:
    """A row for each item on a list of the subject."""
    ids = [number for item in items if (number := identity(item)) is not None]
    constants = {
        "subject_id": subject,
        "relation": relation,
        "object_table": table.name,
        "seen_at": _microseconds(seen_at),
        "run_id": run_id,
    }
    values: dict[str, list[Any]] = {name: [value] * len(ids) for name, value in constants.items()}
    return relations_table().batch({**values, "object_id": ids})


def list_row(
    run_id: str,
    account: str,
    number: str | None,
    name: str,
    seen_at: datetime,
    result: Verdict | Exception,
) -> pyarrow.RecordBatch:
    """The row of one list: its verdict, or the error that prevented one."""
    row: dict[str, Any] = {
        "run_id": run_id,
        "account": account,
        "account_id": number,
        "list": name,
        "seen_at": _microseconds(seen_at),
        **dict.fromkeys(("cut_by", "expected", "cursor", "error")),
    }
    if isinstance(result, Verdict):
        row["verdict"] = str(result)
        for field in ("complete", "cut_by", "items", "expected", "pages", "cursor"):
            row[field] = getattr(result, field)
        if result.cursor is not None:
            row["cursor"] = escape_text(result.cursor)
    else:
        error = escape_text(f"{type(result).__name__}: {result}"[:2_000])
        row |= {"verdict": "failed", "complete": False, "items": 0, "pages": 0, "error": error}
    return lists_table().batch({column: [value] for column, value in row.items()})


def _owner_id(item: Model) -> str | None:
    field = type(item).__entity__.get("owner")
    owner = item[field] if field is not None and field in item else None
    return identity(owner) if isinstance(owner, Model) else None


def _microseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1_000_000)
