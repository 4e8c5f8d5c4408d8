"""Says which fields of answers the spec declares, with every object of it taken as closed."""

from __future__ import annotations

import argparse
import difflib
import json
import math
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import jsonschema_rs

from scripts.tools.spec import load

ROOT = Path(__file__).resolve().parents[3]

_MOST_SHOWN = 50
_DEEPEST = 200
_LONGEST_LINE = 500

Json = dict[str, Any]


class PayloadError(Exception):
    """A payload that cannot be looked at."""


@attrs.define
class Finding:
    """What was found in one response. Paths are JSON pointers with * for places in arrays."""

    paths: set[str] = attrs.field(factory=set)
    missing: Counter[str] = attrs.field(factory=Counter)
    """Path and why it does not count as declared."""
    undeclared: set[str] = attrs.field(factory=set)
    invalid: list[str] = attrs.field(factory=list)
    """What a validator says against the open schema."""

    def miss(self, path: str, why: str) -> None:
        self.undeclared.add(path)
        self.missing[f"{path}: {why}"] += 1

    @property
    def share(self) -> float:
        """In percent, rounded down: 100 means all."""
        declared = len(self.paths) - len(self.undeclared)
        return math.floor(1000 * declared / len(self.paths)) / 10 if self.paths else 100.0

    @property
    def good(self) -> bool:
        return not self.missing and not self.invalid


class Coverage:
    """Walks answers beside their schema."""

    def __init__(self, document: Json) -> None:
        self._document = document
        self._judges: dict[str, jsonschema_rs.Draft202012Validator] = {}

    def look(self, answer: Any, schema: Any) -> Finding:
        finding = Finding()
        self._walk(answer, schema, "", finding, 0)
        finding.invalid = list(self._faults(answer, schema))
        return finding

    def _walk(self, value: Any, schema: Any, path: str, finding: Finding, depth: int) -> None:
        if depth > _DEEPEST:
            raise PayloadError(f"nested deeper than {_DEEPEST} levels")
        finding.paths.add(path)
        branch = self._branch(value, schema)
        if branch is None:
            finding.miss(path, f"{_kind(value)} is not among its types")
            self._count(value, path, finding, depth)
        elif isinstance(value, dict):
            properties = branch.get("properties", {})
            for key, inner in value.items():
                place = f"{path}/{load.step(key)}"
                if key in properties:
                    self._walk(inner, properties[key], place, finding, depth + 1)
                else:
                    finding.paths.add(place)
                    finding.miss(place, f"not declared ({_kind(inner)})")
                    self._count(inner, place, finding, depth + 1)
        elif isinstance(value, list):
            for inner in value:
                self._walk(inner, branch.get("items", {}), f"{path}/*", finding, depth + 1)

    def _branch(self, value: Any, schema: Any) -> Json | None:
        """The part of a schema that is meant for such a value."""
        schema = load.follow(self._document, schema)
        if not isinstance(schema, dict):
            return None
        for name in ("oneOf", "anyOf"):
            if name in schema:
                fitting = (self._branch(value, inner) for inner in schema[name])
                return next((branch for branch in fitting if branch is not None), None)
        kinds = schema.get("type")
        if kinds is None:
            # A schema that says nothing declares no content of objects and arrays.
            empty = not isinstance(value, dict | list) or not value
            return schema if empty or "properties" in schema or "items" in schema else None
        kinds = kinds if isinstance(kinds, list) else [kinds]
        return schema if any(kind in kinds for kind in _types(value)) else None

    def _count(self, value: Any, path: str, finding: Finding, depth: int) -> None:
        """All that is below an undeclared place is undeclared as well."""
        if depth > _DEEPEST:
            raise PayloadError(f"nested deeper than {_DEEPEST} levels")
        inner = value.items() if isinstance(value, dict) else ()
        below = [(f"{path}/{load.step(key)}", item) for key, item in inner]
        below += [(f"{path}/*", item) for item in value] if isinstance(value, list) else []
        for place, item in below:
            finding.paths.add(place)
            finding.undeclared.add(place)
            self._count(item, place, finding, depth + 1)

    def _faults(self, answer: Any, schema: Any) -> Iterator[str]:
        try:
            for fault in self._judge(schema).iter_errors(answer):
                way = "".join(f"/{load.step(str(key))}" for key in fault.instance_path)
                yield f"{way or '/'}: {fault.message[:200]}"
        except ValueError as error:  # half a surrogate pair, for example
            raise PayloadError(f"it cannot be validated: {str(error)[:200]}") from None

    def _judge(self, schema: Any) -> jsonschema_rs.Draft202012Validator:
        name = json.dumps(schema)
        if name not in self._judges:
            schemas = self._document["components"].get("schemas", {})
            whole = {"components": {"schemas": schemas}, "allOf": [schema]}
            self._judges[name] = jsonschema_rs.Draft202012Validator(whole)
        return self._judges[name]


