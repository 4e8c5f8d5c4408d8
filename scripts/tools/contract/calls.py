"""The calls to make: each operation once, with the arguments that the spec gives as examples."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from typing import Any

import attrs
from hikerkit_api.core.operation import Operation

from hikerkit import Hiker


@attrs.frozen
class Call:
    """One operation and its arguments."""

    operation: Operation[Any]
    arguments: dict[str, Any]
    missing: tuple[str, ...]
    """Required arguments that have no example; such a call cannot be made."""

    @property
    def price(self) -> int:
        """Units, according to the spec."""
        return self.operation.cost(self.arguments)

    def make(self, client: Hiker) -> None:
        """Make the call. Raises HikerError."""
        resource = getattr(client.with_response, self.operation.resource)
        with warnings.catch_warnings():
            # Deprecated operations are in the spec, so they are called as well.
            warnings.simplefilter("ignore", DeprecationWarning)
            getattr(resource, self.operation.name)(**self.arguments)


def calls(operations: Iterable[Operation[Any]]) -> list[Call]:
    """A call for each operation, the cheapest first, otherwise in the order of the spec."""
    return sorted(map(_call, operations), key=lambda call: call.price)


def _call(operation: Operation[Any]) -> Call:
    examples = {p.argument: p.example for p in operation.parameters if p.example is not None}
    needed = [p.argument for p in operation.parameters if p.required]
    if operation.any_of:  # one is enough; a parameter without an example is a cursor
        needed.append(next((n for n in operation.any_of if n in examples), operation.any_of[0]))
    missing = tuple(name for name in needed if name not in examples)
    return Call(operation, {n: examples[n] for n in needed if n in examples}, missing)
