"""Texts of the spec in generated code: literals, docstrings, reflowed paragraphs."""

from __future__ import annotations

import json
import re
import textwrap
from typing import Any

WIDTH = 92


def literal(value: Any) -> str:
    """Python source of a JSON value; tuples stay tuples."""
    if isinstance(value, tuple):
        inner = ", ".join(literal(item) for item in value)
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    if isinstance(value, list):
        return f"[{', '.join(literal(item) for item in value)}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{literal(k)}: {literal(v)}" for k, v in value.items()) + "}"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return repr(value)


def docstring(text: str) -> str:
    """A wrapped docstring of this text; no text can end it early."""
    safe = text.strip().replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    lines: list[str] = []
    for line in safe.splitlines():
        indent = re.match(r" *", line)[0]  # type: ignore[index]
        hang = indent + "    " if re.match(r" +\w+: ", line) else indent
        wrapped = textwrap.wrap(
            line, WIDTH - 8, subsequent_indent=hang, break_long_words=False, break_on_hyphens=False
        )
        lines += wrapped or [""]
    body = "\n".join(lines)
    if body.endswith('"'):
        body += " "
    return f'"""{body}\n"""' if "\n" in body else f'"""{body}"""'


def reflow(text: str) -> str:
    """Markdown with every paragraph on one line; lists keep their lines."""
    paragraphs = []
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        joined = re.sub(r"[ \t]*\n(?!\s*([-*+]|\d+\.) )[ \t]*", " ", paragraph)
        paragraphs.append(joined)
    return "\n\n".join(paragraphs)
