"""Mistakes of a caller: a type checker must find each; an unused ignore is an error in both."""

from __future__ import annotations

from hikerkit import Hiker
from hikerkit.models import ShortUser


def mistakes(hiker: Hiker) -> None:
    hiker.user.by_username()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    hiker.user.by_username(5)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    hiker.user.by_name("x")  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
    hiker.user.followers("1", limt=3)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    hiker.user.by_id("1", timeout="3")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    print(hiker.user.by_id("1").no_such)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownArgumentType]
    ShortUser(pk=1)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
