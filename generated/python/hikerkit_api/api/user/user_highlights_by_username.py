"""GET /v2/user/highlights/by/username: Highlights of an account, by username."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.operation import Operation, Parameter

if TYPE_CHECKING:
    from ...models import HighlightTray

OPERATION: Operation[HighlightTray] = Operation(
    id="user_highlights_by_username",
    resource="user",
    name="highlights_by_username",
    method="GET",
    path="/v2/user/highlights/by/username",
    summary="Highlights of an account, by username",
    description="Returns a list of Highlight objects. No parameter for a further page is documented, though the response has a `next_page_id`.",
    body="HighlightsResponse",
    shape="HighlightTray",
    result=("response",),
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
            name="amount",
            argument="amount",
            location="query",
            kind="integer",
            description="The largest number of highlights in the response. What 0 means is not documented.",
            default=20,
            minimum=0,
        ),
        Parameter(
            name="force",
            argument="force",
            location="query",
            kind="boolean",
            description="Skip the check whether the account is private, which makes the call one unit cheaper.",
        ),
    ),
    units=3,
    units_less={"force": 1},
)
