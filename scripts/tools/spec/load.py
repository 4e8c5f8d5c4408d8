"""Reads the spec exactly: ids to the digit, no key twice, no alias, no twist of YAML 1.1."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

try:
    from yaml import CSafeLoader as _YamlLoader
except ImportError:  # PyYAML without libyaml reads the same, slower
    from yaml import SafeLoader as _YamlLoader  # type: ignore[assignment]

# Deeper than any spec; PyYAML ends the whole process on some thousand levels.
_DEEPEST = 200
# The only plain scalars beside text: what JSON has, so that YAML 1.1 and 1.2 read the same.
_PLAIN = re.compile(r"|~|null|true|false|-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?")


class SpecFileError(Exception):
    """The file cannot be read as a spec."""


class _Loader(_YamlLoader):
    """Refuses keys that come twice, and keys that YAML 1.1 takes for something else."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            line = key_node.start_mark.line + 1
            if not isinstance(key, str):
                raise SpecFileError(f"line {line}: the key {key!r} is no string; put it in quotes")
            if key in seen:
                raise SpecFileError(f"line {line}: the key {key!r} stands there twice")
            seen.add(key)
        return super().construct_mapping(node, deep)


def load(path: Path) -> dict[str, Any]:
    """The spec as plain data. Raises SpecFileError that says where and why it is none."""
    try:
        text = path.read_text(encoding="utf-8")
        _refuse_traps(text)
        document = yaml.load(text, Loader=_Loader)
    except OSError as error:
        raise SpecFileError(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise SpecFileError(f"{path}: it is not UTF-8") from None
    except yaml.YAMLError as error:
        raise SpecFileError(f"{path}: {' '.join(str(error).split())}") from None
    if not isinstance(document, dict):
        raise SpecFileError(f"{path}: it is no OpenAPI document")
    for name in ("openapi", "info", "servers", "paths", "components"):
        if not document.get(name):
            raise SpecFileError(f"{path}: it has no {name}")
    return document


def _refuse_traps(text: str) -> None:
    # Some generators stop at 50 aliases; a $ref says the same in OpenAPI's own words.
    depth = 0
    for event in yaml.parse(text, Loader=_YamlLoader):
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent):
            raise SpecFileError(f"line {line}: the alias *{event.anchor}; use a $ref instead")
        if anchor := getattr(event, "anchor", None):
            raise SpecFileError(f"line {line}: the anchor &{anchor}; use a $ref instead")
        if isinstance(event, yaml.ScalarEvent) and event.implicit[0] and _two_ways(event.value):
            shown = repr(event.value[:40])
            raise SpecFileError(f"line {line}: {shown} is read in two ways; put it in quotes")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            raise SpecFileError(f"line {line}: nested deeper than {_DEEPEST} levels")


def _two_ways(value: str) -> bool:
    """Whether a scalar without quotes is text to one reader and something else to another."""
    resolvers = yaml.SafeLoader.yaml_implicit_resolvers.get(value[:1], [])
    special = any(pattern.match(value) for _, pattern in resolvers)
    return special != bool(_PLAIN.fullmatch(value))


def step(name: str) -> str:
    """A key as a step of a JSON pointer."""
    return name.replace("~", "~0").replace("/", "~1")


def steps(pointer: str) -> list[str]:
    """The keys on the way of a JSON pointer."""
    return [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]


def follow(document: dict[str, Any], node: Any) -> Any:
    """The node itself, or what its `$ref` points to. Raises SpecFileError for one that does not."""
    for _ in range(50):
        if not (isinstance(node, dict) and isinstance(node.get("$ref"), str)):
            return node
        reference, node = node["$ref"], document
        for key in steps(reference) if reference.startswith("#/") else [""]:
            if not isinstance(node, dict) or key not in node:
                raise SpecFileError(f"{reference}: it leads nowhere")
            node = node[key]
    raise SpecFileError(f"{reference}: references go round in a circle")


METHODS = ("get", "post", "put", "patch", "delete", "head", "options")


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Path, method and operation, in the order of the spec."""
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                yield path, method, item[method]


def answer_schema(document: dict[str, Any], operation: dict[str, Any]) -> Any:
    """The schema of a good answer; None where there is none."""
    return _json_body(document, operation).get("schema")


def documented_answers(document: dict[str, Any], operation: dict[str, Any]) -> dict[str, Any]:
    """The examples of a good answer, by name."""
    examples = _json_body(document, operation).get("examples", {})
    followed = {name: follow(document, node) for name, node in examples.items()}
    return {name: node["value"] for name, node in followed.items() if "value" in node}


def _json_body(document: dict[str, Any], operation: dict[str, Any]) -> dict[str, Any]:
    good = follow(document, operation.get("responses", {}).get("200", {}))
    body: dict[str, Any] = good.get("content", {}).get("application/json", {})
    return body
