"""Judges a body by its schema: each place that is not as documented, what is said and what came."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import jsonschema_rs

from hikerkit._utils.json_path import format_pointer
from scripts.tools.contract.findings import Difference, Verdict, sample

# Lines for one body. Places that differ in their entry of an array alone share one.
MOST_LINES = 20
# Past so many, a body is of another kind altogether, and nobody counts.
_MOST_FAULTS = 2000

_CHOICES = ("oneOf", "anyOf")


class Judge:
    """Judges bodies by the schemas of one spec."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._components = {"schemas": document.get("components", {}).get("schemas", {})}
        self._validators: dict[str, jsonschema_rs.Draft202012Validator] = {}

    def judge(self, body: Any, schema: Any, verdict: Verdict) -> None:
        """Add what differs to the verdict. Raises ValueError for what cannot be judged."""
        found: dict[tuple[str, str, str], Difference] = {}
        for number, error in enumerate(self._validator(schema).iter_errors(body), 1):
            for way, says, came in _places(error):
                alike = (starred(way), says, came.partition(" ")[0])
                if alike in found:
                    found[alike].more += 1
                else:
                    found[alike] = Difference(format_pointer(way), says, came)
            if number == _MOST_FAULTS:
                verdict.uncounted = True
                break
        differences = list(found.values())
        verdict.differences += differences[:MOST_LINES]
        verdict.unlisted += len(differences[MOST_LINES:])

    def _validator(self, schema: Any) -> jsonschema_rs.Draft202012Validator:
        name = json.dumps(schema, sort_keys=True)
        if name not in self._validators:
            whole = {"components": self._components, "allOf": [schema]}
            self._validators[name] = jsonschema_rs.Draft202012Validator(whole)
        return self._validators[name]


def starred(way: Sequence[str | int]) -> str:
    """The JSON pointer with * for each place in an array."""
    return format_pointer("*" if isinstance(step, int) else step for step in way)


def _places(error: Any) -> Iterator[tuple[list[str | int], str, str]]:
    """Each place that an error is about: the way to it, what the spec says and what came."""
    way, keyword = error.instance_path, error.schema_path[-1]
    if keyword == "required":
        yield [*way, error.kind.property], "is required", "nothing"
    elif keyword in _CHOICES and (branch := _meant(error)) is not None:
        for inner in branch:
            yield from _places(inner)
    elif types := sorted(_types(error)):
        yield way, " or ".join(types), sample(error.instance)
    else:
        # Whatever else a schema may say: the keyword, and what the judge has to say about it.
        yield way, f"{keyword}: {str(error.message)[-100:]}", sample(error.instance)


def _meant(error: Any) -> list[Any] | None:
    """The errors of the branch of a choice that is for values of this type, if one is."""
    for branch in getattr(error.kind, "context", []):
        # A branch for another type says so of the value itself.
        if branch and not any(
            inner.instance_path == error.instance_path and _types(inner) for inner in branch
        ):
            return list(branch)
    return None


def _types(error: Any) -> set[str]:
    """The types that would be right, where the type is what is wrong."""
    if error.schema_path[-1] == "type":
        return set(error.kind.types)
    if error.schema_path[-1] not in _CHOICES:
        return set()
    branches = getattr(error.kind, "context", [])
    inner = [e for branch in branches for e in branch if e.instance_path == error.instance_path]
    return {name for e in inner for name in _types(e)}
