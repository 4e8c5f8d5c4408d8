"""Strict answers: told where they are not what the spec says, field by field, at any depth."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec
from hikerkit_api.core.operation import Operation

from hikerkit._utils.json_path import format_pointer
from hikerkit._utils.text import printable
from hikerkit.errors import ArgumentError, MissingExtraError, UnexpectedShapeError
from hikerkit.transports.base import RawResponse

if TYPE_CHECKING:
    from hikerkit_api.core.model import Shape
    from jsonschema_rs import Draft202012Validator

_MOST = 20
_LENGTH = 200
_NULL = {"type": "null"}
_NEEDS = "needs its extra: pip install 'hikerkit[strict]'"


def require() -> None:
    """Raises ArgumentError where what strictness needs is not installed."""
    if not _installed():
        raise ArgumentError(f"strict=True {_NEEDS}", argument="strict")


def told(body: Shape | None, content: bytes) -> tuple[tuple[str, str], ...]:
    """What `Response.deviations` is. Raises MissingExtraError."""
    if not _installed():
        raise MissingExtraError(f"Response.deviations {_NEEDS}")
    return tuple(deviations(body, content))


def problem(
    operation: Operation[Any], raw: RawResponse, facts: dict[str, Any]
) -> UnexpectedShapeError | None:
    """The error, with the facts given, for a response that breaks its schema, or None."""
    found = deviations(operation.body, raw.content)
    if not found:
        return None
    place, why = found[0]
    more = f", and {len(found) - 1} places more" if len(found) > 1 else ""
    return UnexpectedShapeError(
        f"The answer of {operation.id} is not as documented: {place}: {why}{more}",
        pointer=place,
        deviations=tuple(found),
        **facts,
    )


def deviations(body: Shape | None, content: bytes) -> list[tuple[str, str]]:
    """Pairs of JSON pointer and reason, for every place that breaks the schema; 20 at most."""
    try:
        data = msgspec.json.decode(content)
    except (msgspec.MsgspecError, UnicodeError):
        return [("", "a text in it is no Unicode")]  # read all the same, but not strictly
    validator = _validator(msgspec.json.encode(_schema(body)))
    faults = islice(validator.iter_errors(data), _MOST)
    return [(format_pointer(f.instance_path), printable(f.message[:_LENGTH])) for f in faults]


@lru_cache(maxsize=256)
def _validator(schema: bytes) -> Draft202012Validator:
    import jsonschema_rs

    whole = {**msgspec.json.decode(schema), "components": {"schemas": _schemas()}}
    return jsonschema_rs.Draft202012Validator(whole)


@lru_cache(maxsize=1)
def _schemas() -> dict[str, Any]:
    # Loaded here: it takes long, and few ask for it.
    from importlib.resources import files

    spec = msgspec.json.decode((files("hikerkit_api") / "openapi.json").read_bytes())
    schemas: dict[str, Any] = _deep(spec["components"]["schemas"])
    return schemas


def _deep(node: Any) -> Any:
    """The same schema, spelled so that a fault inside what may be null is told where it is.

    Of a `oneOf` that fails, only the place as a whole is told.
    """
    if isinstance(node, list):
        return [_deep(item) for item in node]
    if not isinstance(node, dict):
        return node
    made = {key: _deep(item) for key, item in node.items()}
    choices = made.get("oneOf")
    if isinstance(choices, list) and _NULL in choices and not made.keys() & {"if", "then", "else"}:
        others = [choice for choice in choices if choice != _NULL]
        rest = others[0] if len(others) == 1 else {"oneOf": others}
        del made["oneOf"]
        # A null that another choice takes as well would fit two of them.
        made |= {"if": _NULL, "then": {"not": rest}, "else": rest}
    return made


def _installed() -> bool:
    try:
        import jsonschema_rs  # noqa: F401
    except ImportError:
        return False
    return True


def _schema(shape: Shape | None) -> dict[str, Any]:
    if shape is None:
        return {}
    if isinstance(shape, str):
        return {"$ref": f"#/components/schemas/{shape}"}
    return {"type": "array", "items": _schema(shape[0])}
