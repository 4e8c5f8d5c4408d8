"""`hikerkit mock`: a service on this machine that answers as the spec says, for nothing."""

from __future__ import annotations

import sys

import click


@click.command(short_help="Serve a mock of the service on this machine.")
@click.option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--list-size", type=click.IntRange(0), default=1200, show_default=True)
@click.option("--page-size", type=click.IntRange(1), default=50, show_default=True)
def mock(port: int, host: str, list_size: int, page_size: int) -> None:
    """Serve a mock of the service: every operation of the spec, with its documented answer.

    Lists are made up, --list-size items long, --page-size a page. Any key is taken; nothing is
    charged. Port 0 picks a free one.
    """
    from hikerkit.mock import MockError, MockService, run

    try:
        run(MockService(list_size=list_size, page_size=page_size), host=host, port=port)
    except MockError as error:
        print(f"error: {error}", file=sys.stderr)
        sys.exit(1)
