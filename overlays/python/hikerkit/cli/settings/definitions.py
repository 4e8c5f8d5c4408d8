"""The settings of the command line: one definition for flag, variable and hikerkit.toml."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import attrs
import click

from hikerkit.cli import console
from hikerkit.cli.output.formats import FORMATS
from hikerkit.cli.settings.param_types import DURATION, MONEY, RATE, SECONDS

PREFIX = "set_"
"""Keeps the names of settings apart from those of an operation's parameters."""
FLAGS = "hikerkit.flags"
"""Key in `click.Context.meta`, which a command shares with its parents, of the flags given."""


@attrs.frozen
class Setting:
    """One setting: `--max-units` as a flag, HIKERKIT_MAX_UNITS, `max_units` in the file."""

    name: str
    type: click.ParamType[Any]
    help: str
    metavar: str | None = None
    client: bool = True
    """Whether it is an argument of the client."""
    only_flag: bool = False
    """Whether neither the environment nor a file can set it."""
    short: str | None = None
    """A flag of one letter."""

    @property
    def flag(self) -> str:
        return "--" + self.name.replace("_", "-")

    @property
    def flags(self) -> list[str]:
        return [self.flag] if self.short is None else [self.short, self.flag]

    @property
    def variable(self) -> str:
        return "HIKERKIT_" + self.name.upper()

    def option(self, flags: Collection[str]) -> click.Option:
        """The option of a command. Its value is kept in `ctx.meta`, not passed to the command."""
        return self._option(flags, expose_value=False, callback=self._store)

    def fallback(self) -> click.Option:
        """The option that takes its value from the environment or `default_map`."""
        return self._option([self.flag], envvar=self.variable, show_envvar=True)

    def _option(self, flags: Collection[str], **more: Any) -> click.Option:
        if self.type is not click.BOOL:
            more |= {"type": self.type, "metavar": self.metavar}
        else:
            more |= {"is_flag": True, "default": None, "type": click.BOOL}
            if not self.only_flag:
                flags = [f"{flag}/--no-{flag[2:]}" for flag in flags]
        return click.Option([PREFIX + self.name, *flags], help=self.help, **more)

    def _store(self, ctx: click.Context, param: click.Parameter, value: Any) -> None:
        if value is not None:
            ctx.meta.setdefault(FLAGS, {})[self.name] = value


SETTINGS = (
    Setting("max_units", click.IntRange(0), "Spend this many units at most.", "N"),
    Setting("max_cost", MONEY, "Spend this much money at most.", "MONEY"),
    Setting("unit_price", MONEY, "Price of a unit on your plan.", "MONEY"),
    Setting("archive", click.Path(), "Store paid responses here and replay them.", "FILE"),
    Setting("max_age", DURATION, "Replay responses up to this age: 3600, 12h, 7d.", "AGE"),
    Setting(
        "refresh", click.BOOL, "Request, and pay for, archived responses again.",
        client=False, only_flag=True,
    ),
    Setting("rate", RATE, 'Requests per second, or "auto": the limit of the key.', "N"),
    Setting("retries", click.IntRange(0, 100), "Retry a failed request this many times.", "N"),
    Setting("timeout", SECONDS, "Seconds to wait for each part of a response.", "SECONDS"),
    Setting("deadline", SECONDS, "Seconds for a call with all its retries and waits.", "SECONDS"),
    Setting("base_url", click.STRING, "Another host, such as a mock's.", "URL"),
    Setting("proxy", click.STRING, "URL of a proxy: http, https or socks5.", "URL"),
    Setting("strict", click.BOOL, "Refuse responses that deviate from the documentation."),
    Setting("format", click.Choice(list(FORMATS)), "Output format.", client=False),
    Setting(
        "output", click.Path(), "Write to this file. Its name selects the format: .jsonl, .json, "
        ".csv (.gz may follow) or .parquet.", "FILE", client=False, only_flag=True, short="-o",
    ),
    Setting(
        "fields", click.STRING, "Write these fields only; a dot reads a nested one.", "A,B.C",
        client=False, only_flag=True,
    ),
)  # fmt: skip
BY_NAME = {setting.name: setting for setting in SETTINGS}
OUTPUT = ("output", "fields", "format")
"""Names of the settings of whatever writes results."""


def options(
    names: Iterable[str] = BY_NAME, *, without: Collection[str] = (), used: Collection[str] = ()
) -> list[click.Parameter]:
    """The settings as options, except for flags that the command uses for something else."""
    made: list[click.Parameter] = []
    for name in names:
        flags = [flag for flag in BY_NAME[name].flags if flag not in used]
        if flags and name not in without:
            made.append(BY_NAME[name].option(flags))
    return made


def verbose_option() -> click.Option:
    """`-v`: log requests; `-vv`: log everything."""

    def log(ctx: click.Context, param: click.Parameter, level: int) -> None:
        if level:
            console.log_to_stderr(level)

    return click.Option(
        [PREFIX + "verbose", "-v", "--verbose"], count=True, expose_value=False, callback=log,
        help="Log requests on stderr.",
    )  # fmt: skip
