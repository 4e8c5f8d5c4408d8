"""Rows about decoding: bytes to models, their fields, and back to bytes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from hikerkit_api import models
from hikerkit_api.core.views import ModelList

from benchmarks import payloads, timing
from benchmarks.payloads import Payload
from benchmarks.row import Effort, Row

_SCALARS = {str, int, float, bool, type(None)}


def rows(effort: Effort) -> Iterator[Row]:
    """The rows, as they are measured."""
    yield from _rows(effort, "17 documented responses", payloads.documented())
    for page in payloads.pages():
        yield from _rows(effort, page.name, [page])


def _rows(effort: Effort, name: str, bodies: list[Payload]) -> Iterator[Row]:
    decoders = [(body.content, getattr(models, body.model).from_json) for body in bodies]
    contents = [body.content for body in bodies]
    for content, from_json in decoders:
        assert from_json(content).to_dict() == json.loads(content)
        assert json.loads(from_json(content).to_json()) == json.loads(content)

    def compare(
        what: str,
        baseline: str,
        ours: Callable[[], object],
        theirs: Callable[[], object],
        target: float,
    ) -> Row:
        spent = timing.medians({"ours": ours, "theirs": theirs}, effort.rounds, effort.seconds)
        return Row(what, baseline, name, spent["ours"] / spent["theirs"], target)

    yield compare(
        "bytes to typed model",
        "json.loads",
        lambda: [from_json(content) for content, from_json in decoders],
        lambda: [json.loads(content) for content in contents],
        0.6,
    )
    if len(bodies) == 1 and bodies[0].fields:
        (body,) = bodies
        from_json = decoders[0][1]
        yield compare(
            "bytes to model, and 5 fields of every item",
            "json.loads, and the same fields",
            lambda: _read_item_attributes(from_json(body.content), body),
            lambda: _read_item_keys(json.loads(body.content), body),
            1.0,
        )
    yield compare(
        "bytes to model, and every field at every depth",
        "json.loads, and every key at every depth",
        lambda: [read_model(from_json(content)) for content, from_json in decoders],
        lambda: [read_json(json.loads(content)) for content in contents],
        1.4,
    )
    yield compare(
        "bytes to model to equal bytes",
        "json.loads + json.dumps",
        lambda: [from_json(content).to_json() for content, from_json in decoders],
        lambda: [json.dumps(json.loads(content)) for content in contents],
        1.0,
    )


def _read_item_attributes(response: Any, body: Payload) -> None:
    page = body.operation.page
    assert page is not None
    for step in page.items:
        response = getattr(response, step)
    for item in response:
        for step in page.item:
            item = getattr(item, step)
        for field in body.fields:
            getattr(item, field)


def _read_item_keys(response: Any, body: Payload) -> None:
    page = body.operation.page
    assert page is not None
    for step in page.items:
        response = response[step]
    for item in response:
        for step in page.item:
            item = item[step]
        for field in body.fields:
            item[field]


def read_model(value: Any) -> Any:
    """Read every declared field that is present, as an attribute, at every depth."""
    kind = type(value)
    if kind in _SCALARS:
        return value
    if kind is ModelList or kind is list:
        for item in value:
            read_model(item)
    elif kind is not dict:  # a dict that no schema describes is left alone
        names = kind.__attributes__
        for key in value:
            read_model(getattr(value, names[key]))
    return value


def read_json(value: Any) -> Any:
    """Read every key at every depth."""
    kind = type(value)
    if kind in _SCALARS:
        return value
    if kind is list:
        for item in value:
            read_json(item)
    else:
        for key in value:
            read_json(value[key])
    return value
