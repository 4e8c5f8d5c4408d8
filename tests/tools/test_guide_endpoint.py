"""The edit of the spec that the guide on endpoints shows is enough, and keeps the rules."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("openapi_python_client", reason="needs what generates")
pytest.importorskip("jsonschema_rs", reason="the rules judge examples")
pytest.importorskip("click", reason="the endpoint is asked from the command line")

from scripts.tools.generate import command
from scripts.tools.guides.code_blocks import ROOT, blocks
from scripts.tools.spec.rules.command import check

pytestmark = pytest.mark.slow

SERVED = """
import sys
from hikerkit.cli import main
from hikerkit.mock import MockService, serve
with serve(MockService(list_size=120)) as url:
    sys.argv = ["hikerkit", "--base-url", url, *sys.argv[1:]]
    main()
"""


def test_the_edit_of_the_guide_is_enough(tmp_path: Path) -> None:
    paths, schemas = (
        block.text
        for block in blocks(ROOT / "docs" / "guides" / "endpoint.md")
        if block.language == "yaml"
    )
    text = (ROOT / "openapi.yaml").read_text(encoding="utf-8")
    for head, more in (("\npaths:\n", paths), ("\n  schemas:\n", schemas)):
        assert text.count(head) == 1
        text = text.replace(head, head + more)
    spec = tmp_path / "openapi.yaml"
    spec.write_text(text, encoding="utf-8")
    shutil.copytree(ROOT / "spec", tmp_path / "spec")
    assert not check(spec)
    assert command.main(["--spec", str(spec), "--output", str(tmp_path / "generated")]) == 0
    path = os.pathsep.join(
        [str(tmp_path / "generated" / "python"), str(ROOT / "overlays" / "python")]
    )
    ran = subprocess.run(
        [sys.executable, "-c", SERVED, "user", "similar", "natgeo", "--limit", "100"],
        capture_output=True, text=True, encoding="utf-8", timeout=120, cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": path, "HIKERAPI_TOKEN": "some-key"},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    found = [json.loads(line) for line in ran.stdout.splitlines()]
    assert len({account["pk"] for account in found}) == 100
