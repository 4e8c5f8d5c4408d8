"""Asks a service for what the directed checks want to know."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from typing import Any

import attrs

from hikerkit.mock import MockService
from tests.contract.server.reading import Json, Operation


@attrs.frozen(slots=False)
class Asked:
    """One response."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @cached_property
    def body(self) -> Any:
        return json.loads(self.content)

    @property
    def units(self) -> int:
        return int(self.headers.get("x-hiker-info", "reqs=0").removeprefix("reqs="))


def ask(
    service: MockService,
    asked: Operation | str,
    query: Json,
    *,
    key: str | None,
    method: str = "GET",
    **headers: str,
) -> Asked:
    """One request to an operation, or a path; header names are written with underscores."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    if key is not None:
        named["x-access-key"] = key
    path, query = asked.target(query) if isinstance(asked, Operation) else (asked, query)
    pairs = [(name, str(value)) for name, value in query.items()]
    answer = service.handle(method, path, pairs, named)
    return Asked(answer.status, answer.headers, answer.content)
