"""The picture of the demo in README is of this demo, and asks nobody for anything."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

pytest.importorskip("rich", reason="the demo draws with it")

from scripts.tools.demo import picture

PICTURE = Path(__file__).parents[2] / "docs" / "demo.svg"


def shown(svg: str) -> str:
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", svg)
    return " ".join(html.unescape(text).replace("\xa0", " ").strip() for text in texts)


def test_the_picture_shows_what_the_demo_does() -> None:
    words = shown(PICTURE.read_text(encoding="utf-8"))
    for word in (
        "scripts/demo",
        "profile",
        "National Geographic",
        "newest reels",
        "would have cost",
    ):
        assert word in words
    assert "1000/1000" in words


def test_the_picture_asks_for_nothing() -> None:
    svg = PICTURE.read_text(encoding="utf-8")
    assert not re.search(r"@import|@font-face|url\((?!#)|<image|<script|href=", svg)


def test_a_picture_is_drawn_without_what_a_viewer_would_fetch(tmp_path: Path) -> None:
    console = picture.recording(width=40)
    console.print("[bold]5 < 6[/bold] & more")
    picture.draw(console, tmp_path / "x.svg", "a <title>")
    svg = (tmp_path / "x.svg").read_text(encoding="utf-8")
    assert "5 < 6" in shown(svg) and "<title>a &lt;title&gt;</title>" in svg
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")
