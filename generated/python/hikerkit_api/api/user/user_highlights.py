"""GET /v2/user/highlights: Highlights of an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.operation import Operation, Parameter

if TYPE_CHECKING:
    from ...models import HighlightTray

OPERATION: Operation[HighlightTray] = Operation(
    id="user_highlights",
    resource="user",
    name="highlights",
    method="GET",
    path="/v2/user/highlights",
    summary="Highlights of an account",
    description="Returns a list of Highlight objects. No parameter for a further page is documented, though the response has a `next_page_id`.",
    body="HighlightsResponse",
    shape="HighlightTray",
    result=("response",),
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
    units=2,
    units_less={"force": 1},
)
