"""One command an operation: its arguments and its help, all from the operation itself."""

from __future__ import annotations

from typing import Any

import click
from hikerkit_api.core.operation import Operation, Parameter

from hikerkit.catalog.finders import accepts_names, choose_finder
from hikerkit.cli.console import counted
from hikerkit.cli.output.results import output_options
from hikerkit.cli.settings import resolve

_TYPES: dict[str, click.ParamType[Any]] = {
    "integer": click.INT,
    "number": click.FLOAT,
    "boolean": click.BOOL,
}


class OperationCommand(click.Command):
    """Shows its own options apart from those that every command has."""

    shared: frozenset[str] = frozenset()

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        own: list[tuple[str, str]] = []
        shared: list[tuple[str, str]] = []
        for param in self.get_params(ctx):
            if isinstance(param, click.Argument):  # described above
                continue
            record = param.get_help_record(ctx)
            if record is not None:
                (shared if param.name in self.shared else own).append(record)
        with formatter.section("Options"):
            formatter.write_dl(own)
        with formatter.section("Settings (also HIKERKIT_MAX_UNITS and so on, and hikerkit.toml)"):
            formatter.write_dl(shared)


def command_of(operation: Operation[Any]) -> click.Command:
    """The command that calls this operation."""
    params = [_param(parameter) for parameter in operation.parameters]
    if operation.page is not None:
        params += [
            click.Option(["--limit"], type=click.IntRange(0), help="This many items at most."),
            click.Option(["--max-pages"], type=click.IntRange(0), help="This many pages at most."),
            click.Option(
                ["--per-page"], type=click.IntRange(1), help="For --estimate: items of a page."
            ),
        ]
    else:
        params.append(
            click.Option(["--rows"], metavar="A.B", help="A row for each entry of this list in it.")
        )
    params.append(
        click.Option(
            ["--estimate"], is_flag=True, help="Only say what it would cost; send nothing."
        )
    )
    taken = {flag for param in params for flag in (*param.opts, *param.secondary_opts)}
    params += output_options(taken)
    shared = resolve.options(taken)
    if "-v" not in taken:
        shared.append(resolve.verbose())

    @click.pass_context
    def run(ctx: click.Context, /, **given: Any) -> None:
        own, rest = resolve.split(given)
        resolve.listen(own)
        chosen = resolve.chosen(ctx, own)
        names = {parameter.argument for parameter in operation.parameters}
        # click gives an empty tuple where an option that may come often did not come.
        values = {n: v for n, v in rest.items() if n in names and v not in (None, ())}
        for parameter in operation.parameters:
            _check(parameter, values, ctx)
        _check_any(operation, values, ctx)
        more = {n: v for n, v in rest.items() if n not in names and v is not None}
        from hikerkit.cli.run.session import run as run_it

        run_it(operation, chosen, values, more)

    command = OperationCommand(
        operation.name.replace("_", "-"),
        params=[*params, *shared],
        callback=run,
        help=_help(operation),
        short_help=operation.summary + ".",
        epilog="Exit status: 0 fine, 3 nothing left, 4 not found or private, 5 incomplete; "
        "see hikerkit --help.",
        deprecated=operation.deprecated or False,
    )
    command.shared = frozenset(str(option.name) for option in shared)
    return command


def _param(parameter: Parameter) -> click.Parameter:
    kind = _TYPES.get(parameter.kind, click.STRING)
    if parameter.kind == "array":
        kind = _TYPES.get(parameter.items_kind or "", click.STRING)
    elif accepts_names(parameter):
        kind = click.STRING
    if parameter.choices and kind is click.STRING:
        kind = click.Choice([str(choice) for choice in parameter.choices])
    many = parameter.kind == "array"
    if parameter.positional:
        return click.Argument(
            [parameter.argument], type=kind, required=parameter.required, nargs=-1 if many else 1
        )
    flag = "--" + parameter.argument.rstrip("_").replace("_", "-")
    if parameter.kind == "boolean":
        names = [parameter.argument, f"{flag}/--no-{flag[2:]}"]
        return click.Option(names, default=None, help=parameter.description)
    return click.Option(
        [parameter.argument, flag],
        type=kind,
        multiple=many,
        required=parameter.required,
        help=parameter.description,
    )


def _check(parameter: Parameter, values: dict[str, Any], ctx: click.Context) -> None:
    """An id that may be a name came as a text; where the service wants a number, it becomes one."""
    value = values.get(parameter.argument)
    if (
        parameter.kind == "integer"
        and isinstance(value, str)
        and value.isascii()
        and value.isdigit()
    ):
        values[parameter.argument] = int(value)


def _check_any(operation: Operation[Any], values: dict[str, Any], ctx: click.Context) -> None:
    """What the client would say in the words of Python."""
    if operation.any_of and not values.keys() & set(operation.any_of):
        words = [
            p.argument.upper() if p.positional else "--" + p.argument.replace("_", "-")
            for p in operation.parameters
            if p.argument in operation.any_of
        ]
        raise click.UsageError(f"It needs {' or '.join(words)}.", ctx)


def _help(operation: Operation[Any]) -> str:
    parts = [operation.summary + ".", operation.description]
    described = [p for p in operation.parameters if p.positional]
    for p in described:
        text = f"{p.argument.upper()}: {p.description}"
        found = choose_finder(p.names_a, "name", operation) if p.named_by == "id" else None
        if found is not None:
            text += (
                f" A name will do as well: looking it up costs "
                f"{counted(found.operation.units, 'unit')}, nothing where --archive knows it."
            )
        parts.append(text)
    less = "".join(f", {n} fewer with --{name}" for name, n in operation.units_less.items())
    per = " a page" if operation.page else ""
    parts.append(f"Cost: {counted(operation.units, 'unit')}{per}{less}.")
    example = " ".join(str(p.example) for p in described if p.example is not None)
    name = operation.name.replace("_", "-")
    parts.append(f"Example: hikerkit {operation.resource} {name} {example}".rstrip())
    return "\n\n".join(parts)
