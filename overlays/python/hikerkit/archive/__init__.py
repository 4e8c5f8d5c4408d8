"""The archive: every response that was paid for, in one file. See `Archive`."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hikerkit.archive.archive import Archive
    from hikerkit.archive.entry import Entry
    from hikerkit.archive.maintenance.forget import Forgotten
    from hikerkit.archive.maintenance.prune import Pruned

__all__ = ["Archive", "Entry", "Forgotten", "Pruned"]

# Imported on first use: a client without an archive needs no database.
_HOMES = {
    "Archive": "archive",
    "Entry": "entry",
    "Forgotten": "maintenance.forget",
    "Pruned": "maintenance.prune",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
