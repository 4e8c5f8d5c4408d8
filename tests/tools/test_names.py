"""Nothing hand-written repeats what the spec says: no path, operation or field is named in it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from hikerkit_api import api, models, service

from tests.conftest import SPEC

ROOT = Path(__file__).parents[2]
# The demo is a caller's program.
FILES = [
    path
    for folder in ("overlays/python/core", "overlays/python/hikerkit", "scripts/tools")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if path.parent.name != "demo"
]


def spec_names() -> set[str]:
    """Every name of the spec but those that are a single word of plain English."""
    fields = {key for name in models.__all__ for key in getattr(models, name).__keys__.values()}
    names = {name for name in fields if "_" in name.strip("_")}
    names |= {key for name in models.__all__ for key in getattr(models, name).__identity__} - {
        "id",
        "code",
    }
    names |= {operation.id for operation in api.operations()} | set(SPEC["paths"])
    names |= {p.name for operation in api.operations() for p in operation.parameters} - {"id"}
    names |= {word for word in service.FAULTS.values() if word != "type"}
    return names | {
        service.KEY_HEADER,
        service.UNITS_HEADER,
        service.UNITS_WORD,
        service.KIND_FIELD,
    }


NAMES = spec_names()


def named_in(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Names of the spec that stand in the code as a text or after a dot."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node.value in NAMES:
            yield node.lineno, str(node.value)
        # One word after a dot is more often Python's than the spec's.
        if isinstance(node, ast.Attribute) and node.attr in NAMES and "_" in node.attr.strip("_"):
            yield node.lineno, node.attr


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_hand_written_line_names_what_the_spec_names(path: Path) -> None:
    found = list(named_in(ast.parse(path.read_text())))
    assert not found


def test_the_check_finds_what_it_looks_for() -> None:
    code = 'user.follower_count; body["next_page_id"]; "/v2/user/by/id"; x == "user_clips"; y["pk"]'
    assert {name for _, name in named_in(ast.parse(code))} == {
        "follower_count", "next_page_id", "/v2/user/by/id", "user_clips", "pk",
    }  # fmt: skip
