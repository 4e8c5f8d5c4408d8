"""The one-edit rule: an endpoint added to the spec works everywhere, with no code for it."""

from __future__ import annotations

import copy
import csv
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("openapi_python_client", reason="needs what generates")

pytest.importorskip("schemathesis", reason="the contract tests need it")

from hikerkit.mock import MockService
from scripts.tools.generate import command as generate
from tests.conftest import SPEC
from tests.contract.server.checks import CHECKS, Check
from tests.contract.server.fuzz import fuzz
from tests.contract.server.promises import Contract

ROOT = Path(__file__).parents[1]

NEW = "media_likers"
NEW_PATH = "/v3/media/{media_id}/likers"
NEW_SCHEMAS = {
    "LikersPage": {
        "type": "object",
        "description": "A page of likers.",
        "required": ["response", "next_page_id"],
        "properties": {
            "response": {"$ref": "#/components/schemas/Likers"},
            "next_page_id": {"type": ["string", "null"]},
        },
    },
    "Likers": {
        "type": "object",
        "description": "Likers.",
        "required": ["rows"],
        "properties": {
            "rows": {"type": "array", "items": {"$ref": "#/components/schemas/LikerRow"}}
        },
    },
    "LikerRow": {
        "type": "object",
        "description": "One row.",
        "required": ["liker"],
        "properties": {"liker": {"$ref": "#/components/schemas/Liker"}},
    },
    "Liker": {
        "type": "object",
        "description": "An account that liked.",
        "required": ["account_number", "handle"],
        "x-identity": ["account_number"],
        "x-summary": ["account_number", "handle"],
        "properties": {
            "account_number": {"$ref": "#/components/schemas/Id"},
            "handle": {"type": "string"},
            "liked_at": {"type": "integer", "format": "int64"},
            "badge": {"oneOf": [{"$ref": "#/components/schemas/LikerBadge"}, {"type": "null"}]},
        },
    },
    "LikerBadge": {
        "type": "object",
        "description": "A badge.",
        "properties": {"colour": {"type": "string"}},
    },
}


def new_operation() -> dict[str, Any]:
    operation: dict[str, Any] = copy.deepcopy(SPEC["paths"]["/v2/user/clips"]["get"])
    success = operation["responses"]["200"]
    success["content"]["application/json"] = {"schema": {"$ref": "#/components/schemas/LikersPage"}}
    success["links"] = {
        "next": {
            "operationId": "media_likers",
            "parameters": {
                "media_id": "$request.path.media_id",
                "order": "$request.query.order",
                "after": "$response.body#/next_page_id",
            },
            "x-page": {"items": "/response/rows", "item": "/liker"},
        }
    }
    del operation["x-any-of"]
    operation |= {
        "operationId": "media_likers",
        "tags": ["media"],
        "summary": "Likers of a post",
        "description": "Who liked a post. No response is documented.",
        "x-cost": {"units": 2},
        "parameters": [
            {
                "name": "media_id",
                "in": "path",
                "required": True,
                "description": "Id of the post.",
                "schema": {"type": "integer", "format": "int64", "minimum": 1},
                "example": 3870025531093850440,
            },
            {
                "name": "order",
                "in": "query",
                "description": "Which come first.",
                "schema": {"type": "string", "enum": ["newest", "oldest"]},
            },
            {
                "name": "after",
                "in": "query",
                "description": "Cursor.",
                "schema": {"type": "string"},
            },
        ],
    }
    return operation


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A generated tree whose spec has one more endpoint."""
    folder = tmp_path_factory.mktemp("one-edit")
    spec = copy.deepcopy(SPEC)
    spec["tags"].append({"name": "media", "description": "Posts."})
    spec["paths"][NEW_PATH] = {"get": new_operation()}
    spec["components"]["schemas"] |= NEW_SCHEMAS
    path = folder / "openapi.yaml"
    path.write_text(json.dumps(spec, ensure_ascii=False))
    assert generate.main(["--spec", str(path), "--output", str(folder)]) == 0
    return folder / "python"


def run(package: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python with the new generated package before the installed one."""
    path = os.pathsep.join([str(package), str(ROOT / "overlays" / "python")])
    variables = {**os.environ, "PYTHONPATH": path, "HIKERAPI_TOKEN": "some-key", **environment}
    return subprocess.run(
        [sys.executable, *command], capture_output=True, text=True, env=variables, timeout=120
    )


