"""GET /v2/userstream/by/username: Profile in rows, by username."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.operation import Operation, Parameter

if TYPE_CHECKING:
    from ...models import Userstream

OPERATION: Operation[Userstream] = Operation(
    id="userstream_by_username",
    resource="userstream",
    name="by_username",
    method="GET",
    path="/v2/userstream/by/username",
    summary="Profile in rows, by username",
    description="Get userstream (info) by username. Returns user stream data: rows of the same account, each with more of its fields than the one before.",
    body="Userstream",
    shape="Userstream",
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
