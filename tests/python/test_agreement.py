"""The sync and the async client agree with each other and with the spec."""

from __future__ import annotations

import inspect
from typing import Any

import pytest
from hikerkit_api import api, client
from hikerkit_api.core.model import Model
from hikerkit_api.core.operation import Operation

from hikerkit import AsyncHiker, AsyncPager, Hiker, Pager
from tests.conftest import SPEC
from tests.sync_async import KEY, AsyncScripted, Scripted, answer

OPERATIONS = list(api.operations())
SYNC = Hiker(KEY, transport=Scripted(lambda request: answer({})))
ASYNC = AsyncHiker(KEY, transport=AsyncScripted(lambda request: answer({})))


def methods_of(owner: Any, operation: Operation[Any]) -> Any:
    return getattr(getattr(owner, operation.resource), operation.name)


def test_every_operation_of_the_spec_has_a_method_and_no_method_is_too_many() -> None:
    ids = [item["get"]["operationId"] for item in SPEC["paths"].values()]
    assert [operation.id for operation in OPERATIONS] == ids
    for owner in (SYNC, ASYNC, SYNC.with_response, ASYNC.with_response):
        found = set()
        for resource in {operation.resource for operation in OPERATIONS}:
            names = [n for n in dir(getattr(owner, resource)) if not n.startswith("_")]
            found |= {f"{resource}_{name}" for name in names}
        assert found == set(ids)


def plain(annotation: Any) -> str:
    return str(annotation).replace("AsyncPager[", "Pager[")


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda o: o.id)
@pytest.mark.parametrize("complete", [False, True], ids=["plain", "with_response"])
def test_both_clients_have_the_same_methods(operation: Operation[Any], complete: bool) -> None:
    one, other = (
        methods_of(owner.with_response if complete else owner, operation) for owner in (SYNC, ASYNC)
    )
    assert one.__doc__ == other.__doc__ and operation.summary in one.__doc__
    left, right = inspect.signature(one), inspect.signature(other)
    assert list(left.parameters.values()) == list(right.parameters.values())
    assert plain(left.return_annotation) == plain(right.return_annotation)
    assert getattr(one, "__deprecated__", None) == getattr(other, "__deprecated__", None)
    assert bool(getattr(one, "__deprecated__", None)) is bool(operation.deprecated)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda o: o.id)
def test_required_arguments_go_by_position_and_others_by_name(operation: Operation[Any]) -> None:
    parameters = inspect.signature(methods_of(SYNC, operation)).parameters
    for parameter in operation.parameters:
        kind = parameters[parameter.argument].kind
        by_position = kind is inspect.Parameter.POSITIONAL_OR_KEYWORD
        assert by_position is (parameter.required or parameter.argument in operation.any_of[:1])
        assert (
            parameter.description
            and f"{parameter.argument}: " in methods_of(SYNC, operation).__doc__
        )


def test_both_clients_are_made_alike() -> None:
    one, other = (vars(kind).get("__init__") for kind in (Hiker, AsyncHiker))
    assert one is None and other is None  # both have that of their base
    parameters = inspect.signature(Hiker).parameters
    for name in parameters:
        assert f"{name}: " in (Hiker.__init__.__doc__ or "")


def test_both_pagers_have_the_same_methods() -> None:
    one, other = ({n for n in dir(k) if not n.startswith("_")} for k in (Pager, AsyncPager))
    assert {name.removeprefix("a") for name in other - one} == one - other == {"close"}
    for name in one & other:
        assert getattr(Pager, name).__doc__ == getattr(AsyncPager, name).__doc__


def test_resources_do_not_hide_what_a_client_has() -> None:
    names = {operation.resource for operation in OPERATIONS}
    own = {n for n in vars(Hiker) if not n.startswith("_")} | {"usage", "with_response", "close"}
    assert not names & own
    assert names <= set(vars(client.Resources)) & set(vars(client.AsyncResources))


def test_every_model_loads_and_stands_for_its_schema() -> None:
    from hikerkit_api import models

    for name in models.__all__:
        model = getattr(models, name)
        schema = SPEC["components"]["schemas"][name]
        assert issubclass(model, Model)
        assert list(model.__keys__.values()) == list(schema.get("properties", {}))
        assert model.__doc__ and set(model.__summary__) <= set(
            schema["properties"] if model.__summary__ else ()
        )
