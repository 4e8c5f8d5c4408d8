"""GET /v2/user/explore/businesses/by/id: Businesses like an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.operation import Operation, Parameter

if TYPE_CHECKING:
    from ...models import BusinessRecommendations

OPERATION: Operation[BusinessRecommendations] = Operation(
    id="user_explore_businesses_by_id",
    resource="user",
    name="explore_businesses_by_id",
    method="GET",
    path="/v2/user/explore/businesses/by/id",
    summary="Businesses like an account",
    description="Get list of recommended accounts for business category of the user by his id. Returns recommended accounts. Its cost is from the guide; the page of the endpoint names none.",
    body="BusinessRecommendations",
    shape="BusinessRecommendations",
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
    ),
    units=2,
)
