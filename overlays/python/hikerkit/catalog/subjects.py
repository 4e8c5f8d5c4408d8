"""Whom a request and a response are about: ids and names, found by what the spec says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from hikerkit_api import api, service


def names_in(operation_id: str, url: str, content: bytes, data: Any) -> list[tuple[str, str, str]]:
    """Name, kind and id of each thing that the request asked for and the response describes."""
    asked = [
        (kind, value.casefold())
        for kind, value in subjects(operation_id, url)
        if value.isascii() and value.encode().lower() in content.lower()
    ]
    found: dict[tuple[str, str, str], None] = {}
    for kind in {kind for kind, _ in asked}:
        wanted = {value for other, value in asked if other == kind}
        for number, name in pairs(data, kind):
            if number in wanted or name in wanted:
                found[name, kind, number] = None
    return list(found)


def subjects(operation_id: str, url: str) -> list[tuple[str, str]]:
    """Kind and value of each thing that the request names; none for an unknown operation."""
    try:
        operation = api.operation(operation_id)
    except KeyError:
        return []
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    found = []
    for parameter in operation.parameters:
        if parameter.names_a is None:
            continue
        values = query.get(parameter.name, [])
        if parameter.location == "path":
            values = _in_path(operation.path, parameter.name, parts.path)
        found += [(parameter.names_a, value) for value in values]
    return found


def pairs(data: Any, kind: str) -> Iterator[tuple[str, str]]:
    """Id and name of every such thing in a response, at any depth; names without their case."""
    keys = service.ENTITIES.get(kind, {})
    ids, names = keys.get("ids", ()), keys.get("names", ())
    waiting = [data] if names else []
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting += [item for item in node if isinstance(item, dict | list)]
        if not isinstance(node, dict):
            continue
        waiting += [item for item in node.values() if isinstance(item, dict | list)]
        name = next((v for key in names if isinstance(v := node.get(key), str) and v), None)
        if name is not None:
            for key in ids:
                number = node.get(key)
                if isinstance(number, int) and not isinstance(number, bool):
                    number = str(number)
                if isinstance(number, str) and number.isascii() and number.isdigit():
                    yield number, name.casefold()


def _in_path(template: str, name: str, path: str) -> list[str]:
    pieces = re.split(r"(\{[^}]*\})", template)
    pattern = "".join(
        "([^/]+)" if piece == f"{{{name}}}" else "[^/]+" if piece[:1] == "{" else re.escape(piece)
        for piece in pieces
    )
    found = re.search(pattern + "$", path)
    return [unquote(found[1])] if found and found.groups() else []
