"""Rules for examples: they are valid, and say what was requested."""

from __future__ import annotations

from collections.abc import Iterator

from hikerkit._utils.json_path import format_pointer
from hikerkit.spec.errors import SpecError
from scripts.tools.spec.rules.document import Finding, Rule, RuleDocument


def examples_are_valid(document: RuleDocument) -> Iterator[Finding]:
    """Those in files of their own, too, which other linters do not follow."""
    for place, value, schema in document.every_example():
        try:
            for fault in document.validator(schema).iter_errors(value):
                pointer = format_pointer(fault.instance_path) or "/"
                yield place, f"its example is not valid: {pointer}: {fault.message[:150]}"
        except (SpecError, ValueError) as error:
            yield place, f"its schema cannot be used: {str(error)[:150]}"


def requests_of_examples_name_parameters(document: RuleDocument) -> Iterator[Finding]:
    """The mock responds with an example to the request of that example."""
    for place, _, operation in document.places:
        known = document.parameters(operation)
        for name, example in document.examples(operation).items():
            for parameter in example.get("x-request", {}):
                if parameter not in known:
                    yield f"{place}/{name}", f"x-request: there is no parameter {parameter}"


RULES: tuple[Rule, ...] = (examples_are_valid, requests_of_examples_name_parameters)
