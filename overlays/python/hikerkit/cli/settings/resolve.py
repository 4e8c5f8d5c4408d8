"""What every command may be told: by flag, else by the environment, else by hikerkit.toml."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import attrs
import click

from hikerkit.cli.settings.param_types import DURATION, MONEY, RATE, SECONDS

FORMATS = ("table", "jsonl", "json", "csv", "parquet")
PREFIX = "set_"
"""Before the name of each in click's dicts, where operations have names of their own."""


@attrs.frozen
class Setting:
    """One setting: `--max-units` as a flag, HIKERKIT_MAX_UNITS, `max_units` in the file."""

    name: str
    kind: click.ParamType[Any]
    help: str
    metavar: str | None = None
    client: bool = True
    """Whether it is an argument of the client."""
    only_flag: bool = False

    @property
    def flag(self) -> str:
        return "--" + self.name.replace("_", "-")

    @property
    def variable(self) -> str:
        return "HIKERKIT_" + self.name.upper()


SETTINGS = (
    Setting("max_units", click.IntRange(0), "Spend this many units at most.", "N"),
    Setting("max_cost", MONEY, "Spend this much money at most.", "MONEY"),
    Setting("unit_price", MONEY, "What a unit costs on your plan.", "MONEY"),
    Setting("archive", click.Path(), "Keep what was paid for here; it answers again.", "FILE"),
    Setting("max_age", DURATION, "Answers of the archive may be this old: 3600, 12h, 7d.", "AGE"),
    Setting(
        "refresh", click.BOOL, "Ask, and pay, again for what the archive has.",
        client=False, only_flag=True,
    ),
    Setting("rate", RATE, 'Requests a second, or "auto": as the service says.', "N"),
    Setting("retries", click.IntRange(0, 100), "Send a failed request again this often.", "N"),
    Setting("timeout", SECONDS, "Seconds to wait for each part of a response.", "SECONDS"),
    Setting("deadline", SECONDS, "Seconds for a call, all its attempts and waits.", "SECONDS"),
    Setting("base_url", click.STRING, "Another host, such as a mock's.", "URL"),
    Setting("proxy", click.STRING, "URL of a proxy: http, https or socks5.", "URL"),
    Setting("strict", click.BOOL, "Refuse answers that are not as documented."),
    Setting("format", click.Choice(FORMATS), "How results are written.", client=False),
)  # fmt: skip
BY_NAME = {setting.name: setting for setting in SETTINGS}


def options(
    taken: Iterable[str] = (), without: Iterable[str] = (), only: Iterable[str] | None = None
) -> list[click.Option]:
    """The settings as options, but those whose flag a command has for something else."""
    used, left_out = set(taken), set(without)
    wanted = set(BY_NAME) if only is None else set(only)
    return [
        _option(setting)
        for setting in SETTINGS
        if setting.flag not in used and setting.name in wanted - left_out
    ]


def _option(setting: Setting) -> click.Option:
    name = PREFIX + setting.name
    if setting.kind is click.BOOL:
        flags = setting.flag if setting.only_flag else f"{setting.flag}/--no-{setting.flag[2:]}"
        return click.Option([name, flags], is_flag=True, default=None, help=setting.help)
    return click.Option(
        [name, setting.flag], type=setting.kind, metavar=setting.metavar, help=setting.help
    )


@attrs.frozen
class Chosen:
    """The settings of one run, and where each comes from."""

    values: Mapping[str, Any]
    sources: Mapping[str, str]
    files: tuple[str, ...] = ()
    """The files of settings that were read."""

    def get(self, name: str) -> Any:
        """The value; None where nobody said anything."""
        return self.values.get(name)

    def given(self, name: str) -> bool:
        """Whether it was given by flag."""
        return self.sources.get(name) == "flag"

    def client(self) -> dict[str, Any]:
        """The arguments of a client."""
        return {
            name: self._plain(name, value)
            for name, value in self.values.items()
            if BY_NAME[name].client
        }

    def _plain(self, name: str, value: Any) -> Any:
        return None if value == "none" and BY_NAME[name].kind is SECONDS else value


def chosen(ctx: click.Context, given: Mapping[str, Any]) -> Chosen:
    """The settings: flags of the command, flags before it, environment, file.

    Raises click.UsageError for one that is wrong.
    """
    from hikerkit.cli.settings.files import from_files

    here = {name: value for name, value in given.items() if value is not None}
    flags = {**(ctx.find_root().obj or {}), **here}
    from_file, files = from_files()
    values: dict[str, Any] = {}
    sources: dict[str, str] = {}
    for setting in SETTINGS:
        flag = flags.get(PREFIX + setting.name)
        if flag is not None:
            values[setting.name], sources[setting.name] = flag, "flag"
        elif setting.only_flag:
            continue
        elif text := os.environ.get(setting.variable):
            values[setting.name] = converted(setting, text, setting.variable)
            sources[setting.name] = setting.variable
        elif setting.name in from_file:
            values[setting.name], sources[setting.name] = from_file[setting.name]
    return Chosen(values, sources, files)


def converted(setting: Setting, value: Any, where: str) -> Any:
    """The value from elsewhere than a flag. Raises click.UsageError that names the place."""
    wrong_kind = isinstance(value, bool) != (setting.kind is click.BOOL)
    try:
        if not isinstance(value, str) and (
            wrong_kind or not isinstance(value, bool | int | float | Decimal)
        ):
            raise click.BadParameter(f"{type(value).__name__} is of no use here.")
        text = value if isinstance(value, str | bool) else str(value)
        return setting.kind.convert(text, None, None)
    except click.BadParameter as error:
        raise click.UsageError(f"{where}: {error.message}") from None


def split(given: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What click gave, parted into settings and the rest."""
    own = {name: value for name, value in given.items() if name.startswith(PREFIX)}
    rest = {name: value for name, value in given.items() if name not in own}
    return own, rest


def verbose() -> click.Option:
    """`-v`; see `listen`."""
    return click.Option(
        [PREFIX + "verbose", "-v", "--verbose"], count=True, help="Log requests on stderr."
    )


def listen(given: dict[str, Any]) -> None:
    """Log as much as `-v` asks for; takes it out of what was given."""
    level = given.pop(PREFIX + "verbose", 0)
    if level:
        from hikerkit.cli.logs import log

        log(level)
