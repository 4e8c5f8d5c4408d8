"""`--estimate`: what a run would cost; nothing is sent for it."""

from __future__ import annotations

import os
from decimal import Decimal
from typing import Any

from hikerkit_api import service
from hikerkit_api.core.operation import Operation

from hikerkit.cli import console
from hikerkit.cli.output.results import show
from hikerkit.cli.settings.resolve import Chosen


def estimate(
    operation: Operation[Any], chosen: Chosen, values: dict[str, Any], rest: dict[str, Any]
) -> None:
    """Print the price of this run."""
    from hikerkit.catalog.finders import choose_finder
    from hikerkit.cli.run.lookup import known, names_among
    from hikerkit.cli.run.session import opened

    # Nothing is sent, so any key does.
    key = {} if os.environ.get(service.KEY_ENVIRONMENT) else {"key": "none-needed"}
    with opened(chosen, **key) as (hiker, _):
        lookups = []
        given = dict(values)
        for parameter, name in names_among(operation, values):
            given[parameter.argument] = "1"  # any id costs the same
            way = choose_finder(parameter.names_a, "name", operation)
            if way is not None and known(hiker, name.removeprefix("@"), chosen) is None:
                lookups.append((name, way.operation.units))
        for parameter in operation.parameters:
            if parameter.named_by == "name" and isinstance(given.get(parameter.argument), str):
                given[parameter.argument] = given[parameter.argument].removeprefix("@")
        bounds = {name: value for name, value in rest.items() if name in _BOUNDS}
        price = getattr(getattr(hiker.estimates, operation.resource), operation.name)(
            **given, **bounds
        )
        more = sum(units for _, units in lookups)
        unit_price = hiker.usage.unit_price
        row = {
            "units_min": price.units_min + more,
            "units_max": None if price.units_max is None else price.units_max + more,
            "requests_min": price.pages_min + len(lookups),
            "requests_max": None if price.pages_max is None else price.pages_max + len(lookups),
            "cost_min": _money(price.units_min + more, unit_price),
            "cost_max": _money(
                None if price.units_max is None else price.units_max + more, unit_price
            ),
            "assumption": _flags(price.assumption)
            + "".join(f"; {console.counted(u, 'unit')} to look up {n}" for n, u in lookups)
            + ("; the archive may have some of it" if hiker.archive is not None else ""),
        }
        output = {name: value for name, value in rest.items() if name not in _BOUNDS}
        show([row], output, chosen, list(row), is_list=False)


_BOUNDS = ("limit", "max_pages", "per_page")


def _money(units: int | None, price: Decimal | None) -> float | None:
    return None if units is None or price is None else float(units * price)


def _flags(text: str) -> str:
    return text.replace("per_page=", "--per-page").replace("max_pages=", "--max-pages")
