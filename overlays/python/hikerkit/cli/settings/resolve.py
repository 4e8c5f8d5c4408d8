"""The values of the settings: flags first, then the environment, then hikerkit.toml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs
import click
from click.core import ParameterSource

from hikerkit.cli.settings.definitions import BY_NAME, FLAGS, PREFIX, SETTINGS


@attrs.frozen
class Settings:
    """The settings of one run and their sources."""

    values: Mapping[str, Any]
    sources: Mapping[str, str]
    """"flag", the name of a variable, or the path of a file."""
    files: tuple[str, ...] = ()
    """The hikerkit.toml files that were read."""

    @classmethod
    def from_flags(cls, ctx: click.Context) -> Settings:
        """The settings that are given as flags, of this command or before it."""
        flags = ctx.meta.get(FLAGS, {})
        return cls(flags, dict.fromkeys(flags, "flag"))

    def get(self, name: str) -> Any:
        """The value; None if it is not set."""
        return self.values.get(name)

    def is_flag(self, name: str) -> bool:
        """Whether the value comes from a flag."""
        return self.sources.get(name) == "flag"

    def client_options(self) -> dict[str, Any]:
        """Arguments of a client; the timeout "none" is None there."""
        found = {name: value for name, value in self.values.items() if BY_NAME[name].client}
        return {name: None if value == "none" else value for name, value in found.items()}


def resolve_settings(ctx: click.Context) -> Settings:
    """The settings of this command. Raises click.UsageError for an invalid one."""
    from hikerkit.cli.settings.files import read_files

    flags = Settings.from_flags(ctx)
    values, sources = dict(flags.values), dict(flags.sources)
    from_files, files = read_files()
    # Only what no flag sets is looked up, so that a flag gets past an invalid variable.
    rest = [s for s in SETTINGS if s.name not in values and not s.only_flag]
    command = click.Command(ctx.info_name, params=[setting.fallback() for setting in rest])
    defaults = {PREFIX + name: value for name, (value, _) in from_files.items()}
    try:
        inner = command.make_context(ctx.info_name, [], parent=ctx.parent, default_map=defaults)
    except click.UsageError as error:
        error.ctx = ctx
        raise
    for setting in rest:
        name = PREFIX + setting.name
        if inner.params[name] is not None:
            values[setting.name] = inner.params[name]
            from_variable = inner.get_parameter_source(name) is ParameterSource.ENVIRONMENT
            sources[setting.name] = (
                setting.variable if from_variable else from_files[setting.name][1]
            )
    return Settings(values, sources, files)