PROGRAM = """
import json
import anyio
from hikerkit import AsyncHiker, Hiker
from hikerkit.errors import ArgumentError
from hikerkit.mock import AsyncMockTransport, MockService, MockTransport

post = 3870025531093850440
service = MockService(list_size=120, page_size=50)
seen = {}

with Hiker(transport=MockTransport(service)) as hiker:
    pager = hiker.media.likers(post, order="newest", limit=110)
    likers = list(pager)
    seen["sync"] = [str(liker.account_number) for liker in likers]
    seen["types"] = sorted({type(liker).__name__ for liker in likers})
    seen["remainder"] = len(pager.remainder)
    seen["units"] = [pager.units, hiker.usage.units]
    seen["pages"] = [len(page) for page in hiker.media.likers(post).pages()]
    seen["url"] = hiker.with_response.media.likers(post, order="oldest").url
    seen["doc"] = type(hiker.media).likers.__doc__
    for name, call in {
        "enum": lambda: hiker.media.likers(post, order="best"),
        "kind": lambda: hiker.media.likers("post"),
        "minimum": lambda: hiker.media.likers(0),
    }.items():
        try:
            call()
        except ArgumentError as error:
            seen[name] = str(error)

async def main():
    async with AsyncHiker(transport=AsyncMockTransport(service)) as hiker:
        return [str(liker.account_number) async for liker in hiker.media.likers(post)]

seen["async"] = anyio.run(main)
print(json.dumps(seen))
"""


def test_a_new_endpoint_works_in_python(package: Path) -> None:
    ran = run(package, "-c", PROGRAM)
    assert ran.returncode == 0, ran.stderr
    seen = json.loads(ran.stdout)
    assert len(set(seen["async"])) == 120 and seen["sync"] == seen["async"][:110]
    assert seen["types"] == ["Liker"] and seen["remainder"] == 10
    assert seen["units"] == [6, 6] and seen["pages"] == [50, 50, 20]
    assert seen["url"].endswith("/v3/media/3870025531093850440/likers?order=oldest")
    assert "Who liked a post" in seen["doc"] and "Cost: 2 units per page" in seen["doc"]
    assert "expected one of 'newest', 'oldest'" in seen["enum"]
    assert "media_id is 'post'" in seen["kind"] and "1 or more" in seen["minimum"]


COMMAND = "from hikerkit.cli import main; main()"
SERVED = """
import sys
sys.argv = ["hikerkit", *sys.argv[1:]]
from hikerkit.cli import main
from hikerkit.mock import MockService, serve
with serve(MockService(list_size=120)) as url:
    sys.argv[1:1] = ["--base-url", url]
    main()
"""


def test_a_new_endpoint_works_from_a_terminal(package: Path) -> None:
    ran = run(
        package,
        "-c",
        SERVED,
        "media",
        "likers",
        "3870025531093850440",
        "--order",
        "newest",
        "--limit",
        "60",
    )
    assert ran.returncode == 0, ran.stderr
    likers = [json.loads(line) for line in ran.stdout.splitlines()]
    assert len({str(liker["account_number"]) for liker in likers}) == 60
    assert "60 items, 2 pages, 4 units; 40 more of the last page" in ran.stderr
    words = ("-c", SERVED, "media", "likers", "3870025531093850440", "--limit", "60")
    table = run(package, *words, "--format", "table").stdout.splitlines()
    assert table[0].split() == ["account_number", "handle"] and len(table) == 61
    rows = list(csv.DictReader(run(package, *words, "--format", "csv").stdout.splitlines()))
    assert list(rows[0])[:2] == ["account_number", "handle"]
    assert {row["account_number"] for row in rows} == {str(one["account_number"]) for one in likers}
    shown = run(package, "-c", COMMAND, "media", "likers", "--help").stdout
    for text in (
        "Likers of a post",
        "[newest|oldest]",
        "--after",
        "--limit",
        "Cost: 2 units per page",
    ):
        assert text in shown
    assert "media" in run(package, "-c", COMMAND, "--help").stdout


