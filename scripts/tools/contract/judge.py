"""Judges a body by its schema: each place that differs, what the spec says, what was received."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import jsonschema_rs

from hikerkit._utils.json_path import format_pointer
from hikerkit.spec.document import Document
from scripts.tools.contract.findings import Difference, Verdict, sample

# Lines per body. Places that differ only in an array index share a line.
MOST_LINES = 20
# With more faults than this, the body is something else entirely.
_MOST_FAULTS = 2000

_CHOICES = ("oneOf", "anyOf")


class Judge:
    """Judges bodies by the schemas of one spec."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._validators: dict[str, jsonschema_rs.Draft202012Validator] = {}

    def judge(self, body: Any, schema: Any, verdict: Verdict) -> None:
        """Add the differences to the verdict. Raises ValueError if the body cannot be validated."""
        found: dict[tuple[str, str, str], Difference] = {}
        for number, error in enumerate(self._validator(schema).iter_errors(body), 1):
            for path, says, received in _places(error):
                alike = (pointer_pattern(path), says, received.partition(" ")[0])
                if alike in found:
                    found[alike].more += 1
                else:
                    found[alike] = Difference(format_pointer(path), says, received)
            if number == _MOST_FAULTS:
                verdict.uncounted = True
                break
        differences = list(found.values())
        verdict.differences += differences[:MOST_LINES]
        verdict.unlisted += len(differences[MOST_LINES:])

    def _validator(self, schema: Any) -> jsonschema_rs.Draft202012Validator:
        name = json.dumps(schema, sort_keys=True)
        if name not in self._validators:
            self._validators[name] = self._document.validator(schema)
        return self._validators[name]


def pointer_pattern(path: Sequence[str | int]) -> str:
    """The JSON pointer with * for each array index."""
    return format_pointer("*" if isinstance(step, int) else step for step in path)


def _places(error: Any) -> Iterator[tuple[list[str | int], str, str]]:
    """Each place that an error is about: its path, what the spec says and what was received."""
    path, keyword = error.instance_path, error.schema_path[-1]
    if keyword == "required":
        yield [*path, error.kind.property], "is required", "nothing"
    elif keyword in _CHOICES and (branch := _matching_branch(error)) is not None:
        for inner in branch:
            yield from _places(inner)
    elif types := sorted(_types(error)):
        yield path, " or ".join(types), sample(error.instance)
    else:
        # Any other keyword of a schema: the keyword, and the validator's message.
        yield path, f"{keyword}: {str(error.message)[-100:]}", sample(error.instance)


def _matching_branch(error: Any) -> list[Any] | None:
    """The errors of the branch of a choice that is meant for this type of value, if any."""
    for branch in getattr(error.kind, "context", []):
        # A branch for another type has an error about the value's own type.
        if branch and not any(
            inner.instance_path == error.instance_path and _types(inner) for inner in branch
        ):
            return list(branch)
    return None


def _types(error: Any) -> set[str]:
    """The accepted types, if the type is wrong."""
    if error.schema_path[-1] == "type":
        return set(error.kind.types)
    if error.schema_path[-1] not in _CHOICES:
        return set()
    branches = getattr(error.kind, "context", [])
    inner = [e for branch in branches for e in branch if e.instance_path == error.instance_path]
    return {name for e in inner for name in _types(e)}
