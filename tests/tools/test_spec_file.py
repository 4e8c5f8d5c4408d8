"""Reading the spec: exact digits, examples in files, clear errors for a file that is not a spec."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("openapi_python_client", reason="needs what generates")

from hikerkit.spec.extensions import EXTENSIONS
from scripts.tools.spec import coverage, load
from scripts.tools.spec.rules import command as rules
from tests.conftest import SPEC

ROOT = Path(__file__).parents[2]
SPEC_TEXT = json.dumps(SPEC)

Json = dict[str, Any]


def write(folder: Path, document: Json) -> Path:
    path = folder / "spec.yaml"
    # JSON is YAML.
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: *x\n", "line 1: the alias"),
        ("a: 1\nb:\n  c: 1\n  c: 2\n", "line 4: duplicate key 'c'"),
        ("a: &x 1\n", "line 1: the anchor &x"),
        ("on: 1\n", "line 1: 'on' is ambiguous"),
        ("a: 1_000\n", "line 1: '1_000' is ambiguous"),
        ("a: 017\n", "line 1: '017' is ambiguous"),
        ("a: 2020-01-01\n", "line 1: '2020-01-01' is ambiguous"),
        ("a: 1e5\n", "line 1: '1e5' is ambiguous"),
        ("[" * 100_000 + "]" * 100_000, "line 1: nested deeper than 200"),
        ("200: ok\n", "line 1: the key 200 is not a string"),
        ("{", "spec.yaml: while parsing"),
        ("- a\n", "not an OpenAPI document"),
        ("openapi: 3.1.0\n", "it has no info"),
        ("\x00", "spec.yaml:"),
    ],
)
def test_a_file_that_is_not_a_spec_is_one_clear_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, message: str
) -> None:
    path = tmp_path / "spec.yaml"
    path.write_text(text)
    for main in (rules.main, lambda argv: coverage.main(["--spec", *argv])):
        assert main([str(path)]) == 2
        error = capsys.readouterr().err
        assert message in error and len(error.splitlines()) == 1


def test_ids_are_read_to_the_digit() -> None:
    document = load.load(ROOT / "openapi.yaml")
    assert document == SPEC
    assert "3870025531093850440" in json.dumps(document)


def with_file(folder: Path, file: str, text: str) -> Path:
    """A spec with one example in a file."""
    document = json.loads(SPEC_TEXT)
    document["components"]["examples"] = {"A": {"summary": "A.", "externalValue": file}}
    (folder / "spec" / "examples").mkdir(parents=True)
    (folder / "spec" / "examples" / "a.json").write_text(text, encoding="utf-8")
    return write(folder, document)


def test_an_example_is_put_in_digit_for_digit(tmp_path: Path) -> None:
    text = '{"id": 3870025531093850441, "amount": 916.3235, "small": 1e-7}'
    document = load.load(with_file(tmp_path, "spec/examples/a.json", text))
    example = document["components"]["examples"]["A"]
    assert list(example) == ["summary", "value"]
    assert example["value"] == {"id": 3870025531093850441, "amount": 916.3235, "small": 1e-7}


@pytest.mark.parametrize(
    "path", sorted((ROOT / "spec" / "examples").iterdir()), ids=lambda p: p.name
)
def test_every_digit_of_an_example_is_in_the_bundle(path: Path) -> None:
    numbers: list[str] = []

    def keep(number: str) -> str:
        numbers.append(number)
        return number

    json.loads(path.read_bytes(), parse_int=keep, parse_float=keep)
    assert [json.dumps(json.loads(number)) for number in numbers] == numbers
    operation = next(
        o for item in SPEC["paths"].values() for o in item.values() if o["operationId"] == path.stem
    )
    (node,) = operation["responses"]["200"]["content"]["application/json"]["examples"].values()
    bundled = SPEC["components"]["examples"][node["$ref"].rsplit("/", 1)[1]]["value"]
    assert json.dumps(bundled) == json.dumps(json.loads(path.read_bytes()))


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("spec/examples/none.json", "{}", "none.json: No such file"),
        ("../a.json", "{}", "/components/examples/A: ../a.json is not a file next to the spec"),
        ("/etc/hostname", "{}", "is not a file next to the spec"),
        ("spec/examples/a.json", "{", "a.json: not JSON"),
        ("spec/examples/a.json", '{"a": 1, "a": 2}', "a.json: not JSON: duplicate key 'a'"),
        ("spec/examples/a.json", '{"a": NaN}', "NaN is not a JSON value"),
    ],
)
def test_an_example_that_cannot_be_read_is_one_clear_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], file: str, text: str, message: str
) -> None:
    assert rules.main([str(with_file(tmp_path, file, text))]) == 2
    error = capsys.readouterr().err
    assert message in error and len(error.splitlines()) == 1


def test_an_example_in_a_file_that_is_not_valid_is_found(tmp_path: Path) -> None:
    text = (ROOT / "openapi.yaml").read_text(encoding="utf-8")
    (tmp_path / "openapi.yaml").write_text(text, encoding="utf-8")
    shutil.copytree(ROOT / "spec", tmp_path / "spec")
    (tmp_path / "spec" / "examples" / "sys_balance.json").write_text('{"requests": "many"}')
    found = rules.check(tmp_path / "openapi.yaml")
    assert any("its example is not valid: /requests" in message for _, message in found)


def test_reader_schema_and_guide_know_the_same_extension_fields() -> None:
    described = json.loads((ROOT / "spec" / "extensions.schema.json").read_bytes())["properties"]
    assert set(described) == set(EXTENSIONS)
    for name, keys in EXTENSIONS.items():
        assert keys is None or keys == set(described[name]["properties"])
    text = (ROOT / "spec" / "extensions.md").read_text(encoding="utf-8")
    assert set(re.findall(r"`(x-[a-z-]+)`", text)) == set(EXTENSIONS)
