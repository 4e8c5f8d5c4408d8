"""README and the guides: what stands in them runs as it stands there, on the mock."""

from __future__ import annotations

import gc
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("uvicorn", reason="these tests ask the mock")

from hikerkit.mock import MockService, serve
from scripts.tools.guides.code_blocks import ROOT, Block, blocks, pages

PAGES = pages()
# Extras that nearly every page uses; what is not there was left out of the environment.
EXTRAS = ("click", "rich", "pyarrow", "jsonschema_rs", "pandas", "polars", "dlt")

# Shell between two blocks: what one exported is there in the next, servers end with the page.
_BEFORE = "set -eo pipefail\n[ ! -f .shell ] || . ./.shell\n"
_AFTER = "\nstatus=$?\nexport -p >.shell\njobs -p >>.servers\nexit $status\n"


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serve(MockService(seed=7)) as found:
        yield found


@pytest.fixture
def desk(tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder to work in, as a reader has it: a key, a host, `hikerkit` on the path."""
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    command = bin_folder / "hikerkit"
    command.write_text(
        f'#!/bin/sh\nexec "{sys.executable}" -c "from hikerkit.cli import main; main()" "$@"\n'
    )
    command.chmod(0o755)
    here = os.pathsep.join([str(bin_folder), str(Path(sys.executable).parent), os.environ["PATH"]])
    for name, value in {
        "PATH": here,
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "HIKERAPI_TOKEN": "a-key-of-the-guides",
        "HIKERKIT_BASE_URL": url,
    }.items():
        monkeypatch.setenv(name, value)
    folder = tmp_path / "desk"
    folder.mkdir()
    monkeypatch.chdir(folder)
    yield folder
    servers = folder / ".servers"
    for number in servers.read_text().split() if servers.exists() else ():
        subprocess.run(["kill", number], check=False)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_runs_as_it_stands_there(page: Path, desk: Path) -> None:
    for module in EXTRAS:
        pytest.importorskip(module, reason="the guides use every extra")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    known: dict[str, Any] = {"__name__": "__main__"}
    for block in blocks(page):
        if {"not-run", "install"} & set(block.words) or not is_there(block.words.get("needs")):
            continue
        # The mock of a guide listens on its usual port; here another may listen there.
        text = block.text.replace("8080", port)
        if "file" in block.words:
            (desk / block.words["file"]).write_text(text)
        elif block.language == "python":
            # Its lines are those of the page, so that a traceback names them.
            code = compile("\n" * (block.line - 1) + text, str(page), "exec")
            exec(code, known)
        elif block.language == "sh":
            run_shell(block, text, desk)
    known.clear()
    gc.collect()  # what a sample left open is told here, not in another test


def is_there(needed: str | None) -> bool:
    return not needed or bool(shutil.which(needed) or find_spec(needed))


def run_shell(block: Block, text: str, desk: Path) -> None:
    status = int(block.words.get("exits", "0"))
    if status:  # `set -e` would end it before what comes after
        text = "set +e\n" + text.rstrip("\n")
    # Files, not pipes: a server that goes on has them open.
    with (desk / ".out").open("w+") as out:
        ran = subprocess.run(
            ["bash", "-c", _BEFORE + text + _AFTER],
            stdout=out, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, cwd=desk, timeout=120,
        )  # fmt: skip
        out.seek(0)
        said = out.read()
    assert ran.returncode == status, f"{block.place}:\n{text}\n{said}"
    assert block.words.get("shows", "") in said, f"{block.place}:\n{text}\n{said}"


def test_few_blocks_are_not_run() -> None:
    found = [block for page in PAGES for block in blocks(page)]
    code = [block for block in found if block.language in ("python", "sh")]
    skipped = [block.place for block in code if "not-run" in block.words]
    assert len(code) > 40 and len(skipped) <= 6, skipped


def test_every_block_says_its_language() -> None:
    found = [block for page in PAGES for block in blocks(page)]
    assert {b.language for b in found} <= {"python", "sh", "toml", "yaml", "json", "text", "sql"}


def test_a_file_is_named_before_it_is_shown() -> None:
    for page in PAGES:
        lines = page.read_text().splitlines()
        for block in blocks(page):
            if name := block.words.get("file"):
                assert f"`{name}`" in " ".join(lines[block.line - 5 : block.line - 1]), block.place


def test_a_guide_begins_with_its_title_and_every_guide_is_in_the_readme() -> None:
    readme = PAGES[0].read_text()
    for page in PAGES[1:]:
        assert re.match(r"# \S.*\n\n", page.read_text()), page.name
        assert f"(docs/guides/{page.name})" in readme, page.name


def test_links_between_pages_lead_somewhere() -> None:
    for page in PAGES:
        text = page.read_text()
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            if re.match(r"[a-z]+:", target):
                continue
            path, _, anchor = target.partition("#")
            there = (page.parent / path) if path else page
            assert there.exists(), f"{page.name}: {target}"
            if anchor:
                assert anchor in anchors(there), f"{page.name}: {target}"


def anchors(page: Path) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def test_the_pages_lie_in_this_repository() -> None:
    assert all(page.is_relative_to(ROOT) for page in PAGES) and len(PAGES) == 14
