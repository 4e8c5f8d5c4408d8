"""JSON lines, and JSON documents."""

from __future__ import annotations

import json
from typing import Any

from hikerkit_api.core.json import to_plain

from hikerkit.cli.output.base import Layout, Writer
from hikerkit.cli.output.sink import File, Sink


class JsonLinesWriter(Writer):
    """One item per line."""

    indent: int | None = None

    def __init__(self, sink: Sink, layout: Layout) -> None:
        super().__init__(sink, layout)
        self._is_streaming = not isinstance(sink, File)  # a reader may follow the output
        # Outside Unicode, JSON has escapes for what the encoding cannot express.
        self._is_ascii = sink.encoding.lower().replace("-", "") not in ("utf8", "utf16", "utf32")

    def put(self, item: Any) -> None:
        if self.layout.fields is not None:
            item = dict(
                pair for field in self.layout.fields for pair in self.pick_field(item, field)
            )
        self.sink.write_text(self.frame(format_json(item, self.indent, self._is_ascii)))
        if self._is_streaming:
            self.flush()

    def frame(self, text: str) -> str:
        """An item's JSON with what goes around it."""
        return text + "\n"


class JsonWriter(JsonLinesWriter):
    """One document: an array of a list, an object of a single response."""

    def __init__(self, sink: Sink, layout: Layout) -> None:
        super().__init__(sink, layout)
        self.indent = 2 if sink.is_terminal or not layout.is_list else None

    def frame(self, text: str) -> str:
        if not self.layout.is_list:
            return text + "\n"
        return ("[\n" if self.count == 1 else ",\n") + text

    def end(self) -> None:
        if self.layout.is_list:
            self.sink.write_text("\n]\n" if self.count else "[]\n")


def format_json(value: Any, indent: int | None, is_ascii: bool = False) -> str:
    """JSON that cannot control a terminal: what is not printable is escaped."""
    text = json.dumps(to_plain(value), ensure_ascii=is_ascii, indent=indent)
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == "\n" else _escape(c) for c in text)


def _escape(letter: str) -> str:
    units = letter.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))
