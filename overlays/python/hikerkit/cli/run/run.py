"""Run an operation: look names up, request, write, and say how it ended."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from hikerkit_api.core.model import Model
from hikerkit_api.core.operation import Operation
from hikerkit_api.core.views import find_class

from hikerkit.cli import console, exit_codes
from hikerkit.cli.output.base import Writer
from hikerkit.cli.output.sink import ClosedPipeError, OutputError
from hikerkit.cli.output.spool import rescue_items
from hikerkit.cli.run.list_run import ListRun
from hikerkit.cli.run.lookup import resolve_names
from hikerkit.cli.run.results import note_missing_fields, open_output
from hikerkit.cli.run.session import exit_on_errors, exit_with
from hikerkit.cli.settings.resolve import Settings
from hikerkit.client import Hiker
from hikerkit.tables.nested import item_model, nested_items, nested_lists


def run_operation(
    operation: Operation[Any],
    settings: Settings,
    arguments: dict[str, Any],
    bounds: dict[str, Any],
    rows: str | None,
) -> None:
    """Call the operation, or paginate its list within the bounds, and write the results."""
    shape = operation.shape
    model = find_class(shape) if isinstance(shape, str) else None
    is_list = operation.page is not None or isinstance(shape, list) or rows is not None
    if rows is not None:
        model = item_model(model, rows)
    summary, identity = (model.__summary__, model.__identity__) if model else ((), ())
    status = exit_codes.OK
    with exit_on_errors():
        # First of all: nothing is requested that cannot be written.
        writer = open_output(settings, summary, identity, is_list=is_list)
        if model is not None:
            _suggest_fields(model, writer.layout.fields)
        with _keep_on_errors(writer), Hiker(**settings.client_options()) as hiker:
            resolved = resolve_names(hiker, operation, arguments, settings)
            options: dict[str, Any] = {"refresh": True} if settings.get("refresh") else {}
            if resolved.expected is not None:
                options["expected"] = resolved.expected
            method = getattr(getattr(hiker, operation.resource), operation.name)
            response = method(**resolved.arguments, **bounds, **options)
            if operation.page is None:
                _write_response(response, rows, writer)
            else:
                limit = bounds.get("limit")
                status = ListRun(
                    operation, hiker, settings, response, writer, resolved.names, limit
                ).run()
    if status:
        exit_with(status)


@contextlib.contextmanager
def _keep_on_errors(writer: Writer) -> Iterator[None]:
    """Keep what was written if an error ends the run."""
    try:
        yield
    except ClosedPipeError:
        writer.discard()
        raise
    except BaseException:
        if kept := writer.keep():
            console.note(f"what arrived is in {kept}")
        raise


def _write_response(response: Any, rows: str | None, writer: Writer) -> None:
    items = response if isinstance(response, list) else [response]
    if rows is not None:
        nested = nested_items(response, rows)
        if nested is None:
            console.note(f"--rows: the response has no list {rows}; here is all of it")
        else:
            items = nested
    elif writer.is_tabular and isinstance(response, Model) and not response.__summary__:
        for path, _ in nested_lists(type(response)):
            if found := nested_items(response, path):
                console.note(f"--rows {path} writes a row for each of its {len(found)} entries")
    try:
        for item in items:
            writer.write(item)
        writer.finish()
    except OutputError:
        rest = [*writer.unsaved, *items[writer.count :]]
        if rest and (rescued := rescue_items(rest)):
            console.note(f"what could not be written is in {rescued}")
        raise
    note_missing_fields(writer)


def _suggest_fields(model: type[Model], fields: tuple[str, ...] | None) -> None:
    """Suggest documented fields; others are written too, for the service may return them."""
    if not fields:
        return
    import difflib

    known = list(model.__keys__.values())
    for field in fields:
        first = field.split(".")[0]
        close = difflib.get_close_matches(first, known, n=1)
        if first not in known and close:
            console.note(f"--fields: {first} is not documented; did you mean {close[0]}?")
