"""The base class of output formats."""

from __future__ import annotations

from typing import Any

import attrs

from hikerkit.cli.output.sink import ClosedPipeError, OutputError, Sink
from hikerkit.tables.flatten import select_field


@attrs.frozen
class Layout:
    """What to show of each item."""

    fields: tuple[str, ...] | None
    """The fields to write; None for the default."""
    summary: tuple[str, ...] = ()
    """Fields that go first, and the columns of a table."""
    identity: tuple[str, ...] = ()
    """Fields that a table never truncates."""
    is_list: bool = True


class Writer:
    """Writes items one after another; subclasses implement `put` and perhaps `end`."""

    is_tabular = False
    """Whether an item is one row, so that nested lists do not get rows of their own."""

    def __init__(self, sink: Sink, layout: Layout) -> None:
        self.sink = sink
        self.layout = layout
        self.count = 0
        self.unsaved: list[Any] = []
        """Items that may not have reached the output yet."""
        self._seen_fields: set[str] = set()
        self._is_open = True

    def write(self, item: Any) -> None:
        """Write an item. Raises OutputError, ClosedPipeError."""
        self.count += 1
        self.unsaved.append(item)
        self.put(item)

    def put(self, item: Any) -> None:
        """Write or buffer an item. Raises OutputError, ClosedPipeError."""
        raise NotImplementedError

    def flush(self) -> None:
        """Write what is buffered: the next page takes a while. Raises as `write` does."""
        self.sink.flush()
        self.unsaved.clear()

    def end(self) -> None:
        """Write what follows the last item. Raises as `write` does."""

    def finish(self) -> None:
        """Complete the output. Raises as `write` does."""
        self.end()
        self.sink.flush()
        self.unsaved.clear()
        self.sink.commit()
        self._is_open = False

    def keep(self) -> str | None:
        """End the output early; the path of the file with what was written, if there is one."""
        if not self._is_open:
            return None
        if not self.count:
            self.discard()
            return None
        self._is_open = False
        try:
            self.end()
            self.sink.flush()
            return self.sink.keep()
        except (OutputError, ClosedPipeError):
            return self.salvage()

    def salvage(self) -> str | None:
        """The path of an incomplete file with what was written, if there is one."""
        return self.sink.unfinished_path

    def discard(self) -> None:
        """Delete what was written to a file."""
        self._is_open = False
        self.sink.discard()

    def pick_field(self, item: Any, field: str) -> list[tuple[str, Any]]:
        """Column and value of a field; an object has several columns."""
        found = list(select_field(item, field))
        if found:
            self._seen_fields.add(field)
        return found

    def missing_fields(self) -> list[str]:
        """Requested fields that no item had."""
        fields = self.layout.fields or () if self.count else ()
        return [field for field in fields if field not in self._seen_fields]
