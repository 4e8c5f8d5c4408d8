"""All operations by id, each imported on first use."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any

from .. import models as _models  # so that operations can name their models
from ..core.operation import Operation

_MODULES = {
    "user_a2": ".user.user_a2",
    "user_by_id": ".user.user_by_id",
    "user_by_username": ".user.user_by_username",
    "user_clips": ".user.user_clips",
    "user_explore_businesses_by_id": ".user.user_explore_businesses_by_id",
    "user_followers": ".user.user_followers",
    "user_following": ".user.user_following",
    "user_highlights": ".user.user_highlights",
    "user_highlights_by_username": ".user.user_highlights_by_username",
    "user_stories": ".user.user_stories",
    "user_stories_by_username": ".user.user_stories_by_username",
    "user_suggested_profiles": ".user.user_suggested_profiles",
    "user_tag_medias": ".user.user_tag_medias",
    "user_medias": ".user.user_medias",
    "user_videos": ".user.user_videos",
    "userstream_by_id": ".userstream.userstream_by_id",
    "userstream_by_username": ".userstream.userstream_by_username",
    "sys_balance": ".sys.sys_balance",
}


def operation(operation_id: str) -> Operation[Any]:
    """The operation with this id. Raises KeyError if there is none."""
    found: Operation[Any] = import_module(_MODULES[operation_id], __name__).OPERATION
    return found


def operations() -> Iterator[Operation[Any]]:
    """All operations, in the order of the spec."""
    for operation_id in _MODULES:
        yield operation(operation_id)
