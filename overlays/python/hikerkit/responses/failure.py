"""Errors for responses that cannot be used, with what the service says about them."""

from __future__ import annotations

import re
from typing import Any

from hikerkit_api import service
from hikerkit_api.core.json import decode_json
from hikerkit_api.core.operation import Operation

from hikerkit import errors
from hikerkit._utils.json_path import JsonPath, format_pointer
from hikerkit._utils.text import printable
from hikerkit.responses.charge import error_details
from hikerkit.responses.retry_after import retry_after
from hikerkit.transports.base import RawResponse

_LONGEST_MESSAGE = 300
_MOST_FAULTS = 20


def is_failure(data: Any) -> bool:
    """Whether a body says that the call failed."""
    return isinstance(data, dict) and any(
        name in data and data[name] is mark for name, mark in service.FAILURE_MARKS.items()
    )


def status_error(
    operation: Operation[Any], response: RawResponse, data: Any = None
) -> errors.StatusError:
    """The error for a refusal by status or, if `data` is given, for a failure in the body."""
    cls = errors.status_error(response.status) if data is None else errors.FailureError
    if data is None:
        try:
            data = decode_json(response.content)
        except ValueError:
            data = None
    details = error_details(operation.id, response)
    details["retry_after"] = retry_after(response)
    if cls is errors.UnprocessableError:
        details["faults"] = _faults(data)
    message = _message(data, response, details.get("faults", ()))
    kind = data.get(service.KIND_FIELD) if isinstance(data, dict) else None
    if isinstance(kind, str):
        details["kind"] = _one_line(kind)
    said = f": {message}" if message else ""
    return cls(f"The service answered {response.status}{said}", message=message, **details)


def not_json_error(
    operation: Operation[Any], response: RawResponse, why: str
) -> errors.NotJsonError:
    """The error for a body that is not JSON; `why` is the decoder's reason."""
    content_type = response.headers.get("content-type", "").split(";")[0].strip()
    if not response.content:
        what = "it is empty"
    elif "html" in content_type or response.content[:200].lstrip()[:1] == b"<":
        what = "it is a page of HTML or XML"
    else:
        size, named = len(response.content), _one_line(content_type) or "no type"
        what = f"{why[:_LONGEST_MESSAGE]} ({size} bytes of {named})"
    return errors.NotJsonError(
        f"The response of {operation.id} is not JSON: {what}",
        **error_details(operation.id, response),
    )


def shape_error(
    operation: Operation[Any], response: RawResponse, path: JsonPath, why: str
) -> errors.UnexpectedShapeError:
    """The error for a value that is not of the documented shape."""
    pointer = format_pointer(path)
    return errors.UnexpectedShapeError(
        f"The response of {operation.id} is not of the documented shape: "
        f"{pointer or 'the response'} {why}",
        pointer=pointer,
        **error_details(operation.id, response),
    )


def name_type(value: Any) -> str:
    """The JSON type of a value, with its article."""
    names = {dict: "an object", list: "an array", str: "a string", bool: "a boolean"}
    return "null" if value is None else names.get(type(value), "a number")


def _message(data: Any, response: RawResponse, faults: tuple[tuple[str, str], ...]) -> str | None:
    if faults:
        return _one_line("; ".join(f"{place}: {reason}" for place, reason in faults))
    if isinstance(data, dict):
        for name in service.MESSAGE_FIELDS:
            if isinstance(data.get(name), str) and data[name].strip():
                return _one_line(data[name])
    content_type = response.headers.get("content-type", "")
    if response.content and content_type.startswith("text/plain"):
        return _one_line(response.content[:_LONGEST_MESSAGE].decode("utf-8", "replace"))
    return None


def _faults(data: Any) -> tuple[tuple[str, str], ...]:
    entries = data.get(service.FAULTS["list"]) if isinstance(data, dict) else None
    faults = []
    for entry in entries[:_MOST_FAULTS] if isinstance(entries, list) else []:
        if isinstance(entry, dict):
            place = entry.get(service.FAULTS["place"])
            steps = place[:_MOST_FAULTS] if isinstance(place, list) else []
            reason = str(entry.get(service.FAULTS["reason"], ""))
            faults.append((".".join(_one_line(str(step)) for step in steps), _one_line(reason)))
    return tuple(faults)


def _one_line(text: str) -> str:
    """Text of the service for a message: one line, bounded, without control characters."""
    line = re.sub(r"\s+", " ", text[: 4 * _LONGEST_MESSAGE]).strip()
    safe = printable(line)
    return safe if len(safe) <= _LONGEST_MESSAGE else f"{safe[:_LONGEST_MESSAGE]}…"
