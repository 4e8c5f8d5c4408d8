"""The mock against the spec: by Schemathesis and by our own checks and rules.

`scripts/test --deep` runs it with a random seed, and longer.
"""

from __future__ import annotations

import os
import secrets

import pytest

pytest.importorskip("schemathesis", reason="not compatible with the oldest supported versions")

from hikerkit.mock import MockService, serve
from hikerkit.spec.document import packaged_spec
from tests.contract.server.checks import CHECKS, Check
from tests.contract.server.fuzz import fuzz
from tests.contract.server.promises import Contract

KEY = "contract-key"
DEEP = bool(os.environ.get("HIKERKIT_DEEP"))
SEED = secrets.randbits(32) if DEEP else 1
EXAMPLES = 100 if DEEP else 15


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_checks(check: Check) -> None:
    document = packaged_spec()
    assert not list(check(document, Contract(document)))


def test_in_process() -> None:
    service = MockService(keys=[KEY], list_size=120)
    found = fuzz(service, packaged_spec(), key=KEY, seed=SEED, examples=EXAMPLES)
    assert not list(map(str, found)), f"seed {SEED}"
    balance = service.balances.get(KEY)
    assert service.ledger.units == balance.plan.requests - balance.left
    assert service.ledger.statuses[200] > 100


def test_over_a_socket() -> None:
    service = MockService(keys=[KEY])
    with serve(service) as url:
        found = list(
            map(str, fuzz(service, packaged_spec(), key=KEY, seed=SEED, examples=3, url=url))
        )
    assert not found, f"seed {SEED}"
    assert service.ledger.statuses[200] > 50
