"""GET /v2/user/stories/by/username: Stories of an account, by username."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.operation import Operation, Parameter

if TYPE_CHECKING:
    from ...models import StoriesResponse

OPERATION: Operation[StoriesResponse] = Operation(
    id="user_stories_by_username",
    resource="user",
    name="stories_by_username",
    method="GET",
    path="/v2/user/stories/by/username",
    summary="Stories of an account, by username",
    description="Returns a list of Story objects: the reel of the last 24 hours. `reel` is null for an account without stories.",
    body="StoriesResponse",
    shape="StoriesResponse",
    parameters=(
        Parameter(
            name="username",
            argument="username",
            location="query",
            kind="string",
            description='Name of the account, without "@". The pattern is Instagram\'s rule for names; the documentation says "string".',
            required=True,
            positional=True,
            example="natgeo",
            expects="1 to 30 letters, digits, periods or underscores, not periods alone, without @",
            pattern="^[.]*[A-Za-z0-9_][A-Za-z0-9._]*$",
            max_length=30,
            names_a="account",
            named_by="name",
        ),
        Parameter(
            name="force",
            argument="force",
            location="query",
            kind="boolean",
            description="Skip the check whether the account is private, which makes the call one unit cheaper.",
        ),
        Parameter(
            name="safe_int",
            argument="safe_int",
            location="query",
            kind="boolean",
            description="Respond with big integers as strings. From which size on is not documented.",
        ),
    ),
    units=3,
    units_less={"force": 1},
)
