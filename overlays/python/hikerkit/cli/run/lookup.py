"""Names in place of ids: looked up in the archive, or requested."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
from hikerkit_api.core.model import Model
from hikerkit_api.core.operation import Operation, Parameter

from hikerkit.catalog.finders import accepts_names, choose_finder, counts_items, is_name
from hikerkit.cli.console import format_count, note
from hikerkit.errors import HikerError

if TYPE_CHECKING:
    from hikerkit.cli.settings.resolve import Settings
    from hikerkit.client import Hiker


@attrs.define
class Resolved:
    """Arguments with ids in place of names."""

    arguments: dict[str, Any]
    names: dict[str, str]
    """The id of each name."""
    expected: Model | None = None
    """The entity that was looked up, if it has the length of the list."""


def names_among(
    operation: Operation[Any], arguments: dict[str, Any]
) -> list[tuple[Parameter, str]]:
    """The arguments that are names where ids belong."""
    return [
        (p, str(arguments[p.argument])) for p in operation.parameters
        if p.named_by == "id" and is_name(arguments.get(p.argument)) and accepts_names(p)
    ]  # fmt: skip


def strip_at_signs(operation: Operation[Any], arguments: dict[str, Any]) -> dict[str, Any]:
    """The arguments with `natgeo` for `@natgeo` where the service expects a name."""
    named = {p.argument for p in operation.parameters if p.named_by == "name"}
    return {
        argument: value.removeprefix("@") if argument in named and isinstance(value, str) else value
        for argument, value in arguments.items()
    }


def resolve_names(
    hiker: Hiker, operation: Operation[Any], arguments: dict[str, Any], settings: Settings
) -> Resolved:
    """Look names up. Raises HikerError; NotFoundError if there is no such entity."""
    resolved = Resolved(strip_at_signs(operation, arguments), {})
    for parameter, given in names_among(operation, arguments):
        name = given.removeprefix("@")
        id_ = find_in_archive(hiker, name, settings)
        if id_ is None:
            id_ = _request_id(hiker, operation, parameter, name, settings, resolved)
        resolved.names[given] = id_
        resolved.arguments[parameter.argument] = id_
    return resolved


def find_in_archive(hiker: Hiker, name: str, settings: Settings) -> str | None:
    """The id that the archive has for this name; free."""
    if hiker.archive is None or settings.get("refresh"):
        return None
    return hiker.archive.id_of(name, max_age=settings.get("max_age"))


def _request_id(
    hiker: Hiker,
    operation: Operation[Any],
    parameter: Parameter,
    name: str,
    settings: Settings,
    resolved: Resolved,
) -> str:
    from hikerkit.catalog.identity import identity

    finder = choose_finder(parameter.names_a, "name", operation)
    assert finder is not None
    used = finder.operation
    command = f"{used.resource} {used.name.replace('_', '-')}"
    note(f"looking up the id of {name}: {format_count(used.units, 'unit')} ({command})")
    options = {"refresh": True} if settings.get("refresh") else {}
    method = getattr(getattr(hiker, used.resource), used.name)
    entity = method(**{finder.parameter.argument: name}, **options)
    id_ = identity(entity) if isinstance(entity, Model) else None
    if id_ is None:
        raise HikerError(f"The response about {name} has no id; give the id itself")
    if operation.page is not None and counts_items(entity, operation):
        resolved.expected = entity
    return id_
