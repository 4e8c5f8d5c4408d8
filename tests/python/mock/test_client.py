"""Our client on the mock: every operation, for documented and for made-up accounts."""

from __future__ import annotations

from typing import Any

import pytest
from hikerkit_api import api

from hikerkit.mock import AsyncMockTransport, MockService, MockTransport
from tests.conftest import documented, requests_of_examples
from tests.sync_async import Face

pytestmark = pytest.mark.filterwarnings("ignore:.*deprecated by the service")

BODIES = documented()
REQUESTS = requests_of_examples()
OPERATIONS = list(api.operations())


def client(face: Face, service: MockService) -> Any:
    return face.client((AsyncMockTransport if face.is_async else MockTransport)(service))


def call(face: Face, hiker: Any, operation: Any, *given: Any) -> Any:
    return face.call(hiker, f"{operation.resource}.{operation.name}", *given)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda o: o.id)
def test_documented_people(face: Face, operation: Any) -> None:
    service = MockService(list_size=120)
    hiker = client(face, service)
    request = REQUESTS.get(operation.id, {})
    given = [request.get(p.name, p.example) for p in operation.parameters if p.positional]
    response = call(face, hiker, operation, *given)
    body: Any = BODIES.get(operation.id)
    if operation.page is None:
        for step in operation.result:
            body = body[step]
        assert response.to_dict() == body
    else:
        items = face.items(response)
        assert len(items) == 120 and response.verdict.complete
        for step in operation.page.items if body else ():
            body = body[step]
        for item, entry in zip(items, body or (), strict=False):
            for step in operation.page.item:
                entry = entry[step]
            assert item.to_dict() == entry
    assert hiker.usage.units == service.ledger.units
    assert hiker.usage.uncertain == 0 and not service.ledger.paid_twice()


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda o: o.id)
def test_made_up_people(face: Face, operation: Any) -> None:
    service = MockService()
    hiker = client(face, service)
    for account in service.accounts("public", 2):
        words = {"id": account.id, "name": account.name}
        given = [words[p.named_by] for p in operation.parameters if p.positional]
        response = call(face, hiker, operation, *given)
        if operation.page is not None:
            assert face.items(response) is not None and response.verdict.complete
    assert hiker.usage.units == service.ledger.units
    assert hiker.usage.uncertain == 0 and not service.ledger.paid_twice()
