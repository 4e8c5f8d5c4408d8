"""Reads openapi.yaml and its examples exactly: every digit, no duplicate key, no ambiguous YAML."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import yaml

from hikerkit.spec.errors import SpecError

try:
    from yaml import CSafeLoader as _YamlLoader
except ImportError:  # PyYAML without libyaml reads the same, slower
    from yaml import SafeLoader as _YamlLoader  # type: ignore[assignment]

# Deeper than any spec; PyYAML crashes the process on some thousand levels.
_DEEPEST = 200
# The plain scalars of JSON: YAML 1.1 and 1.2 read these, and text, the same.
_PLAIN = re.compile(r"|~|null|true|false|-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?")


class _Loader(_YamlLoader):
    """Refuses duplicate keys, and keys that YAML 1.1 does not read as a string."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            line = key_node.start_mark.line + 1
            if not isinstance(key, str):
                raise SpecError(f"line {line}: the key {key!r} is not a string; put it in quotes")
            if key in seen:
                raise SpecError(f"line {line}: duplicate key {key!r}")
            seen.add(key)
        return super().construct_mapping(node, deep)


def load(path: Path) -> dict[str, Any]:
    """The spec as plain data, the examples in other files put in.

    Raises SpecError, with the place, for a file that is not a spec.
    """
    text = _read(path)
    try:
        _refuse_ambiguous(text)
        document = yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        raise SpecError(f"{path}: {' '.join(str(error).split())}") from None
    if not isinstance(document, dict):
        raise SpecError(f"{path}: not an OpenAPI document")
    for name in ("openapi", "info", "servers", "paths", "components"):
        if not document.get(name):
            raise SpecError(f"{path}: it has no {name}")
    _bundle_examples(document, path.parent)
    return document


def _bundle_examples(document: dict[str, Any], folder: Path) -> None:
    """Replace each `externalValue` with the value in that file."""
    examples = document["components"].get("examples", {})
    for name, node in examples.items():
        if not (isinstance(node, dict) and "externalValue" in node):
            continue
        place, file = f"/components/examples/{name}", node["externalValue"]
        if "value" in node:
            raise SpecError(f"{place}: it has both value and externalValue")
        target = folder / str(file)
        if not target.resolve().is_relative_to(folder.resolve()):
            raise SpecError(f"{place}: {file} is not a file next to the spec")
        value = _read_json(target)
        # In the place of the other key.
        examples[name] = {
            "value" if key == "externalValue" else key: value if key == "externalValue" else old
            for key, old in node.items()
        }


def _read_json(path: Path) -> Any:
    try:
        return json.loads(
            _read(path), object_pairs_hook=_unique_keys, parse_constant=_refuse_constant
        )
    except (ValueError, RecursionError) as error:
        raise SpecError(f"{path}: not JSON: {str(error)[:200]}") from None


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"duplicate key {next(n for n in names if names.count(n) > 1)!r}")
    return found


def _refuse_constant(word: str) -> None:
    raise ValueError(f"{word} is not a JSON value")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise SpecError(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise SpecError(f"{path}: not UTF-8") from None


def _refuse_ambiguous(text: str) -> None:
    """Raise SpecError for what some readers of YAML or of OpenAPI read differently."""
    depth = 0
    for event in yaml.parse(text, Loader=_YamlLoader):
        line = event.start_mark.line + 1 if event.start_mark else 0
        # Some generators stop at 50 aliases; OpenAPI has $ref for the same.
        if isinstance(event, yaml.AliasEvent):
            raise SpecError(f"line {line}: the alias *{event.anchor}; use a $ref instead")
        if anchor := getattr(event, "anchor", None):
            raise SpecError(f"line {line}: the anchor &{anchor}; use a $ref instead")
        if isinstance(event, yaml.ScalarEvent) and event.implicit[0] and _is_ambiguous(event.value):
            shown = repr(event.value[:40])
            raise SpecError(f"line {line}: {shown} is ambiguous; put it in quotes")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            raise SpecError(f"line {line}: nested deeper than {_DEEPEST} levels")


def _is_ambiguous(value: str) -> bool:
    """Whether a scalar without quotes is text to one reader and something else to another."""
    resolvers = yaml.SafeLoader.yaml_implicit_resolvers.get(value[:1], [])
    special = any(pattern.match(value) for _, pattern in resolvers)
    return special != bool(_PLAIN.fullmatch(value))
