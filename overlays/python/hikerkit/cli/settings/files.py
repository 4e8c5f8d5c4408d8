"""`hikerkit.toml`: settings from the folder of a project and from the user's own folder."""

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
from hikerkit.cli.settings.resolve import BY_NAME, converted

NAME = "hikerkit.toml"
_SECRETS = ("key", "token", "secret", "password")
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_LARGEST = 100_000  # bytes; it holds a dozen lines


def user_file() -> Path:
    """The file of the user, there or not."""
    return Path(click.get_app_dir("hikerkit")) / NAME


def project_file() -> Path | None:
    """The nearest file in this folder or one above it."""
    try:
        here = Path.cwd()
    except OSError:  # the folder is gone
        return None
    return next((f for folder in (here, *here.parents) if (f := folder / NAME).is_file()), None)


def from_files() -> tuple[dict[str, tuple[Any, str]], tuple[str, ...]]:
    """Settings with where each comes from, and the files; the project's go before the user's.

    Raises click.UsageError.
    """
    values: dict[str, tuple[Any, str]] = {}
    files = []
    own = user_file()
    for path in (own, project_file()):
        if path is None or not path.is_file() or str(path) in files:
            continue
        files.append(str(path))
        values |= {
            name: (value, str(path)) for name, value in _read(path, is_own=path == own).items()
        }
    return values, tuple(reversed(files))


def _read(path: Path, is_own: bool) -> dict[str, Any]:
    where = printable(str(path))
    try:
        content = path.read_bytes()
        if len(content) > _LARGEST:
            raise click.UsageError(f"{where}: it is larger than {_LARGEST:,} bytes")
        table = tomllib.loads(content.decode(), parse_float=Decimal)
    except OSError as error:
        raise click.UsageError(f"{where} cannot be read: {error.strerror}") from None
    except (ValueError, RecursionError) as error:
        raise click.UsageError(f"{where} is no TOML: {printable(str(error))}") from None
    return {name: _checked(path, where, name, table[name], is_own) for name in table}


def _checked(path: Path, where: str, name: str, value: Any, is_own: bool) -> Any:
    shown = printable(name)
    setting = BY_NAME.get(name)
    if setting is None or setting.only_flag:
        # A setting's name may hold such a word; anything else that does may be a key.
        if any(word in name.lower() for word in _SECRETS):
            raise click.UsageError(
                f"{where}: {shown}: no key stands in this file; "
                f"set {service.KEY_ENVIRONMENT} in the environment, and take it out here"
            )
        if setting is not None:
            raise click.UsageError(f"{where}: {shown}: give {setting.flag} as a flag")
        right = [s.name for s in BY_NAME.values() if not s.only_flag]
        close = difflib.get_close_matches(name, right, n=1)
        hint = f"did you mean {close[0]}? " if close else ""
        raise click.UsageError(
            f"{where}: no setting is called {shown!r}; {hint}There are {', '.join(right)}"
        )
    found = converted(setting, value, f"{where}: {shown}")
    if name == "archive":
        return str(path.parent / os.path.expanduser(found))
    if not is_own and (
        name == "proxy" or (name == "base_url" and not (_is_loopback(found) and _is_mine(path)))
    ):
        # Whoever wrote a folder that one works in must not get one's key.
        raise click.UsageError(
            f"{where}: {shown}: only a flag, {setting.variable} or {user_file()} may say where "
            "requests go; this file comes with the folder that you are in"
        )
    return found


def _is_mine(path: Path) -> bool:
    """Whether nobody else wrote the file: on a shared machine, loopback is everybody's."""
    return not hasattr(os, "getuid") or path.stat().st_uid in (os.getuid(), 0)


def _is_loopback(url: str) -> bool:
    try:
        return urlsplit(url).hostname in _LOOPBACK
    except ValueError:
        return False
