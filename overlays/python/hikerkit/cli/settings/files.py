"""Settings from hikerkit.toml: the project's file and the user's own."""

from __future__ import annotations

import difflib
import os
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click
from hikerkit_api import service

from hikerkit._utils.text import printable
from hikerkit.cli.settings.definitions import BY_NAME, SETTINGS, Setting

NAME = "hikerkit.toml"
_SECRETS = ("key", "token", "secret", "password")
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_MAX_BYTES = 100_000  # the file has a dozen lines


def user_file() -> Path:
    """Path of the user's file, which need not exist."""
    return Path(click.get_app_dir("hikerkit")) / NAME


def project_file() -> Path | None:
    """The nearest file in the current directory or a parent of it."""
    try:
        current = Path.cwd()
    except OSError:  # the directory is gone
        return None
    folders = (current, *current.parents)
    return next((file for folder in folders if (file := folder / NAME).is_file()), None)


def read_files() -> tuple[dict[str, tuple[Any, str]], tuple[str, ...]]:
    """Value and source of each setting, and the files read; the project's file takes precedence.

    Raises click.UsageError.
    """
    values: dict[str, tuple[Any, str]] = {}
    files: list[str] = []
    own = user_file()
    for path in (own, project_file()):
        if path is None or not path.is_file() or str(path) in files:
            continue
        files.insert(0, str(path))
        values |= {name: (value, str(path)) for name, value in _read(path, path == own).items()}
    return values, tuple(files)


def _read(path: Path, is_own: bool) -> dict[str, Any]:
    shown = printable(str(path))
    try:
        content = path.read_bytes()
        if len(content) > _MAX_BYTES:
            raise click.UsageError(f"{shown}: larger than {_MAX_BYTES:,} bytes")
        table = tomllib.loads(content.decode(), parse_float=Decimal)
    except OSError as error:
        raise click.UsageError(f"{shown} cannot be read: {error.strerror}") from None
    except (ValueError, RecursionError) as error:
        raise click.UsageError(f"{shown} is not valid TOML: {printable(str(error))}") from None
    made = {}
    for name, value in table.items():
        place = f"{shown}: {printable(name)}"
        setting = _find_setting(name, place)
        made[name] = convert_value(setting, value, place)
        if name == "archive":
            made[name] = str(path.parent / os.path.expanduser(made[name]))
        elif not is_own and _redirects(name, made[name], path):
            raise click.UsageError(
                f"{place}: only a flag, {setting.variable} or {user_file()} may set where requests "
                "go: the author of this directory would receive your key"
            )
    return made


def _find_setting(name: str, place: str) -> Setting:
    setting = BY_NAME.get(name)
    if setting is not None and not setting.only_flag:
        return setting
    # The name of a setting may contain such a word; any other name that does may hold a key.
    if any(word in name.lower() for word in _SECRETS):
        raise click.UsageError(
            f"{place}: this file must not hold a key; remove it and "
            f"set {service.KEY_ENVIRONMENT} in the environment"
        )
    if setting is not None:
        raise click.UsageError(f"{place}: give {setting.flag} as a flag")
    names = [s.name for s in SETTINGS if not s.only_flag]
    close = difflib.get_close_matches(name, names, n=1)
    hint = f"did you mean {close[0]}? " if close else ""
    raise click.UsageError(f"{place}: unknown setting; {hint}The settings are {', '.join(names)}")


def convert_value(setting: Setting, value: Any, place: str) -> Any:
    """The TOML value as the setting's type. Raises click.UsageError that starts with `place`."""
    expects_bool = setting.type is click.BOOL
    is_scalar = isinstance(value, str | bool | int | float | Decimal)
    try:
        if not is_scalar or (
            not isinstance(value, str) and isinstance(value, bool) != expects_bool
        ):
            raise click.BadParameter(f"{type(value).__name__} is not accepted here.")
        text = value if isinstance(value, str | bool) else str(value)
        return setting.type.convert(text, None, None)
    except click.BadParameter as error:
        raise click.UsageError(f"{place}: {error.message}") from None


def _redirects(name: str, value: Any, path: Path) -> bool:
    """Whether a project's file would send requests, and the key, elsewhere."""
    if name == "base_url":
        return not (_is_loopback(value) and _is_own(path))
    return name == "proxy"


def _is_own(path: Path) -> bool:
    """Whether the user or root wrote the file: other users can listen on loopback too."""
    return not hasattr(os, "getuid") or path.stat().st_uid in (os.getuid(), 0)


def _is_loopback(url: str) -> bool:
    try:
        return urlsplit(url).hostname in _LOOPBACK
    except ValueError:
        return False
