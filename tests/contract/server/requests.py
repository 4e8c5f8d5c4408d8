"""Sends the requests of the checks to a service in the same process."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from typing import Any

import attrs

from hikerkit.mock import MockService
from tests.contract.server.promises import Json, Operation


@attrs.frozen(slots=False)
class Reply:
    """A response."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @cached_property
    def body(self) -> Any:
        return json.loads(self.content)

    @property
    def units(self) -> int:
        return int(self.headers.get("x-hiker-info", "reqs=0").removeprefix("reqs="))


def send(
    service: MockService,
    operation: Operation | str,
    query: Json,
    *,
    key: str | None,
    method: str = "GET",
    **headers: str,
) -> Reply:
    """One request to an operation, or to a path; header names are written with underscores."""
    all_headers = {name.replace("_", "-"): value for name, value in headers.items()}
    if key is not None:
        all_headers["x-access-key"] = key
    path, query = (
        operation.target(query) if isinstance(operation, Operation) else (operation, query)
    )
    pairs = [(name, str(value)) for name, value in query.items()]
    response = service.handle(method, path, pairs, all_headers)
    return Reply(response.status, response.headers, response.content)
