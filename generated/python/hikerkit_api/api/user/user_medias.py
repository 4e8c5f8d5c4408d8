"""GET /v2/user/medias: Posts of an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.operation import Operation, PageShape, Parameter

if TYPE_CHECKING:
    from ...models import Media

OPERATION: Operation[Media] = Operation(
    id="user_medias",
    resource="user",
    name="medias",
    method="GET",
    path="/v2/user/medias",
    summary="Posts of an account",
    description="A page of Media objects. Parameters and shape are from the service's interface description; the documentation only says that it is deprecated.",
    body="MediasPage",
    shape="Media",
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
        Parameter(
            name="safe_int",
            argument="safe_int",
            location="query",
            kind="boolean",
            description="Respond with big integers as strings. From which size on is not documented.",
        ),
    ),
    any_of=("user_id", "page_id"),
    units=1,
    deprecated="user.medias is deprecated by the service; use `/gql/user/medias` instead.",
    page=PageShape(
        parameter="page_id",
        cursor=("next_page_id",),
        items=("response", "items"),
        item=(),
        more=("response", "more_available"),
    ),
)
