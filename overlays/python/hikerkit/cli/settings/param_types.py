"""Kinds of values that flags and settings take, beside those of click itself."""

from __future__ import annotations

import math
import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

import click

# Older versions of click have no type of their own for what a kind gives.
if TYPE_CHECKING:
    _Kind = click.ParamType[Any]
else:
    _Kind = click.ParamType

_DURATION = re.compile(r"([0-9]+(?:\.[0-9]+)?)([smhdw]?)")
_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 7 * 86_400}
_SIZE = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?([kKMGT]?)i?B?")


class _Duration(_Kind):
    name = "duration"

    def convert(self, value: Any, param: Any, ctx: Any) -> float:
        if isinstance(value, float):
            return value
        found = _DURATION.fullmatch(str(value).strip())
        if found is None:
            self.fail(f"{value!r} is no time: seconds, or such as 90s, 30m, 12h, 7d, 2w.")
        return float(found[1]) * _SECONDS[found[2]]


class _Size(_Kind):
    name = "size"

    def convert(self, value: Any, param: Any, ctx: Any) -> int:
        if isinstance(value, int):
            return value
        found = _SIZE.fullmatch(str(value).strip())
        if found is None:
            self.fail(f"{value!r} is no size: bytes, or such as 500k, 20M, 1GB.")
        return int(float(found[1]) * 1000 ** " KMGT".index(found[2].upper() or " "))


class _Seconds(_Kind):
    name = "seconds"

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        if value == "none":
            return value
        number = click.FLOAT.convert(value, param, ctx)
        if not number > 0 or math.isinf(number):
            self.fail(f"{value!r}: expected seconds above 0, or none for no limit.")
        return number


class _Rate(_Kind):
    name = "rate"

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        return value if value == "auto" else click.FLOAT.convert(value, param, ctx)


class _Money(_Kind):
    name = "money"

    def convert(self, value: Any, param: Any, ctx: Any) -> Decimal:
        try:
            amount = Decimal(str(value))
        except InvalidOperation:
            amount = Decimal("NaN")
        if not amount.is_finite() or amount < 0:
            self.fail(f"{value!r} is no amount of money, such as 2.50.")
        return amount


DURATION = _Duration()
"""Seconds, or a number with s, m, h, d or w; gives seconds."""
SIZE = _Size()
"""Bytes, or a number with k, M, G or T."""
SECONDS = _Seconds()
"""Seconds above 0, or "none"."""
RATE = _Rate()
"""Requests a second, or "auto"."""
MONEY = _Money()
"""An amount of money, exact."""