def test_a_new_list_is_collected(package: Path, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="collecting is an extra")
    made = tmp_path / "x.duckdb"
    words = ("collect", "3870025531093850440", "--lists", "likers", "--into", str(made))
    ran = run(package, "-c", SERVED, *words)
    assert ran.returncode == 0, ran.stderr
    assert "likers" in run(package, "-c", COMMAND, "collect", "--help").stdout
    with duckdb.connect(str(made), read_only=True) as connection:
        found = connection.execute(
            "SELECT count(*), count(DISTINCT id), any_value(typeof(liked_at)) FROM likers "
            "JOIN relations ON object_id = id AND object_table = 'likers' "
            "WHERE relation = 'likers' AND subject_id = '3870025531093850440'"
        ).fetchall()
    assert found == [(120, 120, "BIGINT")]


REFERENCE = """
import json
from scripts.tools.site import reference
from hikerkit.spec.document import Document, packaged_spec
print(json.dumps(dict(reference.pages(Document(packaged_spec())))))
"""


def test_a_new_endpoint_is_in_the_reference(package: Path) -> None:
    ran = run(package, "-c", REFERENCE)
    assert ran.returncode == 0, ran.stderr
    pages = json.loads(ran.stdout)
    page = pages[f"{NEW}.md"].replace("\\", "")
    for text in (
        "# media.likers", "Likers of a post.", "GET /v3/media/{media_id}/likers",
        "2 units per page",
        "hiker.media.likers(3870025531093850440, limit=50)", "async for",
        "hikerkit media likers 3870025531093850440", "/v3/media/3870025531093850440/likers",
        "one of `newest`, `oldest`", "[Liker](models/Liker.md)",
    ):  # fmt: skip
        assert text in page, text
    assert f"[media.likers]({NEW}.md)" in pages["index.md"].replace("\\", "")
    assert "badge" in pages["models/Liker.md"]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_contract_covers_a_new_endpoint(package: Path, check: Check) -> None:
    document = json.loads((package / "hikerkit_api" / "openapi.json").read_bytes())
    assert not list(check(document, Contract(document)))


def test_the_contract_tests_ask_for_a_new_endpoint(package: Path) -> None:
    document = json.loads((package / "hikerkit_api" / "openapi.json").read_bytes())
    service = MockService(document, keys=["some-key"])
    assert not list(map(str, fuzz(service, document, key="some-key", seed=1, examples=5)))
    asked = Counter(entry.status for entry in service.ledger.entries if entry.operation == NEW)
    assert asked[200] > 5 and asked[401] and asked[405] + asked[422]


def test_the_contract_finds_faults_of_a_new_endpoint(package: Path) -> None:
    document = json.loads((package / "hikerkit_api" / "openapi.json").read_bytes())
    contract = Contract(copy.deepcopy(document))
    contract.by_label[f"GET {NEW_PATH}"].raw["x-cost"]["units"] = 3
    found = [operation for check in CHECKS for operation, _ in check(document, contract)]
    assert f"GET {NEW_PATH}" in found and "GET /v2/user/clips" not in found


def test_type_checkers_see_a_new_endpoint(package: Path, tmp_path: Path) -> None:
    caller = tmp_path / "caller.py"
    caller.write_text(
        "from typing import assert_type\n"
        "from hikerkit_api.models import Liker\n"
        "from hikerkit import Hiker, Pager\n"
        "def likers(hiker: Hiker) -> None:\n"
        '    assert_type(hiker.media.likers(5, order="newest"), Pager[Liker])\n'
        '    hiker.media.likers("5")  # type: ignore[arg-type]\n'
        '    hiker.media.likers(5, order="best")  # type: ignore[arg-type]\n'
    )
    settings = tmp_path / "mypy.ini"
    settings.write_text("[mypy]\nstrict = True\n")
    paths = os.pathsep.join([str(package), str(ROOT / "overlays" / "python")])
    command = ["-m", "mypy", "--config-file", str(settings), "--cache-dir", str(tmp_path / "cache")]
    ran = run(package, *command, str(caller), MYPYPATH=paths)
    assert ran.returncode == 0, ran.stdout
