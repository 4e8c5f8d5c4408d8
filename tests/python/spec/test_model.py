"""The neutral model: read from the spec that is given, and strict about what it does not know."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

pytest.importorskip("jsonschema_rs", reason="the mock is an extra")

from hikerkit_api import api, service

from hikerkit.mock import MockService, SpecError
from hikerkit.spec.document import Document, packaged_spec
from hikerkit.spec.entities import read_entities
from hikerkit.spec.extensions import refuse_unknown
from hikerkit.spec.operations import read_operations
from hikerkit.spec.service import read_service

Json = dict[str, Any]
PROFILE = "/v2/user/by/id"
KEY = {"x-access-key": "any"}


def schema(spec: Json, name: str) -> Json:
    found: Json = spec["components"]["schemas"][name]
    return found


def test_the_model_agrees_with_the_generated_package() -> None:
    document = Document(packaged_spec())
    operations = read_operations(document)
    assert [operation.id for operation in operations] == [one.id for one in api.operations()]
    for read, generated in zip(operations, api.operations(), strict=True):
        assert (read.method, read.path, read.units) == (
            generated.method,
            generated.path,
            generated.units,
        )
        assert {p.name for p in read.parameters} == {p.name for p in generated.parameters}
        assert (read.page is None) == (generated.page is None)
        assert read.result == generated.result
    facts = read_service(document, operations)
    assert facts.servers == service.SERVERS and facts.faults == service.FAULTS
    assert facts.charged == service.CHARGED and facts.retried == service.RETRIED
    assert facts.account == service.ACCOUNT and facts.key_header == service.KEY_HEADER
    assert read_entities(document) == service.ENTITIES


def test_the_mock_takes_the_fields_of_a_refusal_from_the_spec_that_it_is_given() -> None:
    spec = packaged_spec()
    body = schema(spec, "ValidationErrorBody")
    body["x-faults"]["list"] = "problems"
    body["properties"] = {"problems": body["properties"]["detail"]}
    refused = MockService(spec).handle("GET", PROFILE, [("id", "x")], KEY)
    assert refused.status == 422
    (entry,) = json.loads(refused.content)["problems"]
    assert entry["loc"] == ["query", "id"]
    unknown = json.loads(MockService(spec).handle("GET", "/v9", [], KEY).content)
    assert unknown == {"problems": "Not Found"}
    shipped = MockService().handle("GET", PROFILE, [("id", "x")], KEY)
    assert list(json.loads(shipped.content)) == ["detail"]


def test_the_mock_takes_key_failure_and_account_from_the_spec_that_it_is_given() -> None:
    spec = packaged_spec()
    spec["components"]["securitySchemes"]["AccessKey"]["name"] = "x-other-key"
    error = schema(spec, "ErrorBody")
    error["x-failure"], error["x-message"], error["x-kind"] = {"ok": False}, ["why"], "sort"
    mock = MockService(spec)
    refused = mock.handle("GET", PROFILE, [("id", "1")], KEY)
    assert refused.status == 401
    assert json.loads(refused.content) == {
        "ok": False,
        "why": "Missing or invalid key in x-other-key",
        "sort": "Unauthorized",
    }
    assert mock.handle("GET", PROFILE, [("id", "787132")], {"x-other-key": "a"}).status == 200


def test_a_spec_without_facts_about_faults_is_played_with_plain_names() -> None:
    spec = packaged_spec()
    del schema(spec, "ValidationErrorBody")["x-faults"]
    refused = MockService(spec).handle("GET", PROFILE, [("id", "x")], KEY)
    (entry,) = json.loads(refused.content)["list"]
    assert set(entry) == {"place", "reason", "kind"}


UNKNOWN: dict[str, tuple[Callable[[Json], Any], str]] = {
    "field": (
        lambda s: s["paths"][PROFILE]["get"].update({"x-prize": 1}),
        "/paths/~1v2~1user~1by~1id/get: the field x-prize is not known",
    ),
    "key": (
        lambda s: schema(s, "User")["x-entity"].update(nick="full_name"),
        "/components/schemas/User/x-entity: the key nick is not known",
    ),
    "field of a header": (
        lambda s: s["components"]["headers"]["HikerInfo"].update({"x-unit": True}),
        "/components/headers/HikerInfo: the field x-unit is not known",
    ),
}


@pytest.mark.parametrize(("change", "message"), UNKNOWN.values(), ids=UNKNOWN)
def test_what_is_not_known_is_refused_with_its_place(
    change: Callable[[Json], Any], message: str
) -> None:
    spec = packaged_spec()
    change(spec)
    for read in (refuse_unknown, MockService):
        with pytest.raises(SpecError) as caught:
            read(spec)
        assert str(caught.value) == f"{message}."


def test_names_and_examples_may_begin_with_x() -> None:
    spec = packaged_spec()
    schema(spec, "Image")["properties"]["x-ray"] = {"type": "string", "default": {"x-any": 1}}
    spec["components"]["examples"]["UserById"]["value"]["x-any"] = 1
    refuse_unknown(spec)


def test_references_in_a_circle_are_refused() -> None:
    spec = packaged_spec()
    spec["components"]["parameters"]["Id"] = {"$ref": "#/components/parameters/UserId"}
    spec["components"]["parameters"]["UserId"] = {"$ref": "#/components/parameters/Id"}
    with pytest.raises(SpecError, match="circle"):
        read_operations(Document(spec))
