"""Bodies of failures: the documented example, or one in the documented shape."""

from __future__ import annotations

from http import HTTPStatus

from hikerkit.mock.operations.routes import Route
from hikerkit.spec.document import Document, Json, json_media
from hikerkit.spec.service import fault_fields

_PHRASES = {430: "Request Header Fields Too Large"}


def failure_body(
    spec: Document, route: Route | None, status: int, message: str | None = None
) -> Json:
    """The body of such a failure; `message` replaces the usual phrase."""
    media = json_media(route.failures.get(status, {})) if route else {}
    if message is None and "example" in media:
        found: Json = media["example"]
        return found
    text = message or _phrase(status)
    schema = spec.resolve(media.get("schema", {}))
    if not schema.get("x-message"):
        return detail(spec, text)
    body = {**schema.get("x-failure", {}), schema["x-message"][0]: text}
    if "x-kind" in schema:
        body[schema["x-kind"]] = _phrase(status)
    return body


def detail(spec: Document, content: object) -> Json:
    """A body of the framework under the service, as for invalid arguments."""
    return {fault_fields(spec)["list"]: content}


def _phrase(status: int) -> str:
    try:
        return _PHRASES.get(status) or HTTPStatus(status).phrase
    except ValueError:
        return f"Status {status}"
