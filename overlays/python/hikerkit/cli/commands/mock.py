"""`hikerkit mock`: a service on this machine that answers as the spec says, for nothing."""

from __future__ import annotations

import sys
from typing import Any

import click


@click.command("mock", short_help="Serve a mock of the service on this machine.")
@click.option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option(
    "--spec",
    type=click.Path(dir_okay=False),
    help="Another OpenAPI document, as JSON; else the one that is shipped.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="Makes the world.")
@click.option(
    "--list-size", type=click.IntRange(0), help="Of every list; else as profiles announce it."
)
@click.option("--page-size", type=click.IntRange(1), default=50, show_default=True)
@click.option("--cut-at", type=click.IntRange(0), help="Cut lists of followers off here.")
@click.option("--units", type=click.IntRange(0), help="Request units that every key starts with.")
@click.option("--rate", type=click.FloatRange(0, min_open=True), help="Requests a second of a key.")
@click.option(
    "--fault",
    "faults",
    multiple=True,
    help='A fault that is met by seed, such as "503;retry-after=2"; more than one may be given.',
)
@click.option(
    "--fault-share",
    type=click.FloatRange(0, 1),
    default=0.1,
    show_default=True,
    help="Share of the requests that meet a --fault.",
)
def mock(
    host: str,
    port: int,
    spec: str | None,
    faults: tuple[str, ...],
    fault_share: float,
    **world: Any,
) -> None:
    """Serve a mock of the service: every operation of the spec, over a made-up world.

    Accounts of the documentation answer as documented, all others are made up from --seed; any key
    is taken. Port 0 picks a free one. A test reads the ledger at /_mock/ledger and asks for faults
    at /_mock/faults, or with the request header x-mock-fault.
    """
    from hikerkit.mock import FaultPlan, MockError, MockService, SpecError, run
    from hikerkit.spec.document import read_spec

    try:
        plan = FaultPlan(world["seed"], fault_share, faults) if faults else None
        document = None if spec is None else read_spec(spec)
        run(MockService(document, faults=plan, **world), host=host, port=port)
    except (MockError, SpecError, OSError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        sys.exit(1)


def mock_command() -> click.Command:
    """The command."""
    return mock
