"""The command line: `hikerkit RESOURCE METHOD`, derived from the spec."""

from __future__ import annotations

import sys


def main() -> None:
    """Entry point of the `hikerkit` command."""
    try:
        import click  # noqa: F401
    except ImportError:
        print("the command line needs an extra: pip install 'hikerkit[cli]'", file=sys.stderr)
        sys.exit(2)
    from hikerkit.cli.app import app

    app(prog_name="hikerkit")
