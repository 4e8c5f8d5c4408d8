"""GET /a2/user: Profile as the web shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.operation import Operation, Parameter

if TYPE_CHECKING:
    from ...models import GraphUser

OPERATION: Operation[GraphUser] = Operation(
    id="user_a2",
    resource="user",
    name="a2",
    method="GET",
    path="/a2/user",
    summary="Profile as the web shows it",
    description='The graph user of an account, with its newest posts. "Get user object" in the documentation. Its cost is from the guide; the page of the endpoint names none.',
    body="GraphUserResponse",
    shape="GraphUser",
    result=("graphql", "user"),
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
    units=2,
)
