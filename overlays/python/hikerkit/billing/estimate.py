"""What a job would cost, before it runs: from the spec and the bounds that it is given."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hikerkit_api.core.operation import Operation
from hikerkit_api.estimates import Estimate

from hikerkit._utils.validation import require_optional_int


def estimate(
    operation: Operation[Any],
    values: dict[str, Any],
    limit: int | None,
    max_pages: int | None,
    per_page: int | None,
    unit_price: Decimal | None,
) -> Estimate:
    """The price of a call, or of a walk within these bounds. Raises ArgumentError."""
    units = operation.cost(values)
    if operation.page is None:
        return _priced(units, units, 1, 1, "one call, sent once", unit_price)
    limit = require_optional_int("limit", limit)
    max_pages = require_optional_int("max_pages", max_pages)
    per_page = require_optional_int("per_page", per_page, 1)
    bounds = [max_pages] if max_pages is not None else []
    if limit == 0:
        bounds.append(0)
    if limit is not None and per_page:
        bounds.append(-(-limit // per_page))
    most = min(bounds, default=None)
    least = 0 if most == 0 else 1  # the list may end with its first page
    if most is None:
        why = "how many items a page holds is not documented: give per_page= or max_pages="
    elif per_page:
        why = f"pages of {per_page} items, each sent once"
    else:
        why = "each page sent once"
    return _priced(
        units * least, None if most is None else units * most, least, most, why, unit_price
    )


def _priced(
    least: int,
    most: int | None,
    pages_least: int,
    pages_most: int | None,
    why: str,
    unit_price: Decimal | None,
) -> Estimate:
    def cost(units: int | None) -> Decimal | None:
        return None if units is None or unit_price is None else units * unit_price

    return Estimate(
        units_min=least,
        units_max=most,
        pages_min=pages_least,
        pages_max=pages_most,
        cost_min=cost(least),
        cost_max=cost(most),
        assumption=why,
    )
