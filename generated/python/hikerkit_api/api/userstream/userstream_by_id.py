"""GET /v2/userstream/by/id: Profile in rows, by id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.operation import Operation, Parameter

if TYPE_CHECKING:
    from ...models import Userstream

OPERATION: Operation[Userstream] = Operation(
    id="userstream_by_id",
    resource="userstream",
    name="by_id",
    method="GET",
    path="/v2/userstream/by/id",
    summary="Profile in rows, by id",
    description="Get userstream (info) by id. Returns user stream data: rows of the same account, each with another part of its fields; none has them all.",
    body="Userstream",
    shape="Userstream",
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