def documented(document: Json) -> Iterator[tuple[str, Finding | None]]:
    """Each operation with what was found in its documented answers; None where it has none."""
    coverage = Coverage(document)
    for _, _, operation in load.operations(document):
        answers = load.documented_answers(document, operation)
        schema = load.answer_schema(document, operation)
        found = [coverage.look(answer, schema) for answer in answers.values()]
        for finding in found:
            yield operation["operationId"], finding
        if not found:
            yield operation["operationId"], None


def payloads(
    document: Json, operation_id: str, places: list[Path]
) -> Iterator[tuple[str, Finding]]:
    """Each payload with what was found in it."""
    known = {o["operationId"]: o for _, _, o in load.operations(document)}
    if operation_id not in known:
        close = difflib.get_close_matches(operation_id, known, n=3)
        hint = f"close to it: {', '.join(close)}" if close else f"there are: {', '.join(known)}"
        raise PayloadError(f"no operation {operation_id[:80]!r}; {hint}")
    schema = load.answer_schema(document, known[operation_id])
    if schema is None:
        raise PayloadError(f"{operation_id}: the spec has no schema of its response")
    coverage = Coverage(document)
    for path in _files(places):
        try:
            yield str(path), coverage.look(_read(path), schema)
        except PayloadError as error:
            raise PayloadError(f"{path}: {error}") from None


def _files(places: list[Path]) -> Iterator[Path]:
    for place in places:
        if place.is_dir():
            inside = sorted(place.rglob("*.json"))
            if not inside:
                raise PayloadError(f"{place}: the folder holds no .json file")
            yield from inside
        else:
            yield place


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes(), parse_constant=_no_json)
    except OSError as error:
        raise PayloadError(str(error.strerror)) from None
    except RecursionError:
        raise PayloadError("nested too deep") from None
    except ValueError as error:
        raise PayloadError(f"it is not JSON: {str(error)[:200]}") from None


def _no_json(word: str) -> None:
    raise ValueError(f"it holds {word}")


def _types(value: Any) -> tuple[str, ...]:
    if value is None:
        return ("null",)
    if isinstance(value, bool):
        return ("boolean",)
    if isinstance(value, int):
        return ("integer", "number")
    kinds = {float: "number", str: "string", list: "array", dict: "object"}
    return (kinds[type(value)],)


def _kind(value: Any) -> str:
    return _types(value)[0]


def _printed(name: str, finding: Finding, width: int) -> Iterator[str]:
    counts = f"{len(finding.paths) - len(finding.undeclared)} of {len(finding.paths)} paths"
    verdict = "valid" if not finding.invalid else "NOT VALID"
    yield f"{name:<{width}}  {finding.share:5.1f} %  {counts:<22}  {verdict}"
    lines = [
        f"{path} ({times} times)" if times > 1 else path for path, times in finding.missing.items()
    ]
    lines += [f"invalid: {fault}" for fault in finding.invalid]
    yield from (f"    {line}" for line in lines[:_MOST_SHOWN])
    if len(lines) > _MOST_SHOWN:
        yield f"    ... and {len(lines) - _MOST_SHOWN} more"


def _safe(line: str) -> str:
    """A line that steers no terminal and does not fill it."""
    if len(line) > _LONGEST_LINE:  # both ends tell: the place, and what is wrong there
        line = f"{line[: _LONGEST_LINE - 100]}...{line[-100:]}"
    letters = (c if c.isprintable() else c.encode("unicode_escape").decode() for c in line)
    return "".join(letters)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="scripts/spec-coverage", description=__doc__)
    parser.add_argument("--operation", metavar="OPERATION_ID", help="whose answers the files are")
    parser.add_argument("--spec", type=Path, default=ROOT / "openapi.yaml")
    parser.add_argument("files", type=Path, nargs="*", metavar="FILE", help="payloads, or folders")
    options = parser.parse_args(argv)
    base = Path(os.environ.get("HIKERKIT_CALLER_DIR", "."))
    try:
        if (options.operation is None) == bool(options.files):
            raise PayloadError("--operation and files go together")
        document = load.load(base / options.spec)
        if options.operation is not None:
            places = [base / path for path in options.files]
            found: list[tuple[str, Finding | None]] = [
                *payloads(document, options.operation, places)
            ]
        else:
            found = [*documented(document)]
    except (PayloadError, load.SpecFileError) as error:
        print(_safe(f"error: {error}"), file=sys.stderr)
        return 2
    width = max((len(name) for name, _ in found), default=0)
    for name, finding in found:
        lines = [f"{name:<{width}}  no documented answer"] if finding is None else []
        lines += _printed(name, finding, width) if finding else []
        print(*map(_safe, lines), sep="\n")
    findings = [finding for _, finding in found if finding is not None]
    good = sum(finding.good for finding in findings)
    print(f"{good} of {len(findings)} answers are declared in full")
    return 0 if good == len(findings) else 1


if __name__ == "__main__":
    sys.exit(main())
