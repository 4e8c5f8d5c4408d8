"""click parameter types for durations, sizes, rates and money."""

from __future__ import annotations

import math
import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

import click

# ParamType is generic only in newer versions of click.
if TYPE_CHECKING:
    _ParamType = click.ParamType[Any]
else:
    _ParamType = click.ParamType

_DURATION = re.compile(r"([0-9]+(?:\.[0-9]+)?)([smhdw]?)")
_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 7 * 86_400}
_SIZE = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?([kKMGT]?)i?B?")


class _Duration(_ParamType):
    name = "duration"

    def convert(self, value: Any, param: Any, ctx: Any) -> float:
        if isinstance(value, float):
            return value
        match = _DURATION.fullmatch(str(value).strip())
        if match is None:
            self.fail(f"{value!r} is not a duration: seconds, or 90s, 30m, 12h, 7d, 2w.")
        return float(match[1]) * _SECONDS[match[2]]


class _Size(_ParamType):
    name = "size"

    def convert(self, value: Any, param: Any, ctx: Any) -> int:
        if isinstance(value, int):
            return value
        match = _SIZE.fullmatch(str(value).strip())
        if match is None:
            self.fail(f"{value!r} is not a size: bytes, or 500k, 20M, 1GB.")
        return int(float(match[1]) * 1000 ** " KMGT".index(match[2].upper() or " "))


class _Seconds(_ParamType):
    name = "seconds"

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        if value == "none":
            return value
        number = click.FLOAT.convert(value, param, ctx)
        if not number > 0 or math.isinf(number):
            self.fail(f"{value!r}: expected seconds above 0, or none for no limit.")
        return number


class _Rate(_ParamType):
    name = "rate"

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        return value if value == "auto" else click.FLOAT.convert(value, param, ctx)


class _Money(_ParamType):
    name = "money"

    def convert(self, value: Any, param: Any, ctx: Any) -> Decimal:
        try:
            amount = Decimal(str(value))
        except InvalidOperation:
            amount = Decimal("NaN")
        if not amount.is_finite() or amount < 0:
            self.fail(f"{value!r} is not an amount of money, such as 2.50.")
        return amount


DURATION = _Duration()
"""Seconds, or a number with s, m, h, d or w; converts to seconds."""
SIZE = _Size()
"""Bytes, or a number with k, M, G or T; converts to bytes."""
SECONDS = _Seconds()
"""Seconds above 0, or "none"."""
RATE = _Rate()
"""Requests per second, or "auto"."""
MONEY = _Money()
"""An exact amount of money."""
