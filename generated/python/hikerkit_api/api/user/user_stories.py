"""GET /v2/user/stories: Stories of an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.operation import Operation, Parameter

if TYPE_CHECKING:
    from ...models import StoriesResponse

OPERATION: Operation[StoriesResponse] = Operation(
    id="user_stories",
    resource="user",
    name="stories",
    method="GET",
    path="/v2/user/stories",
    summary="Stories of an account",
    description="Returns a list of Story objects: the reel of the last 24 hours. `reel` is null for an account without stories.",
    body="StoriesResponse",
    shape="StoriesResponse",
    parameters=(
        Parameter(
            name="user_id",
            argument="user_id",
            location="query",
            kind="string",
            description='Numeric id (pk) of the account. The documentation says "string"; that it is digits is read off its examples.',
            required=True,
            positional=True,
            example="787132",
            expects="a numeric account id such as 787132",
            numeric=True,
            pattern="^[1-9][0-9]{0,19}$",
            names_a="account",
            named_by="id",
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
    units=2,
    units_less={"force": 1},
)
