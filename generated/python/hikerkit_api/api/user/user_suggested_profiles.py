"""GET /v2/user/suggested/profiles: Accounts suggested alongside an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.operation import Operation, Parameter

if TYPE_CHECKING:
    from ...models import SuggestedProfiles

OPERATION: Operation[SuggestedProfiles] = Operation(
    id="user_suggested_profiles",
    resource="user",
    name="suggested_profiles",
    method="GET",
    path="/v2/user/suggested/profiles",
    summary="Accounts suggested alongside an account",
    description="Fetch suggested users details by target_id. expand_suggestion=True for more detailed response.",
    body="SuggestedProfiles",
    shape="SuggestedProfiles",
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
            name="expand_suggestion",
            argument="expand_suggestion",
            location="query",
            kind="boolean",
            description="Respond with more detail about each suggested account. Which detail is not documented.",
            default=False,
        ),
    ),
    units=1,
)
