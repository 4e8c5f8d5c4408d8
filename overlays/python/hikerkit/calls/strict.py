"""Strict mode: reports every field of a response that breaks its schema, at any depth."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec
from hikerkit_api.core.operation import Operation

from hikerkit._utils.json_path import format_pointer
from hikerkit._utils.text import printable
from hikerkit.errors import ArgumentError, MissingExtraError, UnexpectedShapeError
from hikerkit.responses.charge import error_details
from hikerkit.transports.base import RawResponse

if TYPE_CHECKING:
    from hikerkit_api.core.views import Shape
    from jsonschema_rs import Draft202012Validator

_MOST = 20
_LENGTH = 200
_NULL = {"type": "null"}
_NEEDS = "needs its extra: pip install 'hikerkit[strict]'"


def require_extra() -> None:
    """Raises ArgumentError if the extra is not installed."""
    if not _is_installed():
        raise ArgumentError(f"strict=True {_NEEDS}", argument="strict")


def judge_content(body: Shape | None, content: bytes) -> tuple[tuple[str, str], ...]:
    """The value of `Response.deviations`. Raises MissingExtraError."""
    if not _is_installed():
        raise MissingExtraError(f"Response.deviations {_NEEDS}")
    return tuple(find_deviations(body, content))


def find_error(operation: Operation[Any], response: RawResponse) -> UnexpectedShapeError | None:
    """The error for a response that breaks its schema; None if it does not."""
    deviations = find_deviations(operation.body, response.content)
    if not deviations:
        return None
    place, why = deviations[0]
    others = len(deviations) - 1
    more = f", and {others} more place{'s' * (others > 1)}" if others else ""
    return UnexpectedShapeError(
        f"The response of {operation.id} is not as documented: {place}: {why}{more}",
        pointer=place,
        deviations=tuple(deviations),
        **error_details(operation.id, response),
    )


def find_deviations(body: Shape | None, content: bytes) -> list[tuple[str, str]]:
    """Pairs of JSON pointer and reason, for every place that breaks the schema; 20 at most."""
    try:
        data = msgspec.json.decode(content)
    except (msgspec.MsgspecError, UnicodeError):
        return [("", "it contains text that is not valid Unicode")]  # accepted unless strict
    validator = _validator(msgspec.json.encode(_schema(body)))
    faults = islice(validator.iter_errors(data), _MOST)
    return [(format_pointer(f.instance_path), printable(f.message[:_LENGTH])) for f in faults]


@lru_cache(maxsize=256)
def _validator(schema: bytes) -> Draft202012Validator:
    import jsonschema_rs

    complete = {**msgspec.json.decode(schema), "components": {"schemas": _schemas()}}
    return jsonschema_rs.Draft202012Validator(complete)


@lru_cache(maxsize=1)
def _schemas() -> dict[str, Any]:
    # Imported here: loading the spec is slow, and only strict mode needs it.
    from hikerkit.spec.document import Document, packaged_spec

    schemas: dict[str, Any] = _deep(Document(packaged_spec()).schemas)
    return schemas


def _deep(node: Any) -> Any:
    """The same schema, rewritten so that an error inside a nullable value is reported where it is.

    For a `oneOf` that fails, the validator reports only the place of the value itself.
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
        # A null that another choice accepts too would match two of them.
        made |= {"if": _NULL, "then": {"not": rest}, "else": rest}
    return made


def _is_installed() -> bool:
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
