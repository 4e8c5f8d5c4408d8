"""Response bodies to measure: the documented responses, and pages of realistic length."""

from __future__ import annotations

import copy
import json
from typing import Any

import attrs
from hikerkit_api import api
from hikerkit_api.core.operation import Operation

from hikerkit.spec.document import Document, packaged_spec

SPEC = packaged_spec()


@attrs.frozen
class Payload:
    """A response body."""

    name: str
    operation: Operation[Any]
    content: bytes
    fields: tuple[str, ...] = ()
    """Five fields of each item that callers typically read."""

    @property
    def model(self) -> str:
        """Name of the model, and of the schema, of the complete response."""
        assert isinstance(self.operation.body, str)
        return self.operation.body


PERSON = ("pk", "username", "full_name", "is_private", "profile_pic_url")
REEL = ("pk", "code", "taken_at", "like_count", "comment_count")


def documented() -> list[Payload]:
    """All documented responses."""
    document = Document(SPEC)
    return [
        Payload(raw["operationId"], api.operation(raw["operationId"]), json.dumps(value).encode())
        for _, _, raw in document.operations()
        for value in (example["value"] for example in document.examples(raw).values())
    ]


def pages() -> list[Payload]:
    """Pages that repeat the documented items, each with an id of its own."""
    return [
        page("50 followers", "user_followers", 50, PERSON),
        page("200 followers", "user_followers", 200, PERSON),
        page("50 following", "user_following", 50, PERSON),
        page("200 following", "user_following", 200, PERSON),
        page("12 reels", "user_clips", 12, REEL),
    ]


def page(name: str, operation_id: str, length: int, fields: tuple[str, ...]) -> Payload:
    """A page of this many items."""
    operation = api.operation(operation_id)
    assert operation.page is not None
    documented_page = next(p for p in documented() if p.operation.id == operation_id)
    body = json.loads(documented_page.content)
    holder = body
    for step in operation.page.items[:-1]:
        holder = holder[step]
    last = operation.page.items[-1]
    entries = [copy.deepcopy(holder[last][n % len(holder[last])]) for n in range(length)]
    for number, entry in enumerate(entries):
        item = entry
        for step in operation.page.item:
            item = item[step]
        item["pk"] = str(32_456_705_511 + number)
    holder[last] = entries
    return Payload(name, operation, json.dumps(body).encode(), fields)
