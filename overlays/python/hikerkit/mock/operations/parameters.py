"""Validates the arguments of a request against the parameters of the spec."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

import attrs
import jsonschema_rs

from hikerkit.spec import operations
from hikerkit.spec.document import Document, Json

_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,4000}")  # Python reads no more than 4300 digits
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,300})(\.[0-9]{1,300})?([eE][+-]?[0-9]{1,9})?")
_LARGEST = {"int32": 2**31 - 1, "int64": 2**63 - 1}
_BOOLEAN = {"true": True, "false": False}
# A text is read as the first of these that the schema allows.
_TYPES = ("integer", "number", "boolean", "string")
# The names of the framework under the service for keywords of JSON Schema.
_PARSING = {"integer": "int_parsing", "number": "float_parsing", "boolean": "bool_parsing"}
_REASONS = {
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
    """Where it is: "query" or "path"."""
    required: bool
    default: Any
    """The value that the service uses if it is not sent."""
    types: frozenset[str]
    """JSON types of a valid value; of its entries, if it is a list."""
    many: bool
    """A list: every repetition counts, not just the last."""
    validator: jsonschema_rs.Draft202012Validator
    most: int | None
    """The largest integer of its format."""
    example: Any
    entity: Json
    """What its value names."""
    effect: Json
    """What it changes in the response."""
    fault_fields: dict[str, str]
    """The fields of an entry about an invalid argument."""

    @classmethod
    def compile(
        cls, spec: Document, parameter: operations.Parameter, fault_fields: dict[str, str]
    ) -> Parameter:
        """The parameter, ready to read values. Raises SpecError for a schema that is not valid."""
        schema = spec.resolve(parameter.schema)
        many = parameter.is_list
        types = spec.types(schema.get("items", {}) if many else parameter.schema)
        return cls(
            name=parameter.name,
            place=parameter.location,
            required=parameter.required,
            default=schema.get("default"),
            types=types & {*_TYPES} or frozenset(_TYPES),
            many=many,
            validator=spec.validator(parameter.schema),
            most=_LARGEST.get(schema.get("format", "")),
            example=parameter.example,
            entity=parameter.entity,
            effect=parameter.effect,
            fault_fields=fault_fields,
        )

    def read(self, texts: list[str]) -> tuple[Any, Json | None]:
        """The value of these texts, and what is wrong with it."""
        if self.many:
            values: list[Any] = [[next(iter(self._candidates(t)), t) for t in texts]]
        else:
            values = self._candidates(texts[-1])
        if not values:
            kind = next(kind for kind in _TYPES if kind in self.types)
            return None, self.fault(f"Input should be a valid {kind}", _PARSING[kind])
        for value in values:
            if self.validator.is_valid(value):
                if self.most is not None and isinstance(value, int) and abs(value) > self.most:
                    return None, self.fault(f"Input should be {self.most} at most", "int_too_large")
                return value, None
        error = next(iter(self.validator.iter_errors(values[0])))
        return None, self.fault(
            error.message, _REASONS.get(str(error.schema_path[-1]), "value_error")
        )

    def fault(self, message: str, kind: str) -> Json:
        """One entry of a 422 response, as the framework under the service writes it."""
        words = {"place": [self.place, self.name], "reason": message, "kind": kind}
        return {self.fault_fields[role]: value for role, value in words.items()}

    def _candidates(self, text: str) -> list[Any]:
        values = (_typed(text, kind) for kind in _TYPES if kind in self.types)
        return [value for value in values if value is not None]


def read_parameters(
    parameters: tuple[Parameter, ...],
    any_of: tuple[str, ...],
    given: Mapping[str, Mapping[str, list[str]]],
) -> tuple[Json, list[Json]]:
    """The values of the given texts (by place and name), and an entry for every invalid one."""
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
