"""One command an operation: its arguments, its help and its run, all from the operation itself."""

from __future__ import annotations

import shlex
from typing import Any

import click
from hikerkit_api import service
from hikerkit_api.calls import Operation, Pager, Parameter

from hikerkit import Hiker, HikerError
from hikerkit.cli.output import Output, OutputError

_TYPES: dict[str, click.ParamType[Any]] = {
    "integer": click.INT,
    "number": click.FLOAT,
    "boolean": click.BOOL,
}


def command_of(operation: Operation[Any]) -> click.Command:
    """The command that calls this operation."""
    params = [_param(parameter) for parameter in operation.parameters]
    if operation.page is not None:
        params.append(click.Option(["--limit"], type=int, help="Print this many items at most."))
        params.append(click.Option(["--max-pages"], type=int, help="Ask for this many pages."))

    @click.pass_context
    def run(ctx: click.Context, /, **given: Any) -> None:
        _run(operation, ctx.obj or {}, given)

    return click.Command(
        operation.name.replace("_", "-"),
        params=params,
        callback=run,
        help=_help(operation),
        short_help=operation.summary + ".",
        deprecated=operation.deprecated or False,
    )


def _param(parameter: Parameter) -> click.Parameter:
    kind = _TYPES.get(parameter.kind, click.STRING)
    if parameter.kind == "array":
        kind = _TYPES.get(parameter.items_kind or "", click.STRING)
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


def _help(operation: Operation[Any]) -> str:
    parts = [operation.summary + ".", operation.description]
    described = [p for p in operation.parameters if p.positional]
    parts += [f"{p.argument.upper()}: {p.description}" for p in described]
    less = "".join(f", {n} fewer with --{name}" for name, n in operation.units_less.items())
    per = " a page" if operation.page else ""
    parts.append(f"Cost: {_counted(operation.units, 'unit')}{per}{less}.")
    example = " ".join(str(p.example) for p in described if p.example is not None)
    name = operation.name.replace("_", "-")
    parts.append(f"Example: hikerkit {operation.resource} {name} {example}".rstrip())
    return "\n\n".join(parts)


def _run(operation: Operation[Any], settings: dict[str, Any], given: dict[str, Any]) -> None:
    # click gives an empty tuple where an option that may come often did not come.
    call = {name: value for name, value in given.items() if value not in (None, ())}
    output = Output()
    try:
        with Hiker(**settings) as hiker:
            method = getattr(getattr(hiker, operation.resource), operation.name)
            if operation.page is None:
                output.one(method(**call))
            else:
                _walk(operation, method(**call), output)
    except HikerError as error:
        output.fail(_told(error))
    except OutputError as error:
        output.fail(str(error))


def _walk(operation: Operation[Any], pager: Pager[Any], output: Output) -> None:
    option = "--" + (operation.page.parameter.replace("_", "-") if operation.page else "")
    try:
        for item in pager:
            output.item(item)
    except (HikerError, OutputError, KeyboardInterrupt) as error:
        again = f"{option} {_quoted(pager.cursor)}" if pager.cursor else "the same command"
        output.note(f"{_counted(pager.items_read, 'item')} came; go on with {again}")
        if not isinstance(error, KeyboardInterrupt):
            raise
        output.stop(130)
    counts = (pager.items_read, "item"), (pager.pages_read, "page"), (pager.units, "unit")
    note = ", ".join(_counted(number, word) for number, word in counts)
    if pager.remainder:
        note += f"; {len(pager.remainder)} more of the last page were not printed"
    if pager.oddities:
        note += f"; {len(pager.oddities)} entries were no items and were not printed"
    if pager.cursor:
        note += f"; more with {option} {_quoted(pager.cursor)}"
    elif pager.verdict.cut_by not in (None, "limit", "start"):
        note += f"; {pager.verdict}"
    output.note(note)


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _quoted(cursor: str) -> str:
    """The cursor as a shell takes it; it comes from the service."""
    if cursor.isprintable():
        return shlex.quote(cursor)
    spelled = cursor.encode("unicode_escape").decode().replace("'", "\\'")
    return f"$'{spelled}'"


def _told(error: HikerError) -> str:
    text = str(error)
    # In a terminal nobody writes key=.
    return text.replace("give key= or set", "set") if service.KEY_ENVIRONMENT in text else text
