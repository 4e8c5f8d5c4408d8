"""Asks a service for what the directed checks want to know."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from typing import Any

import attrs

from hikerkit.mock import MockService
from tests.contract.server.reading import Json


@attrs.frozen(slots=False)
class Asked:
    """One answer."""

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
    path: str,
    query: Json,
    *,
    key: str | None,
    method: str = "GET",
    **headers: str,
) -> Asked:
    """One request; header names are written with underscores."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    if key is not None:
        named["x-access-key"] = key
    pairs = [(name, str(value)) for name, value in query.items()]
    answer = service.handle(method, path, pairs, named)
    return Asked(answer.status, answer.headers, answer.content)
