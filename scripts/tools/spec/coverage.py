"""Reports which fields of responses the spec declares, as if every object of it were closed."""

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

from hikerkit._utils.json_path import format_pointer
from hikerkit.spec.document import Document, Json, listed
from hikerkit.spec.errors import SpecError
from scripts.tools.spec import load

ROOT = Path(__file__).resolve().parents[3]

_MOST_SHOWN = 50
_DEEPEST = 200
_LONGEST_LINE = 500


class PayloadError(Exception):
    """A payload that cannot be examined."""


@attrs.define
class Finding:
    """What was found in one response. Paths are JSON pointers with * for array indexes."""

    paths: set[str] = attrs.field(factory=set)
    missing: Counter[str] = attrs.field(factory=Counter)
    """Path and why it does not count as declared."""
    undeclared: set[str] = attrs.field(factory=set)
    invalid: list[str] = attrs.field(factory=list)
    """Errors of a validator, with the open schema."""

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
    """Compares responses with their schema."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._validators: dict[str, jsonschema_rs.Draft202012Validator] = {}

    def examine(self, response: Any, schema: Any) -> Finding:
        finding = Finding()
        self._compare(response, schema, "", finding, 0)
        finding.invalid = list(self._errors(response, schema))
        return finding

    def _compare(self, value: Any, schema: Any, path: str, finding: Finding, depth: int) -> None:
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
                place = path + format_pointer((key,))
                if key in properties:
                    self._compare(inner, properties[key], place, finding, depth + 1)
                else:
                    finding.paths.add(place)
                    finding.miss(place, f"not declared ({_kind(inner)})")
                    self._count(inner, place, finding, depth + 1)
        elif isinstance(value, list):
            for inner in value:
                self._compare(inner, branch.get("items", {}), f"{path}/*", finding, depth + 1)

    def _branch(self, value: Any, schema: Any) -> Json | None:
        """The part of a schema for such a value."""
        if not isinstance(schema, dict):
            return None
        schema = self._document.dereference(schema)
        for name in ("oneOf", "anyOf"):
            if name in schema:
                fitting = (self._branch(value, inner) for inner in schema[name])
                return next((branch for branch in fitting if branch is not None), None)
        types = listed(schema.get("type"))
        if not types:
            # A schema that says nothing declares no content of objects and arrays.
            empty = not isinstance(value, dict | list) or not value
            return schema if empty or "properties" in schema or "items" in schema else None
        return schema if any(name in types for name in _types(value)) else None

    def _count(self, value: Any, path: str, finding: Finding, depth: int) -> None:
        """Everything below an undeclared place is undeclared as well."""
        if depth > _DEEPEST:
            raise PayloadError(f"nested deeper than {_DEEPEST} levels")
        inner = value.items() if isinstance(value, dict) else ()
        below = [(path + format_pointer((key,)), item) for key, item in inner]
        below += [(f"{path}/*", item) for item in value] if isinstance(value, list) else []
        for place, item in below:
            finding.paths.add(place)
            finding.undeclared.add(place)
            self._count(item, place, finding, depth + 1)

    def _errors(self, response: Any, schema: Any) -> Iterator[str]:
        try:
            for error in self._validator(schema).iter_errors(response):
                yield f"{format_pointer(error.instance_path) or '/'}: {error.message[:200]}"
        except ValueError as error:  # half a surrogate pair, for example
            raise PayloadError(f"it cannot be validated: {str(error)[:200]}") from None

    def _validator(self, schema: Any) -> jsonschema_rs.Draft202012Validator:
        name = json.dumps(schema)
        if name not in self._validators:
            self._validators[name] = self._document.validator(schema)
        return self._validators[name]


def examine_examples(document: Document) -> Iterator[tuple[str, Finding | None]]:
    """Each operation with what was found in its documented responses; None if it has none."""
    coverage = Coverage(document)
    for _, _, operation in document.operations():
        schema = document.response_schema(operation)
        examples = document.examples(operation).values()
        for example in examples:
            yield operation["operationId"], coverage.examine(example["value"], schema)
        if not examples:
            yield operation["operationId"], None


def examine_payloads(
    document: Document, operation_id: str, places: list[Path]
) -> Iterator[tuple[str, Finding]]:
    """Each payload with what was found in it. Raises PayloadError."""
    known = {o["operationId"]: o for _, _, o in document.operations()}
    if operation_id not in known:
        close = difflib.get_close_matches(operation_id, known, n=3)
        hint = f"close to it: {', '.join(close)}" if close else f"there are: {', '.join(known)}"
        raise PayloadError(f"no operation {operation_id[:80]!r}; {hint}")
    schema = document.response_schema(known[operation_id])
    if schema is None:
        raise PayloadError(f"{operation_id}: the spec has no schema of its response")
    coverage = Coverage(document)
    for path in _files(places):
        try:
            yield str(path), coverage.examine(_read(path), schema)
        except PayloadError as error:
            raise PayloadError(f"{path}: {error}") from None


def _files(places: list[Path]) -> Iterator[Path]:
    for place in places:
        if place.is_dir():
            inside = sorted(place.rglob("*.json"))
            if not inside:
                raise PayloadError(f"{place}: the folder has no .json file")
            yield from inside
        else:
            yield place


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes(), parse_constant=_refuse_constant)
    except OSError as error:
        raise PayloadError(str(error.strerror)) from None
    except RecursionError:
        raise PayloadError("nested too deep") from None
    except ValueError as error:
        raise PayloadError(f"not JSON: {str(error)[:200]}") from None


def _refuse_constant(word: str) -> None:
    raise ValueError(f"it has {word}")


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


def _format_finding(name: str, finding: Finding, width: int) -> Iterator[str]:
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
    """The line without control characters, and not too long."""
    if len(line) > _LONGEST_LINE:  # both ends matter: the place, and what is wrong there
        line = f"{line[: _LONGEST_LINE - 100]}...{line[-100:]}"
    letters = (c if c.isprintable() else c.encode("unicode_escape").decode() for c in line)
    return "".join(letters)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="scripts/spec-coverage", description=__doc__)
    parser.add_argument(
        "--operation", metavar="OPERATION_ID", help="the operation whose responses the files are"
    )
    parser.add_argument("--spec", type=Path, default=ROOT / "openapi.yaml")
    parser.add_argument("files", type=Path, nargs="*", metavar="FILE", help="payloads, or folders")
    options = parser.parse_args(argv)
    base = Path(os.environ.get("HIKERKIT_CALLER_DIR", "."))
    try:
        if (options.operation is None) == bool(options.files):
            raise PayloadError("--operation and files go together")
        document = Document(load.load(base / options.spec))
        if options.operation is not None:
            places = [base / path for path in options.files]
            found: list[tuple[str, Finding | None]] = [
                *examine_payloads(document, options.operation, places)
            ]
        else:
            found = [*examine_examples(document)]
    except (PayloadError, SpecError) as error:
        print(_safe(f"error: {error}"), file=sys.stderr)
        return 2
    width = max((len(name) for name, _ in found), default=0)
    for name, finding in found:
        lines = [f"{name:<{width}}  no documented response"] if finding is None else []
        lines += _format_finding(name, finding, width) if finding else []
        print(*map(_safe, lines), sep="\n")
    findings = [finding for _, finding in found if finding is not None]
    good = sum(finding.good for finding in findings)
    print(f"{good} of {len(findings)} responses are declared in full")
    return 0 if good == len(findings) else 1


if __name__ == "__main__":
    sys.exit(main())
