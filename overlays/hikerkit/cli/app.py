"""The command tree: a group a resource, a command an operation, and `mock`."""

from __future__ import annotations

from typing import Any

import click
from hikerkit_api import api
from hikerkit_api.calls import Operation
from hikerkit_api.client import Resources as ApiResources

import hikerkit
from hikerkit.cli.mock import mock
from hikerkit.cli.operation import command_of


class Tree(click.Group):
    """Groups and commands for whatever the spec describes."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*_resources(), *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        built_in = super().get_command(ctx, cmd_name)
        if built_in is not None:
            return built_in
        operations = _resources().get(cmd_name)
        if operations is None:
            return None
        group = click.Group(cmd_name, help=getattr(ApiResources, cmd_name).__doc__)
        for operation in operations:
            group.add_command(command_of(operation))
        return group


def _resources() -> dict[str, list[Operation[Any]]]:
    found: dict[str, list[Operation[Any]]] = {}
    for operation in api.operations():
        found.setdefault(operation.resource, []).append(operation)
    return found


@click.group(cls=Tree)
@click.version_option(hikerkit.__version__, prog_name="hikerkit")
@click.option("--base-url", envvar="HIKERKIT_BASE_URL", help="Another host, such as a mock's.")
@click.option("--timeout", type=float, help="Seconds to wait for each part of an answer.")
@click.pass_context
def app(ctx: click.Context, base_url: str | None, timeout: float | None) -> None:
    """Public Instagram data from HikerAPI. The key is read from the environment."""
    given = {"base_url": base_url, "timeout": timeout}
    ctx.obj = {name: value for name, value in given.items() if value is not None}


app.add_command(mock)
