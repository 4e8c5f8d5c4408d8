"""Builds the site."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

from hikerkit.spec.document import Document, packaged_spec
from scripts.tools.guides.code_blocks import ROOT
from scripts.tools.site import guides, markdown, python, reference

SOURCE, SITE = ROOT / "build" / "site", ROOT / "site"


def write(document: Document, source: Path) -> None:
    """Everything that Sphinx reads."""
    shutil.rmtree(source, ignore_errors=True)
    found = [
        *guides.pages(),
        *((f"reference/{path}", text) for path, text in reference.pages(document)),
        *((f"reference/responses/{name}", text) for name, text in reference.responses(document)),
        *((f"python/{path}", text) for path, text in python.pages()),
    ]
    for path, text in found:
        target = source / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    own = ROOT / "docs" / "site"
    shutil.copy(own / "conf.py", source)
    (source / "_static").mkdir()
    for name in ("hikerkit.css", "favicon.svg"):
        shutil.copy(own / name, source / "_static")
    for picture in (ROOT / "docs" / "demo.svg", ROOT / "benchmarks" / "results.svg"):
        shutil.copy(picture, source)


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/docs", description=__doc__)
    parser.parse_args()
    write(Document(packaged_spec()), SOURCE)
    shutil.rmtree(SITE, ignore_errors=True)
    sphinx = [sys.executable, "-m", "sphinx", "--quiet", "--fail-on-warning", "--keep-going"]
    trees = ["-d", str(SOURCE.parent / "site-trees")]
    ran = subprocess.run([*sphinx, "-j", "2", "-b", "html", *trees, str(SOURCE), str(SITE)])
    if ran.returncode:
        return ran.returncode
    texts = SOURCE.parent / "site-text"
    wanted = [str(path) for path in sorted((SOURCE / "python").glob("*.rst"))]
    ran = subprocess.run([*sphinx, "-b", "text", *trees, str(SOURCE), str(texts), *wanted])
    if ran.returncode:
        return ran.returncode
    pages = markdown.write(SOURCE, texts, SITE)
    print(f"{pages} pages; open {SITE.relative_to(ROOT) / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
