"""The `x-` fields that a spec may have; spec/extensions.md says what they mean."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hikerkit._utils.json_path import format_pointer
from hikerkit.spec.errors import SpecError

# Each field with the keys that its value may have; None if they are names of the spec, or if
# the value is not an object.
EXTENSIONS: dict[str, frozenset[str] | None] = {
    "x-account": frozenset({"units", "rate", "money", "currency"}),
    "x-any-of": None,
    "x-charged": None,
    "x-cost": frozenset({"units", "less"}),
    "x-effect": frozenset({"limits", "integers", "privacy", "entries"}),
    "x-entity": frozenset(
        {"kind", "by", "name", "title", "private", "business", "owner", "counts"}
    ),
    "x-environment": None,
    "x-expects": None,
    "x-failure": None,
    "x-faults": frozenset({"list", "place", "reason", "kind"}),
    "x-identity": None,
    "x-kind": None,
    "x-message": None,
    "x-numeric": None,
    "x-page": frozenset({"items", "item", "cut", "more", "size", "total", "cursors"}),
    "x-replaced-by": None,
    "x-request": None,
    "x-result": None,
    "x-retry": None,
    "x-summary": None,
    "x-time": None,
    "x-units": None,
}
# Their values are data, not a part of the spec.
DATA = ("example", "value", "default", "const", "enum")
# Their keys are names, which may begin with x- as well.
_NAMED = ("properties", "headers")


def extensions(content: Any) -> Iterator[tuple[tuple[str, ...], str, Any]]:
    """Every `x-` field of a document: the path of its object, its name, its value."""
    waiting: list[tuple[tuple[str, ...], Any]] = [((), content)]
    while waiting:
        path, node = waiting.pop()
        if isinstance(node, list):
            waiting += [((*path, str(index)), part) for index, part in enumerate(node)]
        elif isinstance(node, dict):
            names = bool(path) and path[-1] in _NAMED
            for key, value in node.items():
                if not names and key.startswith("x-"):
                    yield path, key, value
                elif names or key not in DATA:
                    waiting.append(((*path, key), value))


def refuse_unknown(content: Any) -> None:
    """Raise SpecError for an `x-` field, or a key in one, that nothing would read."""
    for path, name, value in extensions(content):
        if name not in EXTENSIONS:
            raise SpecError(f"{format_pointer(path)}: the field {name} is not known")
        keys = EXTENSIONS[name]
        for key in value if isinstance(value, dict) else ():
            if keys is not None and key not in keys:
                raise SpecError(f"{format_pointer((*path, name))}: the key {key} is not known")
