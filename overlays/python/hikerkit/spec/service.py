"""Facts about a service: hosts, key, units, what bodies of failures mean."""

from __future__ import annotations

from typing import Any

import attrs

from hikerkit.spec.document import Document, Json
from hikerkit.spec.operations import Operation


@attrs.frozen
class Service:
    """What a spec says of its service; a fact that it does not state is empty."""

    title: str
    version: str
    servers: tuple[str, ...]
    """Base URLs, the usual one first."""
    key_header: str
    """The request header that carries the key."""
    key_environment: str
    """The environment variable that holds the key."""
    units_header: str
    """The response header with the units used."""
    units_word: str
    """The word before their number."""
    failure_marks: Json
    """A body with one of these values is a failure."""
    message_fields: tuple[str, ...]
    """Fields of a failure that say what went wrong, the best first."""
    kind_field: str
    """The field of a failure that names its kind."""
    faults: dict[str, str]
    """Fields of a body about invalid arguments: `list`; in an entry `place`, `reason`, `kind`."""
    account: dict[str, str]
    """The `operation` that says what is left for the key, and the fields of its response."""
    charged: dict[int, str]
    """By status: whether a response uses units, "yes", "no" or "unknown"."""
    retried: tuple[int, ...]
    """Statuses after which the documentation asks callers to try again."""


def read_service(document: Document, operations: tuple[Operation, ...]) -> Service:
    """The facts of the service."""
    info: Json = document.content.get("info", {})
    schemes = list(document.components.get("securitySchemes", {}).values())
    scheme: Json = document.dereference(schemes[0]) if schemes else {}
    failure = _first_schema(document, "x-failure", "x-message")
    units_header, units_word = _units(document, operations)
    charged, retried = _charges(operations)
    return Service(
        title=info.get("title", ""),
        version=info.get("version", ""),
        servers=tuple(s["url"].rstrip("/") for s in document.content.get("servers", ())),
        key_header=scheme.get("name", ""),
        key_environment=scheme.get("x-environment", ""),
        units_header=units_header,
        units_word=units_word,
        failure_marks=failure.get("x-failure", {}),
        message_fields=tuple(failure.get("x-message", ())),
        kind_field=failure.get("x-kind", ""),
        faults=_first_schema(document, "x-faults").get("x-faults", {}),
        account=_account(document, operations),
        charged=charged,
        retried=retried,
    )


def fault_fields(document: Document) -> dict[str, str]:
    """The fields of a body about invalid arguments; a field that is not stated has its role's name.

    Roles: `list`, and of an entry of it `place`, `reason` and `kind`.
    """
    stated: dict[str, str] = _first_schema(document, "x-faults").get("x-faults", {})
    return {role: stated.get(role, role) for role in ("list", "place", "reason", "kind")}


def _first_schema(document: Document, *names: str) -> Json:
    schemas: list[Any] = list(document.schemas.values())
    return next((s for s in schemas if isinstance(s, dict) and any(n in s for n in names)), {})


def _units(document: Document, operations: tuple[Operation, ...]) -> tuple[str, str]:
    for operation in operations:
        for response in operation.responses.values():
            for name, node in response.get("headers", {}).items():
                if word := document.dereference(node).get("x-units"):
                    return name.lower(), word
    return "", ""


def _charges(operations: tuple[Operation, ...]) -> tuple[dict[int, str], tuple[int, ...]]:
    charged: dict[int, str] = {}
    retried: set[int] = set()
    for operation in operations:
        for status, response in operation.responses.items():
            if "x-charged" in response and status.isdecimal():
                charged[int(status)] = response["x-charged"]
                if response.get("x-retry"):
                    retried.add(int(status))
    return dict(sorted(charged.items())), tuple(sorted(retried))


def _account(document: Document, operations: tuple[Operation, ...]) -> dict[str, str]:
    for operation in operations:
        schema = document.dereference(operation.schema)
        if "x-account" in schema:
            return {"operation": operation.id, **schema["x-account"]}
    return {}
