"""The rules for the spec: each defect is found, with its place."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("openapi_python_client", reason="needs what generates")

from scripts.tools.spec import load
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


@pytest.mark.parametrize(("break_it", "message"), DEFECTS.values(), ids=DEFECTS)
def test_each_defect_is_found(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    break_it: Callable[[Json], Any],
    message: str,
) -> None:
    document = json.loads(SPEC_TEXT)
    break_it(document)
    path = tmp_path / "spec.yaml"
    # Reading YAML would take most of the time; the test below reads a broken file.
    monkeypatch.setattr(load, "load", lambda _: document)
    assert rules.main([str(path)]) == 1
    lines = [line for line in capsys.readouterr().out.splitlines() if message in line]
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
    message = f"spec.yaml: /paths/~1v2~1user~1clips/get: it has no summary\n{len(rules.RULES)}"
    assert run.stdout == f"{message} rules, 1 findings\n"
