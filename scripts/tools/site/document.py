"""The spec as the reference reads it."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

Json = dict[str, Any]


class Document:
    """The spec that the generated package was made from."""

    def __init__(self, content: Json | None = None) -> None:
        packaged = files("hikerkit_api") / "openapi.json"
        self.content: Json = json.loads(packaged.read_bytes()) if content is None else content

    def follow(self, node: Any) -> Any:
        """What a $ref leads to; other things as they are."""
        while isinstance(node, dict) and "$ref" in node:
            found: Any = self.content
            for step in node["$ref"].removeprefix("#/").split("/"):
                found = found[step.replace("~1", "/").replace("~0", "~")]
            node = found
        return node

    def operation(self, path: str, method: str) -> Json:
        """The operation at a path."""
        found: Json = self.content["paths"][path][method.lower()]
        return found

    @property
    def host(self) -> str:
        """The first of the service's hosts."""
        host: str = self.content["servers"][0]["url"]
        return host

    @property
    def schemas(self) -> Json:
        """Every schema by name."""
        found: Json = self.content["components"]["schemas"]
        return found

    def examples(self, operation: Json) -> list[Any]:
        """The documented answers."""
        media = self.follow(operation["responses"]["200"])["content"]["application/json"]
        return [self.follow(one)["value"] for one in media.get("examples", {}).values()]

    def answer(self, operation: Json) -> Any:
        """The schema of a response."""
        return self.follow(operation["responses"]["200"])["content"]["application/json"]["schema"]
