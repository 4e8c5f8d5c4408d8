"""One response, looked at from all sides: status, content type, units, body, unknown fields."""

from __future__ import annotations

import json
from typing import Any

from hikerkit_api import service

from hikerkit.calls.decode import is_failure
from hikerkit.responses.charge import units_of
from hikerkit.transports.base import RawResponse
from scripts.tools.contract.documented import GOOD, Documented
from scripts.tools.contract.findings import Difference, Verdict, counted, sample
from scripts.tools.contract.judge import Judge
from scripts.tools.contract.news import news

# Statuses that say nothing about the contract, but about the key or the moment.
REFUSED, EMPTY = 401, 402
_PASSING = (408, 429)


class Examiner:
    """Judges answers by what one spec documents."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.documented = Documented(document)
        self._judge = Judge(document)

    def payload(self, operation: str, content: bytes) -> Verdict:
        """What is found in a good answer's body."""
        verdict = Verdict()
        reply = self.documented.reply(operation, GOOD)
        if reply is not None and reply.schema is not None:
            self._body(content, reply.schema, verdict, good=True)
        return verdict

    def answer(self, operation: str, raw: RawResponse, price: int) -> Verdict:
        """What is found in a response of the service to a call that should cost `price` units."""
        verdict = Verdict()
        reply = self.documented.reply(operation, raw.status)
        if reply is None:
            statuses = ", ".join(self.documented.statuses(operation))
            verdict.differences.append(Difference("(status)", statuses, str(raw.status)))
        elif raw.status not in (GOOD, REFUSED, EMPTY) and not is_passing(raw.status):
            # What is asked for is the spec's own example.
            verdict.differences.append(Difference("(status)", str(GOOD), str(raw.status)))
        self._units(raw, price, verdict)
        if reply is not None and reply.kinds:
            come = raw.headers.get("content-type", "").partition(";")[0].strip().lower()
            if come not in reply.kinds:
                says = " or ".join(reply.kinds)
                verdict.differences.append(Difference("(content-type)", says, sample(come)))
            if reply.schema is not None and (come not in reply.kinds or "json" in come):
                wrong = come not in reply.kinds
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
            says, came = counted(price, "unit"), counted(units, "unit")
            verdict.differences.append(Difference(name, says, came))
        elif units and service.CHARGED.get(raw.status) == "no":
            verdict.differences.append(Difference(name, "not charged", counted(units, "unit")))

    def _body(
        self, content: bytes, schema: Any, verdict: Verdict, good: bool, typed_wrong: bool = False
    ) -> None:
        try:
            body = json.loads(content, parse_constant=_no_json)
        except RecursionError:
            verdict.differences.append(Difference("", "JSON", "something nested too deep"))
            return
        except ValueError:
            if not typed_wrong:  # that it is something else was told already
                start = content[:200].decode("utf-8", "replace")
                verdict.differences.append(Difference("", "JSON", f"{sample(start)}, no JSON"))
            return
        if good and is_failure(body):
            verdict.differences.append(Difference("", "a good answer", _failure(body)))
            return
        try:
            # Half a surrogate pair ends some versions of the judge, and Python with them.
            json.dumps(body, ensure_ascii=False).encode()
            self._judge.judge(body, schema, verdict)
            verdict.news += news(self.documented.document, body, schema)
        except (ValueError, RecursionError) as error:
            # Such a half, or levels past what the judge takes.
            verdict.differences.append(
                Difference("", "a body that can be judged", f"one that cannot: {str(error)[:100]}")
            )


def is_passing(status: int) -> bool:
    """Whether another moment may bring another answer."""
    return status in _PASSING or status >= 500


def _failure(body: dict[str, Any]) -> str:
    said = [sample(body[name]) for name in service.MESSAGE_FIELDS if name in body]
    return f"a failure{': ' if said else ''}{', '.join(said)}"


def _no_json(word: str) -> None:
    raise ValueError(f"it holds {word}")
