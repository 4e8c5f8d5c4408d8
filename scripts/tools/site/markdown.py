"""Every page as Markdown next to it, and `llms.txt`, for language models."""

from __future__ import annotations

import re
from pathlib import Path

_DIRECTIVE = re.compile(r"^`{3}\{(toctree)\}.*?^`{3}\n?", re.MULTILINE | re.DOTALL)
_WARNING = re.compile(r"^`{3}\{warning\}\n(.*?)\n`{3}$", re.MULTILINE | re.DOTALL)
_TAB = re.compile(r"^:{4,}\{tab-item\} (.*)$", re.MULTILINE)
_COLONS = re.compile(r"^:{4,}.*\n|^:sync.*\n", re.MULTILINE)
_DOWNLOAD = re.compile(r"\{download\}`([^<`]*) <([^>`]*)>`")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def write(source: Path, texts: Path, site: Path) -> int:
    """Write them and return their number."""
    found: list[tuple[str, str]] = []
    for path in sorted([*source.rglob("*.md"), *texts.rglob("*.txt")]):
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".md":
            name, text = path.relative_to(source).as_posix(), plain(text)
        else:
            name = path.relative_to(texts).with_suffix(".md").as_posix()
        target = site / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        found.append((name, text))
    (site / "llms.txt").write_text(_index(found), encoding="utf-8")
    return len(found)


def plain(text: str) -> str:
    """MyST converted to plain Markdown."""
    text = _DIRECTIVE.sub("", text)
    text = _WARNING.sub(r"> \1", text)
    text = _TAB.sub(r"**\1**", text)
    text = _COLONS.sub("", text)
    return _DOWNLOAD.sub(r"[\1](\2)", text).rstrip() + "\n"


def _index(found: list[tuple[str, str]]) -> str:
    """One line per page: title, link, first sentence."""
    lines = ["# hikerkit", "", "> The typed client kit for HikerAPI, a paid REST service.", ""]
    sections = {"": "Start", "guides": "Guides", "reference": "API reference", "python": "Python"}
    for folder, title in sections.items():
        lines += [f"## {title}", ""]
        for name, text in found:
            place = name.split("/")[0] if "/" in name else ""
            if place == folder and not name.startswith("reference/models/"):
                lines.append(f"- [{_title(text)}]({name}): {_lead(text)}")
        lines.append("")
    lines += ["## Models", ""]
    lines += [
        f"- [{_title(text)}]({name}): {_lead(text)}"
        for name, text in found
        if name.startswith("reference/models/")
    ]
    return "\n".join(lines) + "\n"


def _title(text: str) -> str:
    return _ESCAPE.sub(r"\1", text.lstrip().split("\n", 1)[0].lstrip("# ")).strip()


def _lead(text: str) -> str:
    for part in text.split("\n\n")[1:]:
        line = " ".join(part.split())
        if line and not line.startswith(("#", "|", "!", "`", "=", "*")):
            return _ESCAPE.sub(r"\1", line)[:160]
    return ""
