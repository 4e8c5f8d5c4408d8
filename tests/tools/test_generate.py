"""Generation: the same bytes each time; a spec that is not supported is refused."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("openapi_python_client", reason="needs what generates")

from scripts.tools.generate import command
from scripts.tools.generate.python import project
from scripts.tools.generate.text import docstring
from tests.conftest import SPEC

ROOT = Path(__file__).parents[2]


def small_spec() -> dict[str, Any]:
    """A spec with one operation, quick to generate."""
    spec: dict[str, Any] = json.loads(json.dumps(SPEC))
    spec["paths"] = {"/sys/balance": spec["paths"]["/sys/balance"]}
    keep = (
        "Balance",
        "ErrorBody",
        "ValidationErrorBody",
        "ValidationErrorDetail",
        "ValidationErrorLocation",
    )
    spec["components"]["schemas"] = {
        n: s for n, s in spec["components"]["schemas"].items() if n in keep
    }
    return spec


def write(folder: Path, spec: dict[str, Any]) -> Path:
    path = folder / "spec.yaml"
    path.write_text(json.dumps(spec, ensure_ascii=False))  # JSON is YAML
    return path


def test_two_runs_give_the_committed_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert command.main(["--output", str(tmp_path / name)]) == 0
    first, second = tmp_path / "one", tmp_path / "two"
    assert list(command.differences(first, second)) == []
    assert list(command.differences(first, ROOT / "generated")) == []
    bundle = (first / "openapi.json").read_bytes()
    assert bundle == (first / "python" / "hikerkit_api" / "openapi.json").read_bytes()


def test_check_names_what_differs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spec = ["--spec", str(write(tmp_path, small_spec())), "--output", str(tmp_path / "out")]
    assert command.main(["--check", *spec]) == 1
    assert command.main(spec) == 0
    assert command.main(["--check", *spec]) == 0
    package = tmp_path / "out" / "python" / "hikerkit_api"
    (package / "service.py").write_text("edited")
    (package / "models" / "balance.py").unlink()
    (package / "stray.py").write_text("")
    (tmp_path / "out" / "openapi.json").write_text("{}")
    (tmp_path / "out" / "other").mkdir()
    (tmp_path / "out" / "other" / "file").write_text("")
    capsys.readouterr()
    assert command.main(["--check", *spec]) == 1
    out = capsys.readouterr().out
    assert "differs: python/hikerkit_api/service.py" in out
    assert "missing: python/hikerkit_api/models/balance.py" in out
    assert "not generated from the spec: python/hikerkit_api/stray.py" in out
    assert "not generated from the spec: other/file" in out and "differs: openapi.json" in out
    assert command.main(spec) == 0
    shutil.rmtree(tmp_path / "out" / "other")
    assert command.main(["--check", *spec]) == 0


def test_another_language_is_neither_checked_nor_written(tmp_path: Path) -> None:
    spec = ["--spec", str(write(tmp_path, small_spec())), "--output", str(tmp_path / "out")]
    other = tmp_path / "out" / "other" / "file"
    assert command.main(["--language", "python", *spec]) == 0
    other.parent.mkdir()
    other.write_text("")
    assert command.main(["--check", "--language", "python", *spec]) == 0
    assert command.main(["--language", "python", *spec]) == 0 and other.exists()
    assert command.main(["--check", *spec]) == 1
    with pytest.raises(SystemExit):
        command.main(["--language", "latin", *spec])


def test_generating_needs_no_generated_package(tmp_path: Path) -> None:
    (tmp_path / "hikerkit_api.py").write_text("raise ImportError('broken')")
    ran = subprocess.run(
        [sys.executable, "-m", "scripts.tools.generate", "--check"],
        cwd=ROOT, capture_output=True, text=True, timeout=120,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )  # fmt: skip
    assert (ran.returncode, ran.stdout) == (0, "generated/ is up to date\n"), ran.stderr


def balance(spec: dict[str, Any]) -> Any:
    return spec["paths"]["/sys/balance"]["get"]


def array_without_items(spec: dict[str, Any]) -> None:
    spec["components"]["schemas"]["Balance"]["properties"]["amount"] = {"type": "array"}


def reference_to_nothing(spec: dict[str, Any]) -> None:
    spec["components"]["schemas"]["Balance"]["properties"]["amount"] = {
        "$ref": "#/components/schemas/No"
    }


def header_parameter(spec: dict[str, Any]) -> None:
    balance(spec)["parameters"] = [{"name": "x-p", "in": "header", "schema": {"type": "string"}}]


def wrong_operation_id(spec: dict[str, Any]) -> None:
    balance(spec)["operationId"] = "account_balance"


def result_that_is_not_there(spec: dict[str, Any]) -> None:
    balance(spec)["x-result"] = "/account"


def twin_fields(spec: dict[str, Any]) -> None:
    spec["components"]["schemas"]["Balance"]["properties"]["_rate"] = {"type": "string"}


def unknown_extension(spec: dict[str, Any]) -> None:
    balance(spec)["x-prize"] = 1


def request_body(spec: dict[str, Any]) -> None:
    balance(spec)["requestBody"] = {"content": {"application/json": {"schema": {"type": "object"}}}}


def parameter(**schema: Any) -> Callable[[dict[str, Any]], None]:
    def add(spec: dict[str, Any]) -> None:
        given = {"name": "n", "in": "query", "description": "N.", **schema}
        balance(spec)["parameters"] = [given]

    return add


def renamed(tag: str) -> Callable[[dict[str, Any]], None]:
    return lambda spec: balance(spec).update(tags=[tag], operationId=f"{tag}_balance")


@pytest.mark.parametrize(
    ("break_it", "message"),
    [
        (unknown_extension, "/paths/~1sys~1balance/get: the field x-prize is not known"),
        (request_body, "request bodies are not supported"),
        (parameter(schema={"type": "integer", "multipleOf": 5}), "does not know multipleOf"),
        (parameter(schema={"$ref": "#/components/schemas/ValidationErrorLocation"}), "oneOf"),
        (
            parameter(schema={"type": "array", "items": {"type": "string", "pattern": "a"}}),
            "pattern",
        ),
        (
            parameter(schema={"type": "array", "items": {"type": "string"}}, explode=False),
            "explode",
        ),
        (renamed("usage"), "something else under the name usage"),
        (renamed("class"), "class_balance"),
        (array_without_items, "items"),
        (reference_to_nothing, "No"),
        (header_parameter, "only query and path parameters"),
        (wrong_operation_id, "account_balance"),
        (result_that_is_not_there, "account"),
        (twin_fields, "rate"),
    ],
)
def test_what_is_not_supported_is_refused_and_nothing_is_written(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    break_it: Callable[[dict[str, Any]], None],
    message: str,
) -> None:
    spec = small_spec()
    break_it(spec)
    path = write(tmp_path, spec)
    assert command.main(["--spec", str(path), "--output", str(tmp_path / "out")]) == 1
    assert message in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("text", ["", "[]", "{", "openapi: 3.1.0\n", "a: 1\na: 2\n"])
def test_a_file_that_is_not_a_spec_is_one_clear_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    path = tmp_path / "spec.yaml"
    path.write_text(text)
    assert command.main(["--spec", str(path), "--output", str(tmp_path / "out")]) == 1
    assert (
        command.main(["--spec", str(tmp_path / "none.yaml"), "--output", str(tmp_path / "out")])
        == 1
    )
    assert "Traceback" not in capsys.readouterr().err


def test_texts_of_the_spec_cannot_become_code(tmp_path: Path) -> None:
    nasty = 'ends """ early\\ \\" and {{ 7 * 7 }} \N{GREEK SMALL LETTER ALPHA}"'
    spec = small_spec()
    balance(spec)["summary"] = nasty
    balance(spec)["description"] = nasty
    spec["components"]["schemas"]["Balance"]["description"] = nasty
    spec["components"]["schemas"]["Balance"]["properties"]["rate"]["description"] = nasty + "\\"
    path = write(tmp_path, spec)
    assert command.main(["--spec", str(path), "--output", str(tmp_path / "out")]) == 0
    package = tmp_path / "out" / "python" / "hikerkit_api"
    for module in package.rglob("*.py"):
        compile(module.read_text(), str(module), "exec")
    assert "{{ 7 * 7 }}" in (package / "models" / "balance.py").read_text()


