"""Fuzz a service with all phases of Schemathesis, and apply our own rules to its responses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

from hikerkit.mock import MockService
from hikerkit.mock.server.app import make_app
from tests.contract.server.findings import Finding
from tests.contract.server.promises import Contract, Json
from tests.contract.server.rules import broken_rules

_KINDS = ("public", "business", "private", "capped", "deleted")


def _config(service: MockService, contract: Contract, key: str, seed: int, examples: int) -> Json:
    people = [account for kind in _KINDS for account in service.accounts(kind, 3)]
    (scheme,) = contract.document["components"]["securitySchemes"]
    values: dict[str, list[str]] = {"id": ["787132"], "name": ["natgeo"]}
    values["id"] += [str(account.id) for account in people]
    values["name"] += [account.name for account in people]
    bound = {
        f"{p['in']}.{p['name']}": {"dictionary": by, "probability": 0.8}
        for operation in contract.operations
        for p in operation.parameters
        if (by := p["schema"].get("x-entity", {}).get("by")) in values
    }
    return {
        "seed": seed,
        "continue-on-failure": True,
        # Earlier runs must not influence this one.
        "cache": {"enabled": False},
        "auth": {"openapi": {scheme: {"api_key": key}}},
        "dictionaries": {by: {"values": found} for by, found in values.items()},
        "parameters": bound,
        "generation": {"mode": "all", "max-examples": examples, "database": "none"},
        "checks": {
            # Missing or private accounts; OpenAPI cannot say "one of these two parameters".
            "positive_data_acceptance": {"expected-statuses": [200, 403, 404, 422]},
            "negative_data_rejection": {"expected-statuses": [401, 405, 422]},
        },
        "output": {"truncation": {"max-recorded-payload-size": 2**30}},
        "phases": {"stateful": {"max-steps": 8}},
    }


def fuzz(
    service: MockService,
    document: Json,
    *,
    key: str,
    seed: int,
    examples: int = 15,
    url: str | None = None,
) -> Iterator[Finding]:
    """Everything that Schemathesis finds, in process or, with a `url`, over a socket."""
    contract = Contract(document)
    config = SchemathesisConfig.from_dict(_config(service, contract, key, seed, examples))
    schema = schemathesis.openapi.from_dict(document, config=config)
    if url is None:
        schema.app = make_app(service)
    else:
        schema.config.update(base_url=url)
    for event in from_schema(schema).execute():
        if isinstance(event, events.ScenarioFinished):
            yield from _failures(event.recorder)
            yield from _broken(contract, event.recorder)
        elif isinstance(event, events.NonFatalError | events.FatalError):
            yield Finding("engine", getattr(event, "label", ""), repr(vars(event))[:1000])


def _failures(recorder: Any) -> Iterator[Finding]:
    for checks in recorder.checks.values():
        for check in checks:
            if check.failure_info is not None:
                failure = check.failure_info.failure
                message = f"{failure.title}: {failure.message}"
                if "violates `additionalProperties`" in message:
                    continue  # the service ignores unknown parameters
                yield Finding(check.name, recorder.label, message)


def _broken(contract: Contract, recorder: Any) -> Iterator[Finding]:
    """Apply our own rules to each successful response."""
    for number, interaction in recorder.interactions.items():
        response, case = interaction.response, recorder.cases[number].value
        operation = contract.by_label.get(case.operation.label)
        if response is None or response.status_code != 200 or operation is None:
            continue
        query = dict(parse_qsl(urlsplit(interaction.request.uri).query, keep_blank_values=True))
        headers = {name.lower(): values[-1] for name, values in response.headers.items()}
        for name, message in broken_rules(operation, query, headers, response.json()):
            yield Finding(name, operation.label, message)
