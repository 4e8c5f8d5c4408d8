"""The spec says what the documentation says; this table was copied from there by hand."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from tests.conftest import SPEC, documented

USER_ID, USERNAME, ID = (
    ("user_id", "string", True),
    ("username", "string", True),
    ("id", "string", True),
)
PAGED = (("user_id", "string", False), ("page_id", "string", False))
FORCE, SAFE_INT = ("force", "boolean", False), ("safe_int", "boolean", False)
AMOUNT = ("amount", "integer", False)

# Path: parameters (name, type, required), units, the first digits of the SHA-256 of the response.
DOCUMENTED: dict[str, tuple[tuple[tuple[str, str, bool], ...], int, str | None]] = {
    "/a2/user": ((USERNAME,), 2, "a04753776e7df3e4"),
    "/v2/user/by/id": ((ID,), 1, "fe421ace5f2b1a1f"),
    "/v2/user/by/username": ((USERNAME,), 1, "46f8d71a7437ac3c"),
    "/v2/user/clips": ((*PAGED, SAFE_INT), 1, "b66a8cc9b1c1ce5c"),
    "/v2/user/explore/businesses/by/id": ((USER_ID,), 2, "e9158806981d6acf"),
    "/v2/user/followers": (PAGED, 1, "c9f6bc2557dce1da"),
    "/v2/user/following": (PAGED, 1, "83b25a5d3fc99172"),
    "/v2/user/highlights": ((USER_ID, AMOUNT, FORCE), 2, "e5312bb7b37adf4d"),
    "/v2/user/highlights/by/username": ((USERNAME, AMOUNT, FORCE), 3, "c66cf660dde1feae"),
    "/v2/user/stories": ((USER_ID, FORCE, SAFE_INT), 2, "69b14bab308c8fd7"),
    "/v2/user/stories/by/username": ((USERNAME, FORCE, SAFE_INT), 3, "9e30315c681facec"),
    "/v2/user/suggested/profiles": (
        (USER_ID, ("expand_suggestion", "boolean", False)),
        1,
        "87bb0db45fc11d40",
    ),
    "/v2/user/tag/medias": (PAGED, 1, "683a52b3f7855f1c"),
    "/v2/userstream/by/id": ((ID,), 1, "8e69ceedfba7eaf4"),
    "/v2/userstream/by/username": ((USERNAME,), 1, "c273967f6e4a10a3"),
    "/v2/user/medias": ((*PAGED, SAFE_INT), 1, "ac80a2f8ee8ccfc4"),
    "/v2/user/videos": (PAGED, 1, None),
    "/sys/balance": ((), 0, None),
}
CODES = {200, 307, 400, 401, 402, 403, 404, 405, 408, 422, 429, 430, 500, 503, 504}


def follow(node: Any) -> Any:
    while "$ref" in node:
        target: Any = SPEC
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        node = target
    return node


def test_every_documented_endpoint_is_there_and_no_other() -> None:
    assert set(SPEC["paths"]) == set(DOCUMENTED)
    assert all(list(item) == ["get"] for item in SPEC["paths"].values())


@pytest.mark.parametrize("path", DOCUMENTED)
def test_an_endpoint_is_as_documented(path: str) -> None:
    parameters, units, digest = DOCUMENTED[path]
    operation = SPEC["paths"][path]["get"]
    found = [follow(node) for node in operation.get("parameters", [])]
    named = {(p["name"], p["schema"]["type"], p.get("required", False)) for p in found}
    assert named == set(parameters) and all(p["in"] == "query" for p in found)
    assert operation["x-cost"]["units"] == units
    cheaper = {"force": 1} if FORCE in parameters else {}
    assert operation["x-cost"].get("less", {}) == cheaper
    assert bool(operation.get("deprecated")) is (path in ("/v2/user/medias", "/v2/user/videos"))
    codes = {int(code) for code in operation["responses"]}
    assert codes >= CODES - ({402, 403, 404} if path == "/sys/balance" else set())
    if digest is not None:
        text = json.dumps(documented()[operation["operationId"]], ensure_ascii=False)
        assert hashlib.sha256(text.encode()).hexdigest().startswith(digest)


def test_hosts_key_and_charges_are_as_documented() -> None:
    hosts = [server["url"] for server in SPEC["servers"]]
    assert hosts == ["https://api.hikerapi.com", "https://api.instagrapi.com"]
    (scheme,) = SPEC["components"]["securitySchemes"].values()
    assert (scheme["type"], scheme["in"], scheme["name"]) == ("apiKey", "header", "x-access-key")
    charged = {
        code: follow(node)["x-charged"]
        for code, node in SPEC["paths"]["/v2/user/by/id"]["get"]["responses"].items()
        if code != "200"
    }
    assert {code for code, said in charged.items() if said == "no"} == {
        "401", "402", "410", "503", "504",
    }  # fmt: skip
