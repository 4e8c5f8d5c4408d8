"""A name where the service wants an id: looked up in the archive, else asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
from hikerkit_api.core.model import Model
from hikerkit_api.core.operation import Operation, Parameter

from hikerkit.catalog.finders import accepts_names, choose_finder, counts_items, is_name
from hikerkit.cli.console import counted, note
from hikerkit.errors import HikerError

if TYPE_CHECKING:
    from hikerkit import Hiker
    from hikerkit.cli.settings.resolve import Chosen


@attrs.define
class Resolved:
    """Arguments with ids for names."""

    values: dict[str, Any]
    names: dict[str, str]
    """The id of each name that was given."""
    expected: Model | None = None
    """What was looked up, where it says how long the list is."""


def names_among(operation: Operation[Any], values: dict[str, Any]) -> list[tuple[Parameter, str]]:
    """The names that were given where ids belong."""
    return [
        (p, str(values[p.argument])) for p in operation.parameters
        if p.named_by == "id" and is_name(values.get(p.argument)) and accepts_names(p)
    ]  # fmt: skip


def resolve(
    hiker: Hiker, operation: Operation[Any], values: dict[str, Any], chosen: Chosen
) -> Resolved:
    """Look names up. Raises HikerError; NotFoundError where there is no such thing."""
    made = Resolved(dict(values), {})
    for parameter in operation.parameters:
        given = values.get(parameter.argument)
        if parameter.named_by == "name" and isinstance(given, str):
            made.values[parameter.argument] = given.removeprefix("@")
    for parameter, given in names_among(operation, values):
        name = given.removeprefix("@")
        number = known(hiker, name, chosen)
        if number is None:
            number = _asked(hiker, operation, parameter, name, chosen, made)
        made.names[given] = number
        made.values[parameter.argument] = number
    return made


def known(hiker: Hiker, name: str, chosen: Chosen) -> str | None:
    """The id that the archive knows, for nothing."""
    if hiker.archive is None or chosen.get("refresh"):
        return None
    return hiker.archive.id_of(name, max_age=chosen.get("max_age"))


def _asked(
    hiker: Hiker,
    operation: Operation[Any],
    parameter: Parameter,
    name: str,
    chosen: Chosen,
    made: Resolved,
) -> str:
    from hikerkit.catalog.identity import identity

    found = choose_finder(parameter.names_a, "name", operation)
    assert found is not None
    way = found.operation
    command = f"{way.resource} {way.name.replace('_', '-')}"
    note(f"looking up the id of {name}: {counted(way.units, 'unit')} ({command})")
    options = {"refresh": True} if chosen.get("refresh") else {}
    thing = getattr(getattr(hiker, way.resource), way.name)(
        **{found.parameter.argument: name}, **options
    )
    number = identity(thing) if isinstance(thing, Model) else None
    if number is None:
        raise HikerError(f"The response about {name} has no id; give the id itself")
    if counts_items(thing, operation):
        made.expected = thing
    return number
