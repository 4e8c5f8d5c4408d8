"""Coverage: which fields of a response the spec declares."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("openapi_python_client", reason="needs what generates")

from scripts.tools.spec import coverage, load
from tests.conftest import SPEC

ROOT = Path(__file__).parents[2]

Json = dict[str, Any]
CLIPS = "/v2/user/clips"


def write(folder: Path, document: Json) -> Path:
    path = folder / "spec.yaml"
    # JSON is YAML.
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path


def get(document: Json, path: str) -> Json:
    found: Json = document["paths"][path]["get"]
    return found


def test_every_documented_response_is_declared_in_full(capsys: pytest.CaptureFixture[str]) -> None:
    assert coverage.main([]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(SPEC["paths"]) + 1
    assert sum("100.0 %" in line and line.endswith("valid") for line in lines) == 17
    assert "no documented response" in next(line for line in lines if "user_videos" in line)


def examine(tmp_path: Path, payload: Any, operation: str = "user_by_id") -> int:
    path = tmp_path / "payload.json"
    path.write_text(payload if isinstance(payload, str) else json.dumps(payload))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(load, "load", lambda _: SPEC)  # the tests above read the file
        return coverage.main(["--operation", operation, str(path)])


def test_what_is_not_declared_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    links = [{"url": "u", "fresh": {"deep": [1, 2]}}, {"fresh": None}]
    user = {"pk": 2**62, "username": "x", "bio_links": links, "is_private": None}
    assert examine(tmp_path, {"user": user, "status": 5}) == 1
    out = capsys.readouterr().out
    assert "/user/bio_links/*/fresh: not declared (object)" in out
    assert "/user/is_private: null is not among its types" in out
    assert "/status: integer is not among its types" in out
    assert "NOT VALID" in out and "invalid: /status: 5 is not of type" in out
    # Of the 12 paths (the root is one) fresh and all below it, is_private and status do not count.
    assert "7 of 12 paths" in out and " 58.3 %" in out


def test_unknown_fields_are_valid_but_not_declared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert examine(tmp_path, {"user": {"pk": "1", "username": "x", "fresh": 1}}) == 1
    out = capsys.readouterr().out
    assert "/user/fresh: not declared (integer)" in out and "NOT VALID" not in out


def test_content_of_an_undocumented_field_is_not_declared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    user = {"pk": 1, "username": "x", "smb_support_partner": {"a": 1}, "account_badges": [{"b": 1}]}
    assert examine(tmp_path, {"user": {**user, "ring_creator_metadata": {"c": 1}}}) == 1
    out = capsys.readouterr().out
    assert "/user/smb_support_partner" in out and "/user/account_badges/*" in out
    assert "/user/ring_creator_metadata/c: not declared" in out


def test_folders_are_read_in_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("b", "a", "c"):
        (tmp_path / f"{name}.json").write_text('{"requests": 1, "rate": 9}')
    assert coverage.main(["--operation", "sys_balance", str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("/")[-1][:6] for line in lines[:3]] == ["a.json", "b.json", "c.json"]


@pytest.mark.parametrize(
    ("payload", "message"),
    [
        ("", "not JSON"),
        ("<html>", "not JSON"),
        ('{"user": ', "not JSON"),
        ("[" * 100_000 + "]" * 100_000, "nested"),
        ('{"a":' * 400 + "1" + "}" * 400, "nested deeper than 200"),
        ('{"user": NaN}', "not JSON: it has NaN"),
        ('{"user": {"pk": 1, "username": "x", "\\ud800": 1}}', "cannot be validated"),
    ],
)
def test_bad_payloads_are_one_clear_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], payload: str, message: str
) -> None:
    assert examine(tmp_path, payload) == 2
    error = capsys.readouterr().err
    assert message in error and "payload.json" in error and len(error.splitlines()) == 1


def test_bad_usage_is_one_clear_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    for argv, message in (
        (["--operation", "user_by_nme", "x.json"], "no operation 'user_by_nme'; close to it: user"),
        (["--operation", "zzz", "x.json"], "no operation 'zzz'; there are: user_a2"),
        (["x.json"], "go together"),
        (["--operation", "user_a2"], "go together"),
        (["--operation", "user_a2", str(tmp_path / "none.json")], "No such file"),
        (["--operation", "user_a2", str(tmp_path / "empty")], "has no .json file"),
    ):
        assert coverage.main(argv) == 2
        error = capsys.readouterr().err
        assert message in error and len(error.splitlines()) == 1


def test_text_of_a_payload_cannot_control_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        examine(tmp_path, {"user": {"pk": 1, "username": "x", "\x1b[2J": 1}, "status": "\x9b"}) == 1
    )
    out = capsys.readouterr().out
    assert all(letter.isprintable() or letter == "\n" for letter in out)
    assert "/user/\\x1b[2J: not declared" in out


def test_ids_of_payloads_are_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    number = 3870025531093850441
    assert examine(tmp_path, {"user": {"pk": number, "username": number}}) == 1
    assert f"invalid: /user/username: {number} is not" in capsys.readouterr().out


def test_100_percent_means_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    response = copy.deepcopy(SPEC["components"]["examples"]["UserById"]["value"])
    response["user"]["fresh"] = {str(n): n for n in range(60)}
    assert examine(tmp_path, response) == 1
    out = capsys.readouterr().out
    assert "100.0 %" not in out and "/user/fresh: not declared (object)" in out


def test_findings_of_one_payload_are_bounded(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fresh = {f"{n}{'k' * 10_000}": 1 for n in range(60)}
    assert examine(tmp_path, {"user": {"pk": 1, "username": "x", **fresh}}) == 1
    lines = capsys.readouterr().out.splitlines()
    assert "    ... and 10 more" in lines and max(map(len, lines)) < 600
    assert lines[1].endswith("kkk: not declared (integer)")


def test_an_operation_without_a_schema_is_one_clear_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = copy.deepcopy(SPEC)
    get(document, CLIPS)["responses"].pop("200")
    path = str(write(tmp_path, document))
    assert coverage.main(["--spec", path, "--operation", "user_clips", "x.json"]) == 2
    assert "no schema of its response" in capsys.readouterr().err


def test_files_are_found_from_the_callers_folder(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"requests": 1, "rate": 9}')
    run = subprocess.run(
        [sys.executable, "-m", "scripts.tools.spec.coverage", "--operation", "sys_balance", "."],
        cwd=ROOT,
        env={"HIKERKIT_CALLER_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert "a.json" in run.stdout and "100.0 %" in run.stdout
