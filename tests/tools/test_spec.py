"""The tools that check the spec find what is wrong with one, and say where."""

from __future__ import annotations

import copy
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
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


def test_the_spec_keeps_its_rules(capsys: pytest.CaptureFixture[str]) -> None:
    assert rules.main([]) == 0
    assert "no findings" in capsys.readouterr().out


def schema(document: Json, name: str) -> Json:
    found: Json = document["components"]["schemas"][name]
    return found


def get(document: Json, path: str) -> Json:
    found: Json = document["paths"][path]["get"]
    return found


def link(document: Json) -> Json:
    found: Json = get(document, "/v2/user/followers")["responses"]["200"]["links"]["next"]
    return found


def prop(name: str, **change: Any) -> Callable[[Json], Any]:
    return lambda d: schema(d, "Image")["properties"].update({name: change})


BALANCE = "/sys/balance"
CLIPS = "/v2/user/clips"

DEFECTS: dict[str, tuple[Callable[[Json], Any], str]] = {
    "operationId": (lambda d: get(d, CLIPS).update(operationId="user_reels"), "user_clips"),
    "tag": (lambda d: get(d, CLIPS).update(tags=["posts"]), "one tag"),
    "summary": (lambda d: get(d, CLIPS).pop("summary"), "no summary"),
    "description": (lambda d: get(d, CLIPS).update(description="No stop"), "full stop"),
    "cost": (lambda d: get(d, CLIPS).pop("x-cost"), "it needs x-cost"),
    "negative cost": (
        lambda d: get(d, CLIPS).update({"x-cost": {"units": -1}}),
        "x-cost: units: -1 is less",
    ),
    "cheaper by nothing": (
        lambda d: get(d, CLIPS).update({"x-cost": {"units": 1, "less": {"force": 1}}}),
        "not a boolean parameter",
    ),
    "security": (lambda d: get(d, CLIPS).update(security=[]), "no security"),
    "no word on security": (lambda d: get(d, CLIPS).pop("security"), "no security"),
    "security by nothing": (lambda d: get(d, CLIPS).update(security=[{"No": []}]), "no scheme No"),
    "two with one operationId": (
        lambda d: d["paths"].update({"/v1/user/clips": d["paths"][CLIPS]}),
        "duplicate operationId user_clips",
    ),
    "path without a word": (lambda d: d["paths"].update({"/v2": d["paths"][CLIPS]}), "no word"),
    "cost that is a number": (
        lambda d: get(d, CLIPS).update({"x-cost": 5}),
        "operations_have_a_cost cannot be checked",
    ),
    "units header": (lambda d: get(d, CLIPS)["responses"]["200"].pop("headers"), "x-units"),
    "inline error": (
        lambda d: get(d, CLIPS)["responses"].update({"404": {"description": "x"}}),
        "not a reference to a component",
    ),
    "no example": (
        lambda d: get(d, CLIPS)["responses"]["200"]["content"]["application/json"].pop("examples"),
        "no example",
    ),
    "deprecated for nothing": (
        lambda d: get(d, "/v2/user/medias").pop("x-replaced-by"),
        "go together",
    ),
    "replaced by nothing": (
        lambda d: get(d, "/v2/user/videos").update({"x-replaced-by": ["user_films"]}),
        "neither an operation nor a path",
    ),
    "result": (lambda d: get(d, BALANCE).update({"x-result": "/account"}), "x-result"),
    "any of": (
        lambda d: get(d, CLIPS).update({"x-any-of": ["who"]}),
        "x-any-of: there is no parameter who",
    ),
    "link to nothing": (lambda d: link(d).update(operationId="user_no"), "no operation user_no"),
    "link parameter": (
        lambda d: link(d)["parameters"].update(who="$request.query.x"),
        "who is not a parameter",
    ),
    "link without what is required": (
        lambda d: d["components"]["links"]["UserstreamById"].update(parameters={}),
        "does not give id",
    ),
    "link into nothing": (
        lambda d: link(d)["parameters"].update(page_id="$response.body#/next"),
        "/next is not in the response",
    ),
    "link expression": (
        lambda d: link(d)["parameters"].update(user_id="$request.header.x"),
        "not supported",
    ),
    "page without x-page": (lambda d: link(d).pop("x-page"), "x-page is for links"),
    "page without cursor": (lambda d: link(d)["parameters"].pop("page_id"), "one parameter"),
    "cursor that cannot end": (
        lambda d: schema(d, "FollowersPage")["properties"].update(next_page_id={"type": "string"}),
        "null ends the list",
    ),
    "items that are none": (
        lambda d: link(d).update({"x-page": {"items": "/response"}}),
        "not an array",
    ),
    "item that is not there": (
        lambda d: link(d).update({"x-page": {"items": "/response/users", "item": "/x"}}),
        "item is not in an entry",
    ),
    "parameter description": (
        lambda d: d["components"]["parameters"]["Force"].pop("description"),
        "description and a schema",
    ),
    "parameter example": (
        lambda d: d["components"]["parameters"]["Username"].update(example="@natgeo"),
        "example is not valid",
    ),
    "named parameter example": (
        lambda d: d["components"]["parameters"]["Username"].update(examples={"a": {"value": 3}}),
        "Username/examples/a: its example is not valid",
    ),
    "integer of a parameter": (
        lambda d: d["components"]["parameters"]["Amount"]["schema"].pop("format"),
        "/components/parameters/Amount/schema: an integer without format",
    ),
    "numeric without pattern": (
        lambda d: d["components"]["parameters"]["UserId"]["schema"].pop("pattern"),
        "x-numeric",
    ),
    "charged": (
        lambda d: d["components"]["responses"]["NotFound"].pop("x-charged"),
        "needs x-charged",
    ),
    "charged as a boolean": (
        lambda d: d["components"]["responses"]["NotFound"].update({"x-charged": False}),
        "x-charged",
    ),
    "schema description": (lambda d: schema(d, "Image").pop("description"), "needs a description"),
    "taken name": (
        lambda d: (
            d["components"]["schemas"].update(Error={"type": "object", "description": "E."}),
            schema(d, "Image")["properties"].update(x={"$ref": "#/components/schemas/Error"}),
        ),
        "collides",
    ),
    "taken field": (prop("to_dict", type="string"), "hide a method"),
    "taken field at depth": (
        prop("x", type=["object", "null"], properties={"to_dict": {"type": "string"}}),
        "hide a method",
    ),
    "title": (prop("width", type="integer", format="int64", title="W"), "title"),
    "dead component": (
        lambda d: d["components"]["schemas"].update(
            Dead={"type": "object", "description": "Dead."}
        ),
        "nothing refers to it",
    ),
    "component that only refers to itself": (
        lambda d: d["components"]["schemas"].update(
            Dead={
                "type": "object",
                "description": "Dead.",
                "properties": {"x": {"$ref": "#/components/schemas/Dead"}},
            }
        ),
        "/components/schemas/Dead: nothing refers to it",
    ),
    "boolean schema": (lambda d: schema(d, "Image")["properties"].update(x=True), "true or false"),
    "two types": (
        prop("x", type=["string", "integer", "null"], format="int64"),
        "more than one type",
    ),
    "only null": (prop("x", type="null"), "only null"),
    "integer without format": (prop("x", type="integer"), "int64"),
    "number without format": (prop("x", type="number"), "double"),
    "array without items": (prop("x", type=["array", "null"]), "without items"),
    "enum": (prop("x", type="string", enum=["a"]), "enum"),
    "closed object": (prop("x", type=["object", "null"], additionalProperties=False), "open"),
    "union of objects": (
        lambda d: schema(d, "Image")["properties"].update(
            x={"oneOf": [{"$ref": f"#/components/schemas/{n}"} for n in ("User", "ShortUser")]}
        ),
        "two objects",
    ),
    "object never null": (
        lambda d: schema(d, "Media")["properties"].update(
            caption={"$ref": "#/components/schemas/Caption"}
        ),
        "may not be null",
    ),
    "array never null": (
        lambda d: schema(d, "Media")["properties"]["usertags"].update(type="array"),
        "may not be null",
    ),
    "object never null at depth": (
        prop("x", type=["object", "null"], properties={"y": {"type": "object"}}),
        "/x/properties/y: it may not be null",
    ),
    "cut": (
        lambda d: link(d)["x-page"].update(cut="/response/big"),
        "x-page: cut /response/big is not in the response",
    ),
    "more of another type": (
        lambda d: link(d)["x-page"].update(more="/next_page_id"),
        "x-page: more /next_page_id",
    ),
    "unknown word of a page": (
        lambda d: link(d)["x-page"].update(cat="/response"),
        "x-page: Additional properties are not allowed ('cat' was unexpected)",
    ),
    "entity": (lambda d: schema(d, "User")["x-entity"].update(name="nick"), "nick is not one of"),
    "entity without such a count": (
        lambda d: schema(d, "User")["x-entity"].update(counts={"/full_name": "user_clips"}),
        "x-entity: /full_name is not an integer",
    ),
    "count of no operation": (
        lambda d: schema(d, "User")["x-entity"].update(counts={"/media_count": "user_films"}),
        "x-entity: there is no operation user_films",
    ),
    "unknown word of an entity": (
        lambda d: schema(d, "User")["x-entity"].update(nick="full_name"),
        "x-entity: Additional properties are not allowed ('nick' was unexpected)",
    ),
    "entity of a parameter": (
        lambda d: d["components"]["parameters"]["UserId"]["schema"].update(
            {"x-entity": {"kind": "account", "by": "age"}}
        ),
        'x-entity: by: "age" is not one of',
    ),
    "effect": (
        lambda d: d["components"]["parameters"]["Force"]["schema"].update(
            {"x-effect": {"privacy": "shouted"}}
        ),
        'x-effect: privacy: "unchecked" was expected',
    ),
    "account": (
        lambda d: schema(d, "Balance")["x-account"].update(units="calls"),
        "calls is not one of its properties",
    ),
    "request of an example": (
        lambda d: d["components"]["examples"]["UserById"].update({"x-request": {"nick": "a"}}),
        "x-request: there is no parameter nick",
    ),
    "limit of no array": (
        lambda d: d["components"]["parameters"]["Amount"]["schema"].update(
            {"x-effect": {"limits": "/response"}}
        ),
        "x-effect: limits is not an array",
    ),
    "identity": (
        lambda d: schema(d, "User").update({"x-identity": ["number"]}),
        "number is not one of",
    ),
    "required": (lambda d: schema(d, "Image").update(required=["depth"]), "required depth"),
    "faults": (
        lambda d: schema(d, "ValidationErrorBody")["x-faults"].update(place="where"),
        "x-faults: place where",
    ),
    "account without rate": (
        lambda d: schema(d, "Balance")["x-account"].pop("rate"),
        'x-account: "rate" is a required property',
    ),
    "two accounts": (
        lambda d: schema(d, "User").update({"x-account": schema(d, "Balance")["x-account"]}),
        "more than one schema has x-account",
    ),
    "account that costs": (
        lambda d: get(d, "/sys/balance").pop("x-cost"),
        "responds with the account, so x-cost",
    ),
    "account of parameters": (
        lambda d: get(d, "/sys/balance").update(parameters=[get(d, CLIPS)["parameters"][0]]),
        "so it may have no parameters",
    ),
    "unknown extension": (lambda d: get(d, CLIPS).update({"x-prize": 1}), "x-prize"),
    "unknown extension of a header": (
        lambda d: d["components"]["headers"]["HikerInfo"].update({"x-unit": True}),
        "x-unit is not documented",
    ),
    "example": (
        lambda d: d["components"]["examples"]["UserById"]["value"]["user"].update(pk=None),
        "example is not valid: /user/pk",
    ),
    "example of an error": (
        lambda d: d["components"]["responses"]["PaymentRequired"]["content"][
            "application/json"
        ].update(example={"error": 402}),
        "example is not valid: /error",
    ),
    "example of a schema": (
        lambda d: schema(d, "Image").update(examples=[{"width": "wide"}]),
        "/components/schemas/Image/examples/0: its example is not valid: /width",
    ),
}


