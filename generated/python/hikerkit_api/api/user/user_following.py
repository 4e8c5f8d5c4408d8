"""GET /v2/user/following: Accounts that an account follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.operation import Operation, PageShape, Parameter

if TYPE_CHECKING:
    from ...models import ShortUser

OPERATION: Operation[ShortUser] = Operation(
    id="user_following",
    resource="user",
    name="following",
    method="GET",
    path="/v2/user/following",
    summary="Accounts that an account follows",
    description="Get part (one page) of following users. Returns a list of User objects.",
    body="FollowingPage",
    shape="ShortUser",
    parameters=(
        Parameter(
            name="user_id",
            argument="user_id",
            location="query",
            kind="string",
            description="Numeric id (pk) of the account whose list is requested. Required without a cursor; with one, it does no harm.",
            positional=True,
            default="",
            example="787132",
            expects="a numeric account id such as 787132",
            numeric=True,
            pattern="^([1-9][0-9]{0,19})?$",
            names_a="account",
            named_by="id",
        ),
        Parameter(
            name="page_id",
            argument="page_id",
            location="query",
            kind="string",
            description="Cursor of the page, the `next_page_id` of the previous response; without it, the first page.",
            default="",
            expects="the cursor of a page",
        ),
    ),
    any_of=("user_id", "page_id"),
    units=1,
    page=PageShape(
        parameter="page_id",
        cursor=("next_page_id",),
        items=("response", "users"),
        item=(),
        cut=("response", "should_limit_list_of_followers"),
        more=("response", "has_more"),
    ),
)
