"""The documented responses of an operation: statuses, content types, schemas."""

from __future__ import annotations

from typing import Any

import attrs

from hikerkit.spec.document import Document

GOOD = 200
_JSON = "application/json"


@attrs.frozen
class Reply:
    """One documented response: the schema of each content type."""

    kinds: dict[str, Any]

    @property
    def schema(self) -> Any:
        """The schema of its JSON body, if it has one."""
        return self.kinds.get(_JSON)


class Documented:
    """The documented responses of every operation, by operation id and status."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._responses = {
            operation["operationId"]: operation.get("responses", {})
            for _, _, operation in document.operations()
        }

    def statuses(self, operation: str) -> list[str]:
        """The documented statuses, as the spec spells them."""
        return list(self._responses[operation])

    def reply(self, operation: str, status: int) -> Reply | None:
        """The documented response with this status, if there is one."""
        responses = self._responses[operation]
        for name in (str(status), f"{status // 100}XX", "default"):
            if name in responses:
                content = self.document.dereference(responses[name]).get("content", {})
                return Reply({kind.lower(): body.get("schema") for kind, body in content.items()})
        return None
