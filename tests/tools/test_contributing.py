"""The table of CONTRIBUTING says where a change goes: those places exist."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHORT = {"hikerkit": "overlays/python/hikerkit", "core": "overlays/python/core"}
# What such a change would add.
NEW = {
    "overlays/python/hikerkit/stores/redis.py",
    "overlays/typescript/",
    "scripts/tools/generate/typescript/",
    "generated/typescript/",
}


def test_the_files_of_the_table_exist() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = text.partition("## Where a change goes")[2].partition("\n## ")[0]
    rows = [row for row in table.splitlines() if row.startswith("| ")][1:]
    assert len(rows) >= 15
    for row in rows:
        paths = {name for name in re.findall(r"`([^`]+)`", row.split("|")[2]) if "/" in name}
        assert paths, row
        for name in paths:
            top, slash, rest = name.partition("/")
            path = SHORT.get(top, top) + slash + rest
            assert path in NEW or (ROOT / path).exists(), path
