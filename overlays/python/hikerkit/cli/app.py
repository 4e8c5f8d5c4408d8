"""The command tree: a group a resource, a command an operation, and the tools beside them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

import click
from hikerkit_api import api
from hikerkit_api.client import Resources as ApiResources
from hikerkit_api.core.operation import Operation

from hikerkit.cli.exit_codes import EPILOG
from hikerkit.cli.settings import resolve
from hikerkit.version import __version__

TOOLS: dict[str, str] = {
    "archive": "hikerkit.cli.commands.archive:archive_command",
    "balance": "hikerkit.cli.commands.balance:balance_command",
    "collect": "hikerkit.cli.commands.collect:collect_command",
    "completion": "hikerkit.cli.commands.completion:completion_command",
    "doctor": "hikerkit.cli.commands.doctor:doctor_command",
    "mock": "hikerkit.cli.commands.mock:mock_command",
    "usage": "hikerkit.cli.commands.usage:usage_command",
}
"""Commands that are not of the service: name, and the function that makes it."""


class Tree(click.Group):
    """Groups and commands for whatever the spec describes."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        tools = {*TOOLS, *super().list_commands(ctx)}
        return [*_resources(), *sorted(tools - set(_resources()))]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        built_in = super().get_command(ctx, cmd_name)
        if built_in is not None:
            return built_in
        operations = _resources().get(cmd_name)
        if operations is not None:
            return _group(cmd_name, operations)
        if cmd_name not in TOOLS:
            return None
        module, _, name = TOOLS[cmd_name].partition(":")
        make: Callable[[], click.Command] = getattr(import_module(module), name)
        return make()

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            if "did you mean" in error.message.lower():
                raise
            ctx.fail(error.message + close_to(self, ctx, args))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        resources = _resources()
        sections: dict[str, list[tuple[str, str]]] = {"The service": [], "Tools": []}
        limit = formatter.width - 6 - max(map(len, self.list_commands(ctx)))
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            if command is not None and not command.hidden:
                section = "The service" if name in resources else "Tools"
                sections[section].append((name, command.get_short_help_str(limit)))
        for title, rows in sections.items():
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)


class Branch(click.Group):
    """The operations of one resource."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            if "did you mean" in error.message.lower():
                raise
            ctx.fail(error.message + close_to(self, ctx, args))


def close_to(group: click.Group, ctx: click.Context, args: list[str]) -> str:
    """The commands that are called almost so, in words; click has not always said so itself."""
    import difflib

    close = difflib.get_close_matches(str(args[0]), group.list_commands(ctx), n=3)
    return f" Did you mean {', '.join(close)}?" if close else ""


def _group(name: str, operations: list[Operation[Any]]) -> click.Group:
    from hikerkit.cli.commands.operation import command_of

    group = Branch(name, help=getattr(ApiResources, name).__doc__)
    for operation in operations:
        group.add_command(command_of(operation))
    return group


@cache
def _resources() -> dict[str, list[Operation[Any]]]:
    found: dict[str, list[Operation[Any]]] = {}
    for operation in api.operations():
        found.setdefault(operation.resource, []).append(operation)
    return found


def _root() -> click.Group:
    @click.pass_context
    def app(ctx: click.Context, /, **given: Any) -> None:
        """Public Instagram data from HikerAPI.

        The key is read from the environment variable HIKERAPI_TOKEN. Settings may stand before a
        command or behind it; a flag goes before HIKERKIT_NAME in the environment, and that before
        hikerkit.toml in this folder, one above it, or the user's folder for settings.
        """
        resolve.listen(given)
        ctx.obj = {name: value for name, value in given.items() if value is not None}

    tree = Tree(
        "hikerkit",
        callback=app,
        help=app.__doc__,
        epilog=EPILOG,
        params=[*resolve.options(), resolve.verbose()],
    )
    return click.version_option(__version__, prog_name="hikerkit")(tree)


app = _root()
