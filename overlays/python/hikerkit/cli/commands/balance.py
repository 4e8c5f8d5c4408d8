"""`hikerkit balance`: what is left on the key."""

from __future__ import annotations

from typing import Any

import click

from hikerkit.cli.settings import definitions
from hikerkit.cli.settings.resolve import resolve_settings


def balance_command() -> click.Command:
    """The command."""

    @click.pass_context
    def run(ctx: click.Context, /) -> None:
        from hikerkit.cli.run.results import show
        from hikerkit.cli.run.session import open_client, request_balance

        settings = resolve_settings(ctx)
        with open_client(settings) as hiker:
            account = request_balance(hiker)
            row: dict[str, Any] = {}
            if account is not None:
                money, price = account.money, account.unit_price
                row = {
                    "units": account.units,
                    "rate": account.rate,
                    "money": None if money is None else float(money),
                    "currency": account.currency,
                    "unit_price": None if price is None else float(round(price, 8)),
                }
            show([row], settings, list(row), is_list=False)

    return click.Command(
        "balance",
        callback=run,
        params=definitions.options(
            without=("max_units", "max_cost", "archive", "max_age", "refresh")
        ),
        help="Print what is left on the key: units, requests per second, money. Costs nothing.",
    )
