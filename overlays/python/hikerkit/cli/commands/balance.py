"""`hikerkit balance`: what is left on the key, asked for nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from hikerkit_api import api, service

if TYPE_CHECKING:
    from hikerkit import Hiker
    from hikerkit.responses.account import Account


def ask(hiker: Hiker, **options: Any) -> Account | None:
    """What the service says is left; None where it has no such call. Raises HikerError."""
    if not service.ACCOUNT:
        return None
    operation = api.operation(service.ACCOUNT["operation"])
    getattr(getattr(hiker, operation.resource), operation.name)(**options)
    return hiker.usage.account


def as_row(account: Account) -> dict[str, Any]:
    """The account as plain data."""
    price = account.unit_price
    return {
        "units": account.units,
        "rate": account.rate,
        "money": None if account.money is None else float(account.money),
        "currency": account.currency,
        "unit_price": None if price is None else float(round(price, 8)),
    }


def balance_command() -> click.Command:
    """The command."""
    from hikerkit.cli.output.results import output_options, show
    from hikerkit.cli.settings import resolve

    @click.pass_context
    def run(ctx: click.Context, /, **given: Any) -> None:
        from hikerkit.cli.run.session import opened

        own, rest = resolve.split(given)
        with opened(resolve.chosen(ctx, own)) as (hiker, chosen):
            account = ask(hiker)
            row = {} if account is None else as_row(account)
            show([row], rest, chosen, list(row), is_list=False)

    return click.Command(
        "balance",
        callback=run,
        params=[
            *output_options(),
            *resolve.options(without=("max_units", "max_cost", "archive", "max_age", "refresh")),
        ],
        help="What is left on the key: units, requests a second, money. Costs nothing.",
    )
