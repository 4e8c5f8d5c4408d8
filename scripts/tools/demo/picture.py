"""Draw the output of a console as an SVG that loads no remote fonts."""

from __future__ import annotations

from html import escape
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme

# The template of rich without its fonts, which a viewer would have to download.
_TEMPLATE = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">
<title>TITLE</title>
<style>
.{unique_id}-matrix, .{unique_id}-title {{
  font-family: ui-monospace, "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-size: {char_height}px; line-height: {line_height}px;
}}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""
_THEME = TerminalTheme(
    (24, 26, 31),
    (212, 214, 218),
    [
        (24, 26, 31), (224, 108, 117), (126, 192, 126), (214, 175, 104),
        (110, 168, 232), (198, 132, 220), (86, 182, 194), (212, 214, 218),
    ],
    [
        (120, 126, 138), (240, 132, 140), (152, 215, 150), (232, 200, 136),
        (140, 190, 245), (216, 160, 236), (112, 206, 216), (255, 255, 255),
    ],
)  # fmt: skip


def recording(width: int) -> Console:
    """A console of this width that records its output, without animation."""
    return Console(record=True, width=width, force_terminal=False, color_system=None)


def draw(console: Console, path: Path, title: str) -> None:
    """Write the recorded output as an SVG."""
    console.print()  # else the descenders of the last line are cut off
    svg = console.export_svg(title=title, theme=_THEME, code_format=_TEMPLATE, unique_id="terminal")
    lines = svg.replace("<title>TITLE", f"<title>{escape(title)}").splitlines()
    path.write_text("".join(f"{line.rstrip()}\n" for line in lines), encoding="utf-8")
