"""Pagers as pandas and polars data frames."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hikerkit import errors
from hikerkit.tables import frames
from tests.sync_async import Face, answer, in_turn

LIBRARIES = ("pandas", "polars")


def pages(*contents: list[dict[str, Any]]) -> list[Any]:
    last = len(contents) - 1
    return [
        answer({"response": {"users": users}, "next_page_id": None if n == last else str(n)})
        for n, users in enumerate(contents)
    ]


def frame(face: Face, pager: Any, library: str, *words: Any) -> Any:
    pytest.importorskip(library, reason="it is an extra")
    return face.run(lambda: getattr(pager, f"to_{library}")(*words))


def records(data: Any) -> list[dict[str, Any]]:
    """The rows of a data frame of either library."""
    if hasattr(data, "to_dicts"):
        rows: list[dict[str, Any]] = data.to_dicts()
        return rows
    pandas: Any = pytest.importorskip("pandas")
    return [
        {name: None if pandas.isna(value) else value for name, value in row.items()}
        for row in data.to_dict("records")
    ]


@pytest.mark.parametrize("library", LIBRARIES)
def test_list_as_a_data_frame(face: Face, library: str) -> None:
    big = 2**63 - 1
    client, transport = face.scripted(in_turn(pages(
        [{"pk": "1", "is_private": True, "n": big, "deep": {"a": 1.5}, "many": [1, {"b": 2}]}],
        [{"pk": "2", "is_private": None, "n": 2, "mixed": 2**70}, {"pk": "3", "mixed": "x"}],
    )))  # fmt: skip
    pager = client.user.followers("7")
    table = frame(face, pager, library)
    assert len(transport.requests) == 2 and pager.verdict.complete and pager.units == 2
    assert records(table) == [
        {"pk": "1", "is_private": True, "n": big, "deep.a": 1.5, "many": '[1,{"b":2}]',
         "mixed": None},
        {"pk": "2", "is_private": None, "n": 2, "deep.a": None, "many": None, "mixed": str(2**70)},
        {"pk": "3", "is_private": None, "n": None, "deep.a": None, "many": None, "mixed": "x"},
    ]  # fmt: skip
    types = {name: str(table[name].dtype).lower() for name in table.columns}
    assert types["n"] == "int64" and types["is_private"] in ("boolean", "bool")
    assert types["pk"].startswith("str")


@pytest.mark.parametrize("library", LIBRARIES)
def test_fields_select_the_columns(face: Face, library: str) -> None:
    body = [{"pk": "1", "friendship_status": {"following": True}, "x": 1}]
    client, _ = face.scripted(in_turn(pages(body)))
    fields = ["friendship_status.following", "pk", "nothing"]
    table = frame(face, client.user.followers("7"), library, fields)
    assert list(table.columns) == fields
    assert records(table) == [{"friendship_status.following": True, "pk": "1", "nothing": None}]
    client, _ = face.scripted(in_turn(pages(body)))
    assert list(frame(face, client.user.followers("7"), library, "pk").columns) == ["pk"]


@pytest.mark.parametrize("library", LIBRARIES)
def test_empty_list_has_the_summary_columns(face: Face, library: str) -> None:
    client, _ = face.scripted(in_turn(pages([])))
    table = frame(face, client.user.followers("7"), library)
    assert len(table) == 0 and list(table.columns)[:2] == ["pk", "username"]


@pytest.mark.parametrize("library", LIBRARIES)
def test_items_before_an_error_are_kept(face: Face, library: str) -> None:
    first, second = pages([{"pk": "1"}], [{"pk": "2"}])
    gone = answer({"state": False}, status=402)
    client, transport = face.scripted(in_turn([first, gone, second]))
    pager = client.user.followers("7")
    with pytest.raises(errors.PaymentRequiredError):
        frame(face, pager, library)
    assert [item.pk for item in pager.remainder] == ["1"]
    assert [row["pk"] for row in records(frame(face, pager, library))] == ["1", "2"]
    assert len(transport.requests) == 3


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("wrong", ["", [], [1], ["pk", ""]])
def test_invalid_fields_send_nothing(face: Face, library: str, wrong: Any) -> None:
    client, transport = face.scripted(in_turn(pages([{"pk": "1"}])))
    with pytest.raises(errors.ArgumentError, match="fields: expected names of fields"):
        frame(face, client.user.followers("7"), library, wrong)
    assert transport.requests == []


@pytest.mark.parametrize("library", LIBRARIES)
def test_missing_library(face: Face, library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    client, transport = face.scripted(in_turn(pages([{"pk": "1"}])))
    pager = client.user.followers("7")
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(errors.MissingExtraError, match=rf"hikerkit\[{library}\]"):
        face.run(lambda: getattr(pager, f"to_{library}")())
    assert transport.requests == []


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.text(max_size=8)
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner,
                                                                 max_size=3),
    max_leaves=6,
)  # fmt: skip


@given(st.lists(st.dictionaries(st.sampled_from("abc"), VALUES), min_size=1, max_size=6))
def test_values_are_unchanged(rows: list[dict[str, Any]]) -> None:
    pytest.importorskip("pandas", reason="it is an extra")
    pytest.importorskip("polars", reason="it is an extra")
    from hikerkit.tables.flatten import flatten

    for make in (frames.to_pandas, frames.to_polars):
        table = records(make(rows, None, ()))
        assert len(table) == len(rows) or not any(rows)
        for row, actual in zip(rows, table, strict=False):
            for name, value in flatten(row):
                shown = actual.get(name or "value")
                if value is None:
                    assert shown is None
                elif isinstance(shown, str) and not isinstance(value, str):
                    assert json.loads(shown) == value
                elif isinstance(value, str):
                    assert shown == value.encode("utf-8", "backslashreplace").decode()
                else:
                    assert shown == value and isinstance(shown, bool) == isinstance(value, bool)


def test_import_loads_neither_library() -> None:
    program = "import sys, hikerkit; print([m for m in ('pandas', 'polars') if m in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert ran.stdout.strip() == "[]"
