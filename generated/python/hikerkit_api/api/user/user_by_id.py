"""GET /v2/user/by/id: Profile by id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.operation import Operation, Parameter

if TYPE_CHECKING:
    from ...models import User

OPERATION: Operation[User] = Operation(
    id="user_by_id",
    resource="user",
    name="by_id",
    method="GET",
    path="/v2/user/by/id",
    summary="Profile by id",
    description="Get user object by id. Returns a User object.",
    body="UserResponse",
    shape="User",
    result=("user",),
    parameters=(
        Parameter(
            name="id",
            argument="id",
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
    ),
    units=1,
)
