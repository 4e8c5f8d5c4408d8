"""One run of a call: the client, the look-up of names, the walk, and how it ends."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NoReturn

from hikerkit_api.core.model import Model, model_class
from hikerkit_api.core.operation import Operation

from hikerkit.cli import console, exit_codes
from hikerkit.cli.output.formats import Writer
from hikerkit.cli.output.results import writer_of
from hikerkit.cli.output.sink import ClosedPipeError, OutputError, let_go_of_stdout
from hikerkit.cli.settings.resolve import Chosen
from hikerkit.errors import HikerError

if TYPE_CHECKING:
    from hikerkit import Hiker


@contextlib.contextmanager
def endings() -> Iterator[None]:
    """Whatever goes wrong inside is one line on stderr and an exit status."""
    try:
        yield
    except HikerError as error:
        fail(console.told(error), exit_codes.status_of(error))
    except OutputError as error:
        fail(str(error), exit_codes.ERROR)
    except ClosedPipeError:
        stop(exit_codes.CLOSED_PIPE)
    except KeyboardInterrupt:
        fail("interrupted", exit_codes.INTERRUPTED)


def fail(text: str, status: int) -> NoReturn:
    """Say what went wrong, and end."""
    console.note(f"error: {text}")
    stop(status)


def stop(status: int) -> NoReturn:
    """End with this status."""
    if sys.stdout is not None:
        try:
            sys.stdout.flush()
        except (OSError, ValueError):
            let_go_of_stdout()
    sys.exit(status)


@contextlib.contextmanager
def opened(chosen: Chosen, **more: Any) -> Iterator[tuple[Hiker, Chosen]]:
    """A client of these settings, and how errors end."""
    from hikerkit import Hiker

    with endings():
        with Hiker(**{**chosen.client(), **more}) as hiker:
            yield hiker, chosen


def run(
    operation: Operation[Any], chosen: Chosen, values: dict[str, Any], rest: dict[str, Any]
) -> None:
    """Call it, or walk it, and write what comes."""
    if rest.pop("estimate", False):
        from hikerkit.cli.run.estimate import estimate

        estimate(operation, chosen, values, rest)
        return
    rest.pop("per_page", None)
    from hikerkit import Hiker

    shape = model_class(operation.shape) if isinstance(operation.shape, str) else None
    rows = rest.pop("rows", None)
    is_list = operation.page is not None or isinstance(operation.shape, list) or rows is not None
    if rows is not None:
        from hikerkit.tables.nested import item_model

        shape = item_model(shape, rows)
    with endings():
        # Before the client: nothing is asked for that cannot be written.
        writer = writer_of(
            rest,
            chosen,
            shape.__summary__ if shape else (),
            shape.__identity__ if shape else (),
            is_list=is_list,
        )
        _hint(shape, writer.fields)
        try:
            with Hiker(**chosen.client()) as hiker:
                from hikerkit.cli.run.lookup import resolve

                found = resolve(hiker, operation, values, chosen)
                options = {"refresh": True} if chosen.get("refresh") else {}
                method = getattr(getattr(hiker, operation.resource), operation.name)
                if operation.page is None:
                    _once(method(**found.values, **options), rows, writer)
                    return
                from hikerkit.cli.run.list_run import ListRun

                expected = {} if found.expected is None else {"expected": found.expected}
                pager = method(**found.values, **rest, **options, **expected)
                status = ListRun(
                    operation, hiker, chosen, pager, writer, found.names, rest.get("limit")
                ).go()
        except ClosedPipeError:
            writer.target.discard()
            writer.drop()
            raise
        except BaseException:
            writer.target.discard()
            salvaged = writer.salvage()
            if salvaged:
                console.note(f"what came is in {salvaged}")
            raise
    if status:
        stop(status)


def _once(result: Any, rows: str | None, writer: Writer) -> None:
    items = result if isinstance(result, list) else [result]
    if rows is not None:
        from hikerkit.tables.nested import nested_items

        inside = nested_items(result, rows)
        if inside is None:
            console.note(f"--rows: there is no list {rows} in the response; the whole follows")
        else:
            items = inside
    elif writer.is_table and isinstance(result, Model) and not result.__summary__:
        _tell_of_lists(result)
    for item in items:
        writer.write(item)
    writer.end()
    writer.target.commit()
    _tell_missing(writer)


def _tell_of_lists(result: Model) -> None:
    from hikerkit.tables.nested import nested_items, nested_lists

    for way, _ in nested_lists(type(result)):
        if found := nested_items(result, way):
            console.note(f"--rows {way} writes a row for each of its {len(found)} entries")


def _tell_missing(writer: Writer) -> None:
    if missing := writer.missing():
        console.note(f"--fields: nothing that came has {', '.join(missing)}")


def _hint(shape: Any, fields: tuple[str, ...] | None) -> None:
    """Fields that the spec does not know are asked for all the same: the service may have them."""
    if shape is None or not fields:
        return
    import difflib

    known = list(shape.__keys__.values())
    for field in fields:
        first = field.split(".")[0]
        close = difflib.get_close_matches(first, known, n=1)
        if first not in known and close:
            console.note(f"--fields: {first} is not documented; did you mean {close[0]}?")
