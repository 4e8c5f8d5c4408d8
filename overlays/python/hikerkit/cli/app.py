"""The command tree: a group per resource, a command per operation, and the other commands."""

from __future__ import annotations

import difflib
from functools import cache
from importlib import import_module
from typing import Any

import click
from hikerkit_api import api
from hikerkit_api.client import Resources as ApiResources
from hikerkit_api.core.operation import Operation

from hikerkit.cli.exit_codes import EPILOG
from hikerkit.cli.settings.definitions import options, verbose_option
from hikerkit.version import __version__

TOOLS = ("archive", "balance", "collect", "completion", "doctor", "mock", "usage")
"""Commands that are not operations: the function `NAME_command` in the module of that name."""


class Group(click.Group):
    """A group that suggests names for a mistyped command."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            if "did you mean" in error.message.lower():  # newer versions of click suggest them
                raise
            close = difflib.get_close_matches(str(args[0]), self.list_commands(ctx), n=3)
            hint = f" Did you mean {', '.join(close)}?" if close else ""
            ctx.fail(error.message + hint)


class Root(Group):
    """Groups and commands for everything in the spec."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        others = {*TOOLS, *super().list_commands(ctx)} - _resources().keys()
        return [*_resources(), *sorted(others)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        registered = super().get_command(ctx, cmd_name)
        if registered is not None:
            return registered
        if cmd_name in _resources():
            return _make_group(cmd_name)
        if cmd_name not in TOOLS:
            return None
        module = import_module(f"hikerkit.cli.commands.{cmd_name}")
        command: click.Command = getattr(module, f"{cmd_name}_command")()
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        sections: dict[str, list[tuple[str, str]]] = {"The service": [], "Tools": []}
        limit = formatter.width - 6 - max(map(len, self.list_commands(ctx)))
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            if command is not None and not command.hidden:
                section = "The service" if name in _resources() else "Tools"
                sections[section].append((name, command.get_short_help_str(limit)))
        for title, rows in sections.items():
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)


def _make_group(resource: str) -> click.Group:
    from hikerkit.cli.commands.operation import operation_command

    group = Group(resource, help=getattr(ApiResources, resource).__doc__)
    for operation in _resources()[resource]:
        group.add_command(operation_command(operation))
    return group


@cache
def _resources() -> dict[str, list[Operation[Any]]]:
    resources: dict[str, list[Operation[Any]]] = {}
    for operation in api.operations():
        resources.setdefault(operation.resource, []).append(operation)
    return resources


app = click.version_option(__version__, prog_name="hikerkit")(
    Root(
        "hikerkit",
        help="""Public Instagram data from HikerAPI.

        The key is read from the environment variable HIKERAPI_TOKEN. Settings may precede or
        follow a command. A flag takes precedence over the variable HIKERKIT_NAME, and that over
        hikerkit.toml in this directory or a parent of it, or in the user's configuration directory.
        """,
        epilog=EPILOG,
        params=[*options(without=("output", "fields")), verbose_option()],
    )
)
