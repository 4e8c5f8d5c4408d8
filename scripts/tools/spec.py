"""Reads the spec exactly: ids to the digit, no key twice, no alias, nothing that YAML 1.1 twists."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml


class SpecFileError(Exception):
    """The file cannot be read as a spec."""


class _Loader(yaml.CSafeLoader):
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
        _refuse_aliases(text)
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


def _refuse_aliases(text: str) -> None:
    # Some generators stop at 50 of them; a $ref says the same in OpenAPI's own words.
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent):
            line = event.start_mark.line + 1
            raise SpecFileError(f"line {line}: the alias *{event.anchor}; use a $ref instead")