def test_the_docstring_filter_keeps_the_text() -> None:
    for text in ['a "quoted" end"', "back\\slash", 'three """ quotes', "x " * 200]:
        namespace: dict[str, Any] = {}
        exec(f"def f():\n    {docstring(text)}", namespace)
        assert " ".join(namespace["f"].__doc__.split()) == " ".join(text.split())


def test_ruff_of_the_environment_is_the_pinned_one() -> None:
    ruff = shutil.which("ruff")
    assert ruff
    message = subprocess.run([ruff, "--version"], capture_output=True, text=True, check=True).stdout
    assert f'"ruff=={message.split()[1]}"' in (ROOT / "pyproject.toml").read_text()


def test_an_argument_with_the_name_of_an_option_is_renamed(tmp_path: Path) -> None:
    spec = small_spec()
    parameter(name="strict", schema={"type": "boolean"})(spec)
    path = write(tmp_path, spec)
    assert command.main(["--spec", str(path), "--output", str(tmp_path / "out")]) == 0
    package = tmp_path / "out" / "python" / "hikerkit_api"
    assert "strict_: bool | None = None" in (package / "resources" / "sys.py").read_text()


def test_templates_have_jinja_and_the_core_is_copied_unchanged() -> None:
    for template in project.TEMPLATES.iterdir():
        assert "{{" in template.read_text() or "{%" in template.read_text(), template.name
    copied = ROOT / "generated" / "python" / "hikerkit_api" / "core"
    assert list(command.differences(project.CORE, copied)) == []
