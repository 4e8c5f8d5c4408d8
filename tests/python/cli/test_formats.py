"""Output formats: selected by name or flag; ids are exact and no cell is a formula."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hikerkit.cli.output.cells import csv_cell, terminal_cell
from hikerkit.cli.output.csv import quote_cell
from hikerkit.cli.output.table import fit_cell, fit_widths
from hikerkit.tables.flatten import MAX_COLUMNS, OVERFLOW, Columns, flatten
from tests.python.cli.running import FOLLOWERS, Shell, pages, scripted, without_codes

BIG = 3870025531093850441
ITEMS = [
    {"pk": BIG, "username": "a", "reel": {"id": "7", "seen": None}, "tags": [1, {"x": BIG}]},
    {"pk": 5, "username": "b", "reel": None, "new.key": "dotted", "full_name": "=1+1"},
]


@pytest.fixture
def two(tmp_path: Path) -> Any:
    with scripted(pages(*[[item] for item in ITEMS])) as (url, _):
        yield Shell(tmp_path, url)


def test_the_file_name_selects_the_format(two: Shell) -> None:
    for name in ("x.jsonl", "x.ndjson", "x.json", "x.csv", "x.jsonl.gz", "x.csv.gz", "x.json.gz"):
        ran = two.run(*FOLLOWERS, "-o", name)
        assert ran.returncode == 0 and f"written to {name}" in ran.stderr and not ran.stdout
        content = (two.folder / name).read_bytes()
        text = (gzip.decompress(content) if name.endswith(".gz") else content).decode()
        if "csv" in name:
            rows = list(csv.DictReader(io.StringIO(text)))
            assert [row["pk"] for row in rows] == [str(BIG), "5"]
            assert rows[0]["reel.id"] == "7" and rows[1]["new\\.key"] == "dotted"
            assert rows[1]["full_name"] == "'=1+1" and "reel" not in rows[0]
            assert json.loads(rows[0]["tags"]) == [1, {"x": BIG}]
        else:
            found = json.loads(text) if ".json" in name and "jsonl" not in name else None
            found = found or [json.loads(line) for line in text.splitlines()]
            assert found == ITEMS
    assert sorted(p.name for p in two.folder.iterdir() if "part" in p.name) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("-o", "x"), "its name does not select a format"),
        (("-o", "x.xml"), "its name does not select a format"),
        (("-o", "x.parquet.gz"), "leave .gz out"),
        (("--format", "xml"), "'xml' is not one of"),
        (("--fields", ","), "--fields: expected names"),
    ],
)
def test_an_invalid_format(two: Shell, words: tuple[str, ...], expected: str) -> None:
    ran = two.run(*FOLLOWERS, *words)
    assert ran.returncode == 2 and expected in ran.stderr and "Traceback" not in ran.stderr


def test_parquet_keeps_ids_and_types(two: Shell) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    assert two.run(*FOLLOWERS, "-o", "x.parquet").returncode == 0
    table = parquet.read_table(two.folder / "x.parquet")
    types = {name: str(table.schema.field(name).type) for name in table.column_names}
    assert table.column("pk").to_pylist() == [BIG, 5] and types["pk"] == "int64"
    assert table.column("reel.id").to_pylist() == ["7", None]
    piped = two.line("H user followers 1 --format parquet > y.parquet")
    assert piped.returncode == 0
    assert parquet.read_table(two.folder / "y.parquet").equals(table)
    status, seen = two.terminal(*FOLLOWERS, "--format", "parquet")
    assert status == 2 and "is binary" in seen


def test_parquet_without_its_extra_says_what_to_install(two: Shell) -> None:
    (two.folder / "pyarrow.py").write_text("raise ImportError")
    ran = two.run(*FOLLOWERS, "-o", "x.parquet", PYTHONPATH=str(two.folder))
    assert ran.returncode == 2 and "pip install 'hikerkit[parquet]'" in ran.stderr


def test_fields_are_selected_and_missing_ones_are_named(two: Shell) -> None:
    ran = two.run(*FOLLOWERS, "--fields", "reel.id,pk,tags.1.x", "--format", "csv")
    assert ran.stdout.splitlines() == ["reel.id,pk,tags.1.x", f"7,{BIG},{BIG}", ",5,"]
    lines = two.run(*FOLLOWERS, "--fields", "pk,reel").stdout.splitlines()
    assert json.loads(lines[0]) == {"pk": BIG, "reel.id": "7", "reel.seen": None}
    ran = two.run(*FOLLOWERS, "--fields", "pk,usernam", "--format", "csv")
    assert "did you mean username?" in ran.stderr and "no item has usernam" in ran.stderr
    table = two.run(*FOLLOWERS, "--fields", "pk,reel.id", "--format", "table").stdout
    rows = [line.split() for line in table.splitlines()]
    assert rows == [["pk", "reel.id"], [str(BIG), "7"], ["5"]]


def test_an_empty_list_is_an_empty_file_of_its_format(tmp_path: Path) -> None:
    with scripted(pages([])) as (url, _):
        shell = Shell(tmp_path, url)
        for name in ("x.csv", "x.json", "x.jsonl"):
            assert shell.run(*FOLLOWERS, "-o", name).returncode == 0
    assert (tmp_path / "x.csv").read_text().startswith("pk,username")
    assert json.loads((tmp_path / "x.json").read_text()) == []
    assert (tmp_path / "x.jsonl").read_text() == ""


def test_a_file_keeps_its_mode_and_links(two: Shell) -> None:
    (two.folder / "real.csv").write_text("")
    (two.folder / "real.csv").chmod(0o640)
    (two.folder / "x.csv").symlink_to("real.csv")
    assert two.run(*FOLLOWERS, "-o", "x.csv").returncode == 0
    assert (two.folder / "x.csv").is_symlink()
    assert (two.folder / "real.csv").stat().st_mode & 0o777 == 0o640
    assert (two.folder / "real.csv").read_text().startswith("pk,")


@given(st.text())
def test_text_never_controls_the_terminal(text: str) -> None:
    shown = terminal_cell(text)
    assert shown.isprintable() and len(shown) <= 2_001
    assert fit_cell(shown, 20).isprintable()


@given(st.text())
def test_no_cell_is_a_formula_and_none_is_lost(text: str) -> None:
    cell = csv_cell(text)
    assert cell in (text, "'" + text)
    if cell[:1] in set("=+-@\t\r\n"):
        float(cell)  # a plain number
    line = f"{quote_cell(cell)},x\n"
    assert next(csv.reader(io.StringIO(line, newline=""))) == [cell, "x"]


@pytest.mark.parametrize(
    ("text", "cell"),
    [("-5", "-5"), ("+49.5", "+49.5"), ("-5+cmd", "'-5+cmd"), ("@x", "'@x"), ("＝1", "'＝1"),
     (BIG, str(BIG)), (True, "true"), (None, ""), (1e20, "1e+20"), ("\t=1", "'\t=1")],
)  # fmt: skip
def test_cells_of_a_spreadsheet(text: Any, cell: str) -> None:
    assert csv_cell(text) == cell


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@given(st.lists(st.dictionaries(st.text(max_size=4), JSON, max_size=5), max_size=5))
def test_every_value_has_its_column(items: list[dict[str, Any]]) -> None:
    columns = Columns(None)
    rows = [columns.row(item) for item in items]
    names = columns.names()
    assert len(names) == len(set(names))
    for item, row in zip(items, rows, strict=True):
        found = list(flatten(item))
        assert len({name or "value" for name, _ in found}) == len(found)  # none hides another
        for name, value in found:
            assert row[name or "value"] == value
            assert value is None or (name or "value") in names


def test_columns_are_bounded_and_lose_nothing() -> None:
    columns = Columns(None)
    wide = {f"id{n}": n for n in range(MAX_COLUMNS + 50)}
    row = columns.row(wide)
    assert len(row) == MAX_COLUMNS + 1
    assert {**{k: v for k, v in row.items() if k != OVERFLOW}, **json.loads(row[OVERFLOW])} == wide


@given(st.lists(st.integers(0, 300), min_size=1, max_size=12), st.integers(20, 250))
def test_widths_fit(widths: list[int], room: int) -> None:
    made = fit_widths(widths, room)
    assert sum(made) + 2 * (len(made) - 1) <= max(room, 1)
    assert all(a <= b for a, b in zip(made, widths, strict=False)) or max(widths) == 0


def test_a_row_for_each_entry_of_a_nested_list(shell: Shell) -> None:
    words = ("user", "highlights", "787132")
    ran = shell.run(*words, "-o", "x.csv")
    assert ran.returncode == 0 and "--rows tray writes a row for each of its" in ran.stderr
    whole = json.loads(shell.run(*words).stdout)
    assert shell.run(*words, "--rows", "tray", "-o", "y.csv").returncode == 0
    rows = list(csv.DictReader((shell.folder / "y.csv").read_text().splitlines()))
    assert [row["pk"] for row in rows] == [str(one["pk"]) for one in whole["tray"]]
    lines = shell.run(*words, "--rows", "tray").stdout.splitlines()
    assert [json.loads(line) for line in lines] == whole["tray"]
    none = shell.run(*words, "--rows", "nothing.here")
    assert (
        json.loads(none.stdout) == whole and "the response has no list nothing.here" in none.stderr
    )
    # In a terminal they are shown anyway.
    seen = without_codes(shell.terminal(*words, columns=100)[1])
    assert "\ntray\npk " in seen and rows[0]["pk"] in seen
