"""The command of an operation: its parameters and help, from the spec."""

from __future__ import annotations

from typing import Any

import click
from hikerkit_api.core.operation import Operation, Parameter

from hikerkit.catalog.finders import accepts_names, choose_finder
from hikerkit.cli.console import format_count
from hikerkit.cli.settings import definitions
from hikerkit.cli.settings.resolve import resolve_settings

_TYPES: dict[str, click.ParamType[Any]] = {
    "integer": click.INT,
    "number": click.FLOAT,
    "boolean": click.BOOL,
}


class OperationCommand(click.Command):
    """A command whose help lists the settings of all commands in a section of their own."""

    settings: frozenset[str] = frozenset()

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        own: list[tuple[str, str]] = []
        settings: list[tuple[str, str]] = []
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx)
            if record is not None and not isinstance(param, click.Argument):
                (settings if param.name in self.settings else own).append(record)
        with formatter.section("Options"):
            formatter.write_dl(own)
        with formatter.section("Settings (also HIKERKIT_MAX_UNITS and so on, and hikerkit.toml)"):
            formatter.write_dl(settings)


def operation_command(operation: Operation[Any]) -> click.Command:
    """The command that calls this operation."""
    params = [_make_param(parameter) for parameter in operation.parameters]
    if operation.page is not None:
        params += [
            click.Option(["--limit"], type=click.IntRange(0), help="This many items at most."),
            click.Option(["--max-pages"], type=click.IntRange(0), help="This many pages at most."),
            click.Option(
                ["--per-page"], type=click.IntRange(1), help="For --estimate: items per page."
            ),
        ]
    else:
        params.append(
            click.Option(["--rows"], metavar="A.B", help="Write a row per entry of this list.")
        )
    params.append(
        click.Option(["--estimate"], is_flag=True, help="Print the price and send nothing.")
    )
    used = {flag for param in params for flag in (*param.opts, *param.secondary_opts)}
    params += definitions.options(("output", "fields"), used=used)
    shared = definitions.options(without=("output", "fields"), used=used)
    if "-v" not in used:
        shared.append(definitions.verbose_option())

    @click.pass_context
    def run(ctx: click.Context, /, **given: Any) -> None:
        settings = resolve_settings(ctx)
        # click passes an empty tuple for a repeatable option that was not given.
        given = {name: value for name, value in given.items() if value not in (None, ())}
        is_estimate, rows = given.pop("estimate"), given.pop("rows", None)
        arguments = _take_arguments(operation, given)
        if operation.any_of and not arguments.keys() & set(operation.any_of):
            raise click.UsageError(f"It needs {_name_alternatives(operation)}.", ctx)
        if is_estimate:
            from hikerkit.cli.run.estimate import show_estimate

            show_estimate(operation, settings, arguments, given)
            return
        from hikerkit.cli.run.run import run_operation

        given.pop("per_page", None)
        run_operation(operation, settings, arguments, given, rows)

    command = OperationCommand(
        operation.name.replace("_", "-"),
        params=[*params, *shared],
        callback=run,
        help=_format_help(operation),
        short_help=operation.summary + ".",
        epilog="Exit status: 0 success, 3 nothing left, 4 not found or private, 5 incomplete; "
        "see hikerkit --help.",
        deprecated=operation.deprecated or False,
    )
    command.settings = frozenset(str(option.name) for option in shared)
    return command


def _make_param(parameter: Parameter) -> click.Parameter:
    is_array = parameter.kind == "array"
    kind = (parameter.items_kind or "") if is_array else parameter.kind
    type_ = _TYPES.get(kind, click.STRING)
    if not is_array and accepts_names(parameter):
        type_ = click.STRING
    if parameter.choices and type_ is click.STRING:
        type_ = click.Choice([str(choice) for choice in parameter.choices])
    if parameter.positional:
        nargs = -1 if is_array else 1
        return click.Argument(
            [parameter.argument], type=type_, required=parameter.required, nargs=nargs
        )
    flag = "--" + parameter.argument.rstrip("_").replace("_", "-")
    if parameter.kind == "boolean":
        names = [parameter.argument, f"{flag}/--no-{flag[2:]}"]
        return click.Option(names, default=None, help=parameter.description)
    return click.Option(
        [parameter.argument, flag],
        type=type_,
        multiple=is_array,
        required=parameter.required,
        help=parameter.description,
    )


def _take_arguments(operation: Operation[Any], given: dict[str, Any]) -> dict[str, Any]:
    """Take the operation's arguments out of what was given to the command."""
    arguments = {}
    for parameter in operation.parameters:
        if parameter.argument not in given:
            continue
        value = given.pop(parameter.argument)
        # An id that may be a name arrives as a string.
        if parameter.kind == "integer" and isinstance(value, str) and value.isascii():
            value = int(value) if value.isdigit() else value
        arguments[parameter.argument] = value
    return arguments


def _name_alternatives(operation: Operation[Any]) -> str:
    return " or ".join(
        p.argument.upper() if p.positional else "--" + p.argument.replace("_", "-")
        for p in operation.parameters
        if p.argument in operation.any_of
    )


def _format_help(operation: Operation[Any]) -> str:
    parts = [operation.summary + ".", operation.description]
    positional = [p for p in operation.parameters if p.positional]
    for p in positional:
        text = f"{p.argument.upper()}: {p.description}"
        finder = choose_finder(p.names_a, "name", operation) if p.named_by == "id" else None
        if finder is not None:
            units = format_count(finder.operation.units, "unit")
            text += f" A name works too: the lookup costs {units}, or nothing with --archive."
        parts.append(text)
    less = "".join(f", {n} fewer with --{name}" for name, n in operation.units_less.items())
    per = " per page" if operation.page else ""
    parts.append(f"Cost: {format_count(operation.units, 'unit')}{per}{less}.")
    example = " ".join(str(p.example) for p in positional if p.example is not None)
    name = operation.name.replace("_", "-")
    parts.append(f"Example: hikerkit {operation.resource} {name} {example}".rstrip())
    return "\n\n".join(parts)
