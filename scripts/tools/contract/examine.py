"""Examines one response: status, content type, units, body, unknown fields."""

from __future__ import annotations

import json
from typing import Any

from hikerkit_api import service

from hikerkit.responses.charge import units_of
from hikerkit.responses.failure import is_failure
from hikerkit.spec.document import Document
from hikerkit.transports.base import RawResponse
from scripts.tools.contract.documented import GOOD, Documented
from scripts.tools.contract.findings import Difference, Verdict, format_count, sample
from scripts.tools.contract.judge import Judge
from scripts.tools.contract.news import news

# Statuses about the key or a passing condition; they say nothing about the contract.
REFUSED, EMPTY = 401, 402
_PASSING = (408, 429)


class Examiner:
    """Judges responses by one spec."""

    def __init__(self, document: Document) -> None:
        self.documented = Documented(document)
        self._judge = Judge(document)

    def payload(self, operation: str, content: bytes) -> Verdict:
        """The verdict on the body of a successful response."""
        verdict = Verdict()
        reply = self.documented.reply(operation, GOOD)
        if reply is not None and reply.schema is not None:
            self._body(content, reply.schema, verdict, good=True)
        return verdict

    def response(self, operation: str, raw: RawResponse, price: int) -> Verdict:
        """The verdict on a response to a call whose documented price is `price` units."""
        verdict = Verdict()
        reply = self.documented.reply(operation, raw.status)
        if reply is None:
            statuses = ", ".join(self.documented.statuses(operation))
            verdict.differences.append(Difference("(status)", statuses, str(raw.status)))
        elif raw.status not in (GOOD, REFUSED, EMPTY) and not is_passing(raw.status):
            # The arguments are the spec's own examples, so the call should succeed.
            verdict.differences.append(Difference("(status)", str(GOOD), str(raw.status)))
        self._units(raw, price, verdict)
        if reply is not None and reply.kinds:
            media_type = raw.headers.get("content-type", "").partition(";")[0].strip().lower()
            if media_type not in reply.kinds:
                says = " or ".join(reply.kinds)
                verdict.differences.append(Difference("(content-type)", says, sample(media_type)))
            if reply.schema is not None and (media_type not in reply.kinds or "json" in media_type):
                wrong = media_type not in reply.kinds
                self._body(raw.content, reply.schema, verdict, raw.status == GOOD, wrong)
        return verdict

    def _units(self, raw: RawResponse, price: int, verdict: Verdict) -> None:
        name = f"({service.UNITS_HEADER})"
        units, header = units_of(raw.headers), raw.headers.get(service.UNITS_HEADER)
        if units is None:
            if header is not None:
                says = f"{service.UNITS_WORD} and a number"
                verdict.differences.append(Difference(name, says, sample(header)))
        elif raw.status == GOOD and units != price:
            says, received = format_count(price, "unit"), format_count(units, "unit")
            verdict.differences.append(Difference(name, says, received))
        elif units and service.CHARGED.get(raw.status) == "no":
            verdict.differences.append(Difference(name, "not charged", format_count(units, "unit")))

    def _body(
        self, content: bytes, schema: Any, verdict: Verdict, good: bool, typed_wrong: bool = False
    ) -> None:
        try:
            body = json.loads(content, parse_constant=_refuse_constant)
        except RecursionError:
            verdict.differences.append(Difference("", "JSON", "a body nested too deeply"))
            return
        except ValueError:
            if not typed_wrong:  # the content type is already reported
                start = content[:200].decode("utf-8", "replace")
                verdict.differences.append(Difference("", "JSON", f"{sample(start)}, not JSON"))
            return
        if good and is_failure(body):
            verdict.differences.append(Difference("", "a successful response", _failure(body)))
            return
        try:
            # A lone surrogate crashes some versions of the validator, and Python with it.
            json.dumps(body, ensure_ascii=False).encode()
            self._judge.judge(body, schema, verdict)
            verdict.news += news(self.documented.document, body, schema)
        except (ValueError, RecursionError) as error:
            # A lone surrogate, or too many levels for the validator.
            verdict.differences.append(
                Difference(
                    "", "a body that can be validated", f"one that cannot: {str(error)[:100]}"
                )
            )


def is_passing(status: int) -> bool:
    """Whether a later attempt may get another response."""
    return status in _PASSING or status >= 500


def _failure(body: dict[str, Any]) -> str:
    messages = [sample(body[name]) for name in service.MESSAGE_FIELDS if name in body]
    return f"a failure{': ' if messages else ''}{', '.join(messages)}"


def _refuse_constant(word: str) -> None:
    raise ValueError(f"it holds {word}")
