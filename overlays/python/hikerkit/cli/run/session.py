"""The parts of every command that sends requests: its client and how errors end it."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NoReturn

from hikerkit_api import api, service

from hikerkit.cli import console, exit_codes
from hikerkit.cli.output.sink import ClosedPipeError, OutputError, detach_stdout
from hikerkit.cli.settings.resolve import Settings
from hikerkit.errors import HikerError

if TYPE_CHECKING:
    from hikerkit.client import Hiker
    from hikerkit.responses.account import Account


@contextlib.contextmanager
def exit_on_errors() -> Iterator[None]:
    """Turn an error into one line on stderr and an exit status."""
    try:
        yield
    except HikerError as error:
        exit_with_error(console.format_error(error), exit_codes.status_of_error(error))
    except OutputError as error:
        exit_with_error(str(error), exit_codes.ERROR)
    except ClosedPipeError:
        exit_with(exit_codes.CLOSED_PIPE)
    except KeyboardInterrupt:
        exit_with_error("interrupted", exit_codes.INTERRUPTED)


def exit_with_error(text: str, status: int) -> NoReturn:
    """Print the error and exit."""
    console.note(f"error: {text}")
    exit_with(status)


def exit_with(status: int) -> NoReturn:
    """Exit with this status."""
    if sys.stdout is not None:
        try:
            sys.stdout.flush()
        except (OSError, ValueError):
            detach_stdout()
    sys.exit(status)


@contextlib.contextmanager
def open_client(settings: Settings, *, is_offline: bool = False) -> Iterator[Hiker]:
    """A client with these settings; errors inside end the command."""
    from hikerkit.client import Hiker

    options = settings.client_options()
    if is_offline and not os.environ.get(service.KEY_ENVIRONMENT):
        options["key"] = "none-needed"  # nothing is sent
    with exit_on_errors():
        with Hiker(**options) as hiker:
            yield hiker


def request_balance(hiker: Hiker, **options: Any) -> Account | None:
    """What is left on the key, which costs nothing; None if the service has no such call.

    Raises HikerError.
    """
    if not service.ACCOUNT:
        return None
    operation = api.operation(service.ACCOUNT["operation"])
    getattr(getattr(hiker, operation.resource), operation.name)(**options)
    return hiker.usage.account
