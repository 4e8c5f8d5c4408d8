"""What can be collected: every operation that tells of one thing, as the spec describes it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import attrs
from hikerkit_api import api
from hikerkit_api.core.model import Model, model_class
from hikerkit_api.core.operation import Operation, Parameter

from hikerkit.errors import ArgumentError

PROFILE = "profile"
"""The thing itself, in the words of whoever collects."""


@attrs.frozen
class List:
    """One thing to ask about each account: a list, or the account itself."""

    name: str
    operation: Operation[Any]
    parameter: Parameter
    """What takes the account."""

    @property
    def kind(self) -> str | None:
        """What sort of thing it is asked about; None where the spec does not say."""
        return self.parameter.names_a

    @property
    def model(self) -> type[Model] | None:
        """Model of the response, or of one item of the list."""
        shape = self.operation.shape
        shape = shape[0] if isinstance(shape, list) else shape
        return model_class(shape) if isinstance(shape, str) else None

    @property
    def is_about_itself(self) -> bool:
        """Whether the response is the thing itself."""
        model = self.model
        return (
            self.operation.page is None
            and model is not None
            and self.kind is not None
            and model.__entity__.get("kind") == self.kind
        )


def available() -> dict[str, List]:
    """Every list by its name, one operation for each: by id where there is one, as ids stay."""
    found: dict[tuple[str, str, str | None], List] = {}
    for operation in api.operations():
        parameter = None if operation.deprecated else _subject(operation)
        if parameter is None:
            continue
        stem = operation.name.removesuffix(f"by_{parameter.argument}").rstrip("_")
        listed = List(stem or operation.resource, operation, parameter)
        key = operation.resource, stem, parameter.names_a
        other = found.get(key)
        if other is None or (other.parameter.named_by, parameter.named_by) == ("name", "id"):
            found[key] = listed
    named: dict[str, List] = {}
    for listed in found.values():
        full = f"{listed.operation.resource}.{listed.name}"
        named[full if listed.name in named else listed.name] = listed
    return named


def chosen(words: tuple[str, ...]) -> list[List]:
    """The lists that these words mean, each once. Raises ArgumentError."""
    return list({found.operation.id: found for found in map(_meant, words)}.values())


def profile(kind: str | None, by: str) -> List | None:
    """What tells of a thing of this kind by its "id" or "name"; None where nothing does."""
    rows = [
        (-len(listed.model.__keys__) if listed.model else 0, listed)
        for listed in _of_itself()
        if listed.kind == kind and listed.parameter.named_by == by
    ]
    # The cheapest; among equals, the one that tells most.
    return min(rows, key=lambda row: (row[1].operation.units, row[0]))[1] if rows else None


@cache
def _of_itself() -> list[List]:
    every = [
        List(PROFILE, operation, parameter)
        for operation in api.operations()
        if not operation.deprecated and (parameter := _subject(operation)) is not None
    ]
    return [listed for listed in every if listed.is_about_itself]


def _subject(operation: Operation[Any]) -> Parameter | None:
    """The parameter that takes the thing; None where a call needs more, or is about nothing."""
    named = [p for p in operation.parameters if p.names_a is not None]
    cursor = operation.page.parameter if operation.page else None
    others = [p for p in operation.parameters if p.required or p.positional]
    found = named[0] if named else next((p for p in others if p.argument != cursor), None)
    if found is None or any(p.required and p is not found for p in operation.parameters):
        return None
    return found


def _meant(word: str) -> List:
    every = available()
    plain = word.strip().replace("-", "_").lower()
    if plain == PROFILE:
        kinds = {listed.kind for listed in _of_itself()}
        found = profile(next(iter(kinds)), "id") if len(kinds) == 1 else None
        if found is not None:
            return found
    for name, listed in every.items():
        full = f"{listed.operation.resource}.{listed.name}"
        if plain in (name, full, listed.operation.id):
            return listed
    # "reels", where the spec describes a list so.
    close = [listed for listed in every.values() if plain in _words(listed)] if plain else []
    if len(close) == 1:
        return close[0]
    raise ArgumentError(
        f"lists: {word!r:.60} is none of {', '.join([PROFILE, *every])}", argument="lists"
    )


def _words(listed: List) -> Iterator[str]:
    summary = f"{listed.name} {listed.operation.summary}"
    yield from re.findall(r"[a-z0-9]+", summary.lower())
