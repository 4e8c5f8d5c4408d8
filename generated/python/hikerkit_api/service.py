"""Facts of the service: hosts, key, the meaning of headers and of error bodies."""

from __future__ import annotations

TITLE = "HikerAPI"
VERSION = "1.0.0"

SERVERS = ("https://api.hikerapi.com", "https://api.instagrapi.com")
"""Base URLs, the usual one first."""

KEY_HEADER = "x-access-key"
"""Request header that carries the key."""

KEY_ENVIRONMENT = "HIKERAPI_TOKEN"
"""Environment variable that holds the key."""

UNITS_HEADER = "x-hiker-info"
"""Response header that holds the units used."""

UNITS_WORD = "reqs"
"""Word before the number of units in that header."""

FAILURE_MARKS: dict[str, object] = {"state": False}
"""A body that has one of these fields with this value is a failure, whatever its status."""

MESSAGE_FIELDS = ("error", "detail")
"""Fields of a failure that say what went wrong, the best first."""

KIND_FIELD = "exc_type"
"""Field of a failure that names its kind."""

FAULTS = {"list": "detail", "place": "loc", "reason": "msg", "kind": "type"}
"""Fields of a body about invalid arguments: their list, and for each its place, reason and kind."""

ENTITIES: dict[str, dict[str, tuple[str, ...]]] = {
    "caption": {"ids": ("pk", "strong_id__"), "names": ()},
    "media": {"ids": ("pk", "id", "code"), "names": ()},
    "account": {"ids": ("id", "pk", "pk_id", "strong_id__"), "names": ("username",)},
    "highlight": {"ids": ("pk",), "names": ()},
    "place": {"ids": ("pk",), "names": ()},
}
"""For each kind of thing: the fields with its id, and those with its unique name."""

ACCOUNT: dict[str, str] = {
    "operation": "sys_balance",
    "units": "requests",
    "rate": "rate",
    "money": "amount",
    "currency": "currency",
}
"""The operation that returns what is left for the key, and the fields of its response; or nothing."""

RETRIED = (429, 503, 504)
"""Statuses after which the documentation asks callers to try again."""

CHARGED = {
    307: "unknown",
    400: "unknown",
    401: "no",
    402: "no",
    403: "unknown",
    404: "unknown",
    405: "unknown",
    408: "unknown",
    410: "no",
    422: "unknown",
    429: "unknown",
    430: "unknown",
    500: "unknown",
    503: "no",
    504: "no",
}
"""Whether a response with this status uses units: "yes", "no" or "unknown"."""
