"""GET /v2/user/by/username: Profile by username."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.operation import Operation, Parameter

if TYPE_CHECKING:
    from ...models import User

OPERATION: Operation[User] = Operation(
    id="user_by_username",
    resource="user",
    name="by_username",
    method="GET",
    path="/v2/user/by/username",
    summary="Profile by username",
    description="Get user object by username. Returns a User object.",
    body="UserResponse",
    shape="User",
    result=("user",),
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
    ),
    units=1,
)
