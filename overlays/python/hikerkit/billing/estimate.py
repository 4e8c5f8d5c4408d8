"""Estimates: what a call or a list would cost, from the spec and the bounds of the list."""

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
    """The price of a call, or of a list within these bounds. Raises ArgumentError."""
    pages_min = 1
    pages_max: int | None = 1
    assumption = "one call, sent once"
    if operation.page is not None:
        pages_max, assumption = _bound_pages(limit, max_pages, per_page)
        pages_min = 0 if pages_max == 0 else 1  # the list may end with its first page
    units = operation.cost(values)
    units_min, units_max = units * pages_min, None if pages_max is None else units * pages_max
    return Estimate(
        units_min=units_min,
        units_max=units_max,
        pages_min=pages_min,
        pages_max=pages_max,
        cost_min=None if unit_price is None else units_min * unit_price,
        cost_max=None if unit_price is None or units_max is None else units_max * unit_price,
        assumption=assumption,
    )


def _bound_pages(
    limit: int | None, max_pages: int | None, per_page: int | None
) -> tuple[int | None, str]:
    """The maximum number of pages, None if that is not known, and what is assumed."""
    limit = require_optional_int("limit", limit)
    max_pages = require_optional_int("max_pages", max_pages)
    per_page = require_optional_int("per_page", per_page, 1)
    bounds = [] if max_pages is None else [max_pages]
    if limit == 0:
        bounds.append(0)
    if limit is not None and per_page:
        bounds.append(-(-limit // per_page))
    if not bounds:
        why = "how many items a page has is not documented: give per_page= or max_pages="
        return None, why
    pages = f"pages of {per_page} items, each" if per_page else "each page"
    return min(bounds), f"{pages} sent once"
