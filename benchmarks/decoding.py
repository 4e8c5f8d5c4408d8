"""Rows about decoding: from bytes to typed models, to their fields, and back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from hikerkit_api import models
from hikerkit_api.core.views import ModelList

from benchmarks import payloads, timing
from benchmarks.figure import Effort, Row
from benchmarks.payloads import Payload


def decoding(effort: Effort) -> Iterator[Row]:
    every = payloads.documented()
    yield from _decoding(effort, "17 documented answers", every)
    for page in payloads.pages():
        yield from _decoding(effort, page.name, [page])


def _decoding(effort: Effort, name: str, bodies: list[Payload]) -> Iterator[Row]:
    read = [(p.content, getattr(models, p.model).from_json) for p in bodies]
    contents = [p.content for p in bodies]
    for content, from_json in read:
        assert from_json(content).to_dict() == json.loads(content)
        assert json.loads(from_json(content).to_json()) == json.loads(content)

    def pair(
        what: str,
        beside: str,
        ours: Callable[[], object],
        theirs: Callable[[], object],
        reach: float,
    ) -> Row:
        spent = timing.medians({"ours": ours, "theirs": theirs}, effort.rounds, effort.seconds)
        return Row(what, beside, name, spent["ours"] / spent["theirs"], reach)

    yield pair(
        "bytes to typed model",
        "json.loads",
        lambda: [from_json(content) for content, from_json in read],
        lambda: [json.loads(content) for content in contents],
        0.6,
    )
    if len(bodies) == 1 and bodies[0].fields:
        (body,) = bodies
        yield pair(
            "the same, and 5 fields of every item",
            "json.loads, and the same fields",
            lambda: _read_items(read[0][1](body.content), body),
            lambda: _read_dicts(json.loads(body.content), body),
            1.0,
        )
    yield pair(
        "the same, and every field at every depth",
        "json.loads, and every field",
        lambda: [read_models(from_json(content)) for content, from_json in read],
        lambda: [read_dicts(json.loads(content)) for content in contents],
        1.4,
    )
    yield pair(
        "bytes to model to equal bytes",
        "json.loads + json.dumps",
        lambda: [from_json(content).to_json() for content, from_json in read],
        lambda: [json.dumps(json.loads(content)) for content in contents],
        1.0,
    )


def _read_items(answer: Any, body: Payload) -> None:
    page = body.operation.page
    assert page is not None
    for step in page.items:
        answer = getattr(answer, step)
    for item in answer:
        for step in page.item:
            item = getattr(item, step)
        for field in body.fields:
            getattr(item, field)


def _read_dicts(answer: Any, body: Payload) -> None:
    page = body.operation.page
    assert page is not None
    for step in page.items:
        answer = answer[step]
    for item in answer:
        for step in page.item:
            item = item[step]
        for field in body.fields:
            item[field]


PLAIN = {str, int, float, bool, type(None)}


def read_models(value: Any) -> Any:
    """Read every field that came, as attributes, at every depth."""
    kind = type(value)
    if kind in PLAIN:
        return value
    if kind is ModelList or kind is list:
        for item in value:
            read_models(item)
    elif kind is not dict:  # what no schema describes stays plain
        names = kind.__attributes__
        for key in value:
            read_models(getattr(value, names[key]))
    return value


def read_dicts(value: Any) -> Any:
    """The same of dicts."""
    kind = type(value)
    if kind in PLAIN:
        return value
    if kind is list:
        for item in value:
            read_dicts(item)
    else:
        for key in value:
            read_dicts(value[key])
    return value
