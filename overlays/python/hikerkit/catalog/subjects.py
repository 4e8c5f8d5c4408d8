"""Entities that a request and its response name, with their ids, as the spec describes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from hikerkit_api import api, service


def find_named_entities(
    operation_id: str, url: str, content: bytes, data: Any
) -> list[tuple[str, str, str]]:
    """Name, kind and id of each entity that the request names and the response describes."""
    requested = [
        (kind, value.casefold())
        for kind, value in request_subjects(operation_id, url)
        if value.isascii() and value.encode().lower() in content.lower()
    ]
    found: dict[tuple[str, str, str], None] = {}
    for kind in {kind for kind, _ in requested}:
        wanted = {value for other, value in requested if other == kind}
        for number, name in ids_and_names(data, kind):
            if number in wanted or name in wanted:
                found[name, kind, number] = None
    return list(found)


def request_subjects(operation_id: str, url: str) -> list[tuple[str, str]]:
    """Kind and value of each entity that the request names; none for an unknown operation."""
    try:
        operation = api.operation(operation_id)
    except KeyError:
        return []
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    subjects = []
    for parameter in operation.parameters:
        if parameter.names_a is None:
            continue
        values = query.get(parameter.name, [])
        if parameter.location == "path":
            values = _path_values(operation.path, parameter.name, parts.path)
        subjects += [(parameter.names_a, value) for value in values]
    return subjects


def ids_and_names(data: Any, kind: str) -> Iterator[tuple[str, str]]:
    """Id and case-folded name of every entity of this kind in a response, at any depth."""
    keys = service.ENTITIES.get(kind, {})
    ids, names = keys.get("ids", ()), keys.get("names", ())
    pending = [data] if names else []
    while pending:
        node = pending.pop()
        if isinstance(node, list):
            pending += [item for item in node if isinstance(item, dict | list)]
        if not isinstance(node, dict):
            continue
        pending += [item for item in node.values() if isinstance(item, dict | list)]
        name = next((v for key in names if isinstance(v := node.get(key), str) and v), None)
        if name is not None:
            for key in ids:
                number = node.get(key)
                if isinstance(number, int) and not isinstance(number, bool):
                    number = str(number)
                if isinstance(number, str) and number.isascii() and number.isdigit():
                    yield number, name.casefold()


def _path_values(template: str, name: str, path: str) -> list[str]:
    """The value of the path parameter, percent-decoded."""
    pieces = re.split(r"(\{[^}]*\})", template)
    pattern = "".join(
        "([^/]+)" if piece == f"{{{name}}}" else "[^/]+" if piece[:1] == "{" else re.escape(piece)
        for piece in pieces
    )
    match = re.search(pattern + "$", path)
    return [unquote(match[1])] if match and match.groups() else []
