"""The guides, README and changelog as pages, with links within the site."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scripts.tools.guides.code_blocks import ROOT

GUIDES = ROOT / "docs" / "guides"
# In the order in which somebody new reads them.
ORDER = (
    "start", "terminal", "money", "pages", "errors", "archive", "async", "frames", "collecting",
    "mock", "endpoint", "security", "people",
)  # fmt: skip
_INFO = re.compile(r"^( {0,3}`{3,})([a-z]+) .*$", re.MULTILINE)
_LINK = re.compile(r"\]\(([^)\s:]+)\)")


def pages() -> Iterator[tuple[str, str]]:
    """Path and MyST of every page."""
    names = [path.stem for path in GUIDES.glob("*.md")]
    ordered = [name for name in ORDER if name in names] + sorted(set(names) - set(ORDER))
    for name in ordered:
        text = (GUIDES / f"{name}.md").read_text(encoding="utf-8")
        yield f"guides/{name}.md", relink(strip_fences(text), "docs/guides/")
    yield "changelog.md", relink((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), "")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    tree = "\n".join(f"guides/{name}" for name in ordered)
    yield (
        "index.md",
        (
            relink(strip_fences(readme), "")
            + f"\n```{{toctree}}\n:hidden:\n:caption: Guides\n\n{tree}\n```\n"
            "\n```{toctree}\n:hidden:\n:caption: Reference\n\nreference/index\npython/index\n"
            "changelog\n```\n"
        ),
    )


def strip_fences(text: str) -> str:
    """Code fences without the words that are only for the tests."""
    return _INFO.sub(r"\1\2", text)


def relink(text: str, folder: str) -> str:
    """The text with links to pages of the site; links to other files become plain text."""

    def change(found: re.Match[str]) -> str:
        target = found[1]
        path, _, anchor = target.partition("#")
        if folder and (GUIDES / path).exists() and path.endswith(".md") and ".." not in path:
            return found[0]
        if not folder and path.startswith("docs/"):
            return f"]({path.removeprefix('docs/')}{'#' + anchor if anchor else ''})"
        if path == "CHANGELOG.md" or path.startswith("#") or not path:
            return f"]({target.replace('CHANGELOG', 'changelog')})"
        if path.endswith("results.svg"):
            return "](results.svg)"
        return f"](repository:{path})"

    return re.sub(r"\[([^]]*)\]\(repository:([^)]*)\)", r"\1", _LINK.sub(change, text))
