"""Bodies of failures: as the spec shows them, else in the shape that it gives them."""

from __future__ import annotations

from http import HTTPStatus

from hikerkit_api import service

from hikerkit.mock.operations.routes import Route, json_body
from hikerkit.spec.document import Document, Json

_WORDS = {430: "Request Header Fields Too Large"}


def failure_body(
    spec: Document, route: Route | None, status: int, message: str | None = None
) -> Json:
    """What such a failure looks like; `message` in place of the usual words."""
    response = route.failures.get(status, {}) if route else {}
    media = json_body(response)
    if message is None and "example" in media:
        found: Json = media["example"]
        return found
    words = message or _words(status)
    schema = spec.resolve(media.get("schema", {}))
    if not schema.get("x-message"):
        return detail(words)
    body = {**schema.get("x-failure", {}), schema["x-message"][0]: words}
    if "x-kind" in schema:
        body[schema["x-kind"]] = _words(status)
    return body


def detail(content: object) -> Json:
    """A body in the shape of the framework under the service, not of the service."""
    return {service.FAULTS["list"]: content}


def _words(status: int) -> str:
    try:
        return _WORDS.get(status) or HTTPStatus(status).phrase
    except ValueError:
        return f"Status {status}"