@pytest.mark.parametrize(("break_it", "told"), DEFECTS.values(), ids=DEFECTS)
def test_each_defect_is_found(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    break_it: Callable[[Json], Any],
    told: str,
) -> None:
    document = json.loads(SPEC_TEXT)
    break_it(document)
    path = tmp_path / "spec.yaml"
    # Reading YAML would take most of the time; the test below reads a broken file.
    monkeypatch.setattr(load, "load", lambda _: document)
    assert rules.main([str(path)]) == 1
    lines = [line for line in capsys.readouterr().out.splitlines() if told in line]
    assert lines and lines[0].startswith("spec.yaml: /")


def test_a_defect_is_found_in_a_file(tmp_path: Path) -> None:
    document = json.loads(SPEC_TEXT)
    get(document, CLIPS).pop("summary")
    path = write(tmp_path, document)
    run = subprocess.run(
        [sys.executable, "-m", "scripts.tools.spec.rules", str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (run.returncode, run.stderr) == (1, "")
    told = f"spec.yaml: /paths/~1v2~1user~1clips/get: it has no summary\n{len(rules.RULES)}"
    assert run.stdout == f"{told} rules, 1 findings\n"


@pytest.mark.parametrize(
    ("text", "told"),
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
def test_a_file_that_is_no_spec_is_one_clear_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, told: str
) -> None:
    path = tmp_path / "spec.yaml"
    path.write_text(text)
    for main in (rules.main, lambda argv: coverage.main(["--spec", *argv])):
        assert main([str(path)]) == 2
        error = capsys.readouterr().err
        assert told in error and len(error.splitlines()) == 1


def test_ids_are_read_to_the_digit() -> None:
    document = load.load(ROOT / "openapi.yaml")
    assert document == SPEC
    assert "3870025531093850440" in json.dumps(document)


# Examples in files of their own, extension fields.


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


# Coverage.


def test_every_documented_answer_is_declared_in_full(capsys: pytest.CaptureFixture[str]) -> None:
    assert coverage.main([]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(SPEC["paths"]) + 1
    assert sum("100.0 %" in line and line.endswith("valid") for line in lines) == 17
    assert "no documented response" in next(line for line in lines if "user_videos" in line)


def look(tmp_path: Path, payload: Any, operation: str = "user_by_id") -> int:
    path = tmp_path / "payload.json"
    path.write_text(payload if isinstance(payload, str) else json.dumps(payload))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(load, "load", lambda _: SPEC)  # the tests above read the file
        return coverage.main(["--operation", operation, str(path)])


def test_what_is_not_declared_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    links = [{"url": "u", "fresh": {"deep": [1, 2]}}, {"fresh": None}]
    user = {"pk": 2**62, "username": "x", "bio_links": links, "is_private": None}
    assert look(tmp_path, {"user": user, "status": 5}) == 1
    told = capsys.readouterr().out
    assert "/user/bio_links/*/fresh: not declared (object)" in told
    assert "/user/is_private: null is not among its types" in told
    assert "/status: integer is not among its types" in told
    assert "NOT VALID" in told and "invalid: /status: 5 is not of type" in told
    # Of the 12 paths (the root is one) fresh and all below it, is_private and status do not count.
    assert "7 of 12 paths" in told and " 58.3 %" in told


def test_unknown_fields_are_valid_but_not_declared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert look(tmp_path, {"user": {"pk": "1", "username": "x", "fresh": 1}}) == 1
    told = capsys.readouterr().out
    assert "/user/fresh: not declared (integer)" in told and "NOT VALID" not in told


def test_content_of_an_undocumented_field_is_not_declared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    user = {"pk": 1, "username": "x", "smb_support_partner": {"a": 1}, "account_badges": [{"b": 1}]}
    assert look(tmp_path, {"user": {**user, "ring_creator_metadata": {"c": 1}}}) == 1
    told = capsys.readouterr().out
    assert "/user/smb_support_partner" in told and "/user/account_badges/*" in told
    assert "/user/ring_creator_metadata/c: not declared" in told


def test_folders_are_read_in_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("b", "a", "c"):
        (tmp_path / f"{name}.json").write_text('{"requests": 1, "rate": 9}')
    assert coverage.main(["--operation", "sys_balance", str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("/")[-1][:6] for line in lines[:3]] == ["a.json", "b.json", "c.json"]


@pytest.mark.parametrize(
    ("payload", "told"),
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
    tmp_path: Path, capsys: pytest.CaptureFixture[str], payload: str, told: str
) -> None:
    assert look(tmp_path, payload) == 2
    error = capsys.readouterr().err
    assert told in error and "payload.json" in error and len(error.splitlines()) == 1


def test_bad_usage_is_one_clear_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    for argv, told in (
        (["--operation", "user_by_nme", "x.json"], "no operation 'user_by_nme'; close to it: user"),
        (["--operation", "zzz", "x.json"], "no operation 'zzz'; there are: user_a2"),
        (["x.json"], "go together"),
        (["--operation", "user_a2"], "go together"),
        (["--operation", "user_a2", str(tmp_path / "none.json")], "No such file"),
        (["--operation", "user_a2", str(tmp_path / "empty")], "has no .json file"),
    ):
        assert coverage.main(argv) == 2
        error = capsys.readouterr().err
        assert told in error and len(error.splitlines()) == 1


def test_text_of_a_payload_steers_no_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert look(tmp_path, {"user": {"pk": 1, "username": "x", "\x1b[2J": 1}, "status": "\x9b"}) == 1
    told = capsys.readouterr().out
    assert all(letter.isprintable() or letter == "\n" for letter in told)
    assert "/user/\\x1b[2J: not declared" in told


def test_ids_of_payloads_are_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    number = 3870025531093850441
    assert look(tmp_path, {"user": {"pk": number, "username": number}}) == 1
    assert f"invalid: /user/username: {number} is not" in capsys.readouterr().out


def test_100_percent_means_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = copy.deepcopy(SPEC["components"]["examples"]["UserById"]["value"])
    answer["user"]["fresh"] = {str(n): n for n in range(60)}
    assert look(tmp_path, answer) == 1
    told = capsys.readouterr().out
    assert "100.0 %" not in told and "/user/fresh: not declared (object)" in told


def test_findings_of_one_payload_are_bounded(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fresh = {f"{n}{'k' * 10_000}": 1 for n in range(60)}
    assert look(tmp_path, {"user": {"pk": 1, "username": "x", **fresh}}) == 1
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
