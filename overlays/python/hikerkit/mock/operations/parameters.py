"""Checks what a request gives against the parameters that the spec names."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

import attrs
import jsonschema_rs
from hikerkit_api import service

from hikerkit.spec.document import Document, Json
from hikerkit.spec.errors import SpecError

_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,4000}")  # Python reads no more than 4300 digits
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,300})(\.[0-9]{1,300})?([eE][+-]?[0-9]{1,9})?")
_LARGEST = {"int32": 2**31 - 1, "int64": 2**63 - 1}
_BOOLEAN = {"true": True, "false": False}
# A text is taken for the first of these that the schema allows.
_KINDS = ("integer", "number", "boolean", "string")
# Words of the framework under the service, for words of JSON Schema.
_PARSING = {"integer": "int_parsing", "number": "float_parsing", "boolean": "bool_parsing"}
_TYPES = {
    "enum": "literal_error",
    "exclusiveMaximum": "less_than",
    "exclusiveMinimum": "greater_than",
    "maxLength": "string_too_long",
    "maximum": "less_than_equal",
    "minLength": "string_too_short",
    "minimum": "greater_than_equal",
    "pattern": "string_pattern_mismatch",
}


@attrs.frozen
class Parameter:
    """One parameter, its schema compiled."""

    name: str
    place: str
    """Where it stands: "query" or "path"."""
    required: bool
    default: Any
    """What the service takes it for when it is not sent."""
    kinds: frozenset[str]
    """JSON types of a right value; those of the items for an array."""
    many: bool
    """An array: every repetition counts, not the last alone."""
    checker: jsonschema_rs.Draft202012Validator
    most: int | None = None
    """The largest integer of its format."""
    example: Any = None
    entity: Json = attrs.field(factory=dict)
    """Its `x-entity`: what its value names."""
    effect: Json = attrs.field(factory=dict)
    """Its `x-effect`: what it does to the response."""

    @classmethod
    def of(cls, spec: Document, node: Any) -> Parameter:
        """The parameter as the spec has it. Raises SpecError for a place not played."""
        raw = spec.dereference(node)
        if raw["in"] not in ("query", "path"):
            raise SpecError(f"parameter {raw['name']}: only query and path are played")
        schema = spec.resolve(raw.get("schema", {}))
        many = "array" in spec.types(schema)
        kinds = spec.types(schema.get("items", {}) if many else raw.get("schema", {}))
        return cls(
            name=raw["name"],
            place=raw["in"],
            required=raw.get("required", False),
            default=schema.get("default"),
            kinds=kinds & {*_KINDS} or frozenset(_KINDS),
            many=many,
            checker=spec.validator(raw.get("schema", {})),
            most=_LARGEST.get(schema.get("format", "")),
            example=raw.get("example", schema.get("example")),
            entity=schema.get("x-entity", {}),
            effect=schema.get("x-effect", {}),
        )

    def read(self, texts: list[str]) -> tuple[Any, Json | None]:
        """The value that these texts spell, and what is wrong with it."""
        if self.many:
            values: list[Any] = [[next(iter(self._spelled(t)), t) for t in texts]]
        else:
            values = self._spelled(texts[-1])
        if not values:
            kind = next(kind for kind in _KINDS if kind in self.kinds)
            return None, self.fault(f"Input should be a valid {kind}", _PARSING[kind])
        for value in values:
            if self.checker.is_valid(value):
                if self.most is not None and isinstance(value, int) and abs(value) > self.most:
                    return None, self.fault(f"Input should be {self.most} at most", "int_too_large")
                return value, None
        error = next(iter(self.checker.iter_errors(values[0])))
        return None, self.fault(
            error.message, _TYPES.get(str(error.schema_path[-1]), "value_error")
        )

    def fault(self, message: str, kind: str) -> Json:
        """One entry of a 422 answer, as the framework under the service writes it."""
        words = {"place": [self.place, self.name], "reason": message, "kind": kind}
        return {service.FAULTS[role]: value for role, value in words.items()}

    def _spelled(self, text: str) -> list[Any]:
        values = (_typed(text, kind) for kind in _KINDS if kind in self.kinds)
        return [value for value in values if value is not None]


def read_parameters(
    parameters: tuple[Parameter, ...],
    any_of: tuple[str, ...],
    given: Mapping[str, Mapping[str, list[str]]],
) -> tuple[Json, list[Json]]:
    """The values of what was given (place, then name, to texts), and every fault found."""
    values: Json = {}
    faults: list[Json] = []
    named = {parameter.name: parameter for parameter in parameters}
    for parameter in parameters:
        texts = given[parameter.place].get(parameter.name)
        if texts:
            value, fault = parameter.read(texts)
            values[parameter.name] = value
            faults += [fault] if fault else []
        elif parameter.required:
            faults.append(parameter.fault("Field required", "missing"))
    if any_of and not any(any(given[named[n].place].get(n, ())) for n in any_of):
        message = f"At least one of {', '.join(any_of)} is required"
        faults.append(named[any_of[0]].fault(message, "missing"))
    return values, faults


def _typed(text: str, kind: str) -> Any:
    if kind == "string":
        return text
    if kind == "boolean":
        return _BOOLEAN.get(text)
    if _INTEGER.fullmatch(text):
        return int(text)
    if kind == "number" and _NUMBER.fullmatch(text) and math.isfinite(float(text)):
        return float(text)
    return None
