"""`hikerkit mock`: a local server that responds as the spec says; free of charge."""

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
    help="Another OpenAPI document as JSON, instead of the built-in one.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="Seed of the accounts.")
@click.option(
    "--list-size",
    type=click.IntRange(0),
    help="Length of every list, instead of the one in the profile.",
)
@click.option("--page-size", type=click.IntRange(1), default=50, show_default=True)
@click.option("--cut-at", type=click.IntRange(0), help="Truncate lists of followers here.")
@click.option("--units", type=click.IntRange(0), help="Initial balance of every key, in units.")
@click.option(
    "--rate", type=click.FloatRange(0, min_open=True), help="Requests per second and key."
)
@click.option(
    "--fault",
    "faults",
    multiple=True,
    help='A fault injected by seed, such as "503;retry-after=2"; may be repeated.',
)
@click.option(
    "--fault-share",
    type=click.FloatRange(0, 1),
    default=0.1,
    show_default=True,
    help="Share of the requests that get a --fault.",
)
def _mock(
    host: str,
    port: int,
    spec: str | None,
    faults: tuple[str, ...],
    fault_share: float,
    **world: Any,
) -> None:
    """Serve a mock of the service: every operation of the spec, with generated data.

    Documented accounts get the documented responses; all others are generated from --seed. Every
    key is accepted. Port 0 selects a free port. A test reads the ledger at /_mock/ledger and
    requests faults at /_mock/faults, or with the request header x-mock-fault.
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
    return _mock
