"""Schemathesis on the mock: every request that the spec allows is answered as the spec says."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("schemathesis", reason="the oldest versions do not go together with it")

import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from hikerkit.mock import MockService
from hikerkit.mock.app import make_app
from hikerkit.mock.spec import packaged_spec
from tests.faces import KEY

schema = schemathesis.openapi.from_dict(packaged_spec())
schema.config.generation.update(modes=[GenerationMode.POSITIVE])
schema.app = make_app(MockService(list_size=120, keys=[KEY]))


@schema.parametrize()
@settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_the_mock_keeps_the_spec(case: schemathesis.Case[Any]) -> None:
    # OpenAPI cannot say "one of these two" nor which cursors there are; x-any-of and links do.
    paged = "x-any-of" in case.operation.definition.raw
    case.call_and_validate(
        headers={"x-access-key": KEY},
        excluded_checks=[positive_data_acceptance] if paged else [],
    )
