"""`--estimate`: the price of a run; nothing is sent."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hikerkit_api.core.operation import Operation

from hikerkit.catalog.finders import choose_finder
from hikerkit.cli import console
from hikerkit.cli.run.lookup import find_in_archive, names_among, strip_at_signs
from hikerkit.cli.run.results import show
from hikerkit.cli.run.session import open_client
from hikerkit.cli.settings.resolve import Settings


def show_estimate(
    operation: Operation[Any],
    settings: Settings,
    arguments: dict[str, Any],
    bounds: dict[str, Any],
) -> None:
    """Print the price of this run."""
    with open_client(settings, is_offline=True) as hiker:
        lookups = []
        given = strip_at_signs(operation, arguments)
        for parameter, name in names_among(operation, arguments):
            given[parameter.argument] = "1"  # the price is the same for every id
            finder = choose_finder(parameter.names_a, "name", operation)
            if finder and find_in_archive(hiker, name.removeprefix("@"), settings) is None:
                lookups.append((name, finder.operation.units))
        method = getattr(getattr(hiker.estimates, operation.resource), operation.name)
        price = method(**given, **bounds)
        units = sum(units for _, units in lookups)
        least = price.units_min + units
        most = None if price.units_max is None else price.units_max + units
        unit_price = hiker.usage.unit_price
        notes = [console.format_options(price.assumption)]
        notes += [f"{console.format_count(u, 'unit')} to look up {name}" for name, u in lookups]
        if hiker.archive is not None:
            notes.append("archived responses are free")
        row = {
            "units_min": least,
            "units_max": most,
            "requests_min": price.pages_min + len(lookups),
            "requests_max": None if price.pages_max is None else price.pages_max + len(lookups),
            "cost_min": _cost(least, unit_price),
            "cost_max": _cost(most, unit_price),
            "assumption": "; ".join(notes),
        }
        show([row], settings, list(row), is_list=False)


def _cost(units: int | None, price: Decimal | None) -> float | None:
    return None if units is None or price is None else float(units * price)
