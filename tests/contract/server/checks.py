"""Checks with chosen requests: complete lists, documented responses, keys, balances, rates."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from hikerkit.mock import MockService, Plan
from tests.contract.server.promises import Contract, Json, Operation, at
from tests.contract.server.requests import Reply, send
from tests.contract.server.rules import broken_rules

KEY = "contract-key"
_LIST_SIZE, _PAGE_SIZE = 130, 40
_MAX_PAGES = 60  # ends a list whose cursors form a cycle


Found = Iterator[tuple[str, str]]
"""Operation and message of each finding."""
Check = Callable[[Json, Contract], Found]


def _canonical_json(content: bytes) -> str:
    """The JSON in one form, in which 1, 1.0 and true differ and no digit is lost."""
    return json.dumps(json.loads(content, parse_float=str), sort_keys=True)


def documented_responses_are_exact(document: Json, contract: Contract) -> Found:
    service = MockService(document)
    for operation in contract.operations:
        for query, expected in operation.examples():
            response = send(service, operation, query, key=operation.id)
            exact = _canonical_json(json.dumps(expected).encode())
            if response.status != 200 or _canonical_json(response.content) != exact:
                yield operation.label, f"{response.status}, {len(response.content)} bytes"
            if expected and json.loads(response.content) != expected:
                yield operation.label, "its body is another one"


def _pages(service: MockService, operation: Operation, query: Json) -> Iterator[Reply]:
    page = operation.page
    assert page is not None
    cursor: Any = None
    for _ in range(_MAX_PAGES):
        more = {} if cursor is None else {page.parameter: cursor}
        response = send(service, operation, {**query, **more}, key=KEY)
        yield response
        if response.status != 200:
            return
        cursor = at(response.body, page.cursor)
        if cursor is None:
            return


def _lists(contract: Contract) -> list[Operation]:
    return [operation for operation in contract.operations if operation.page]


def _profile_operation(contract: Contract, label: str = "GET /v2/user/by/id") -> Operation:
    return contract.by_label[label]


def lists_are_complete(document: Json, contract: Contract) -> Found:
    service = MockService(document, list_size=_LIST_SIZE, page_size=_PAGE_SIZE)
    for operation in _lists(contract):
        page, checker = operation.page, operation.checker()
        assert page is not None
        items: list[str] = []
        sizes: list[int] = []
        for response in _pages(service, operation, operation.list_query(77)):
            if response.status != 200:
                yield operation.label, f"page {len(sizes) + 1} is a {response.status}"
                break
            for name, message in broken_rules(operation, {}, dict(response.headers), response.body):
                yield operation.label, f"page {len(sizes) + 1}: {name}: {message}"
            if not checker.is_valid(response.body):
                yield operation.label, f"page {len(sizes) + 1} breaks its schema"
                break
            found = page.items(response.body)
            sizes.append(len(found))
            items += operation.ids(response.body)
            size = page.pointer("size")
            if size and at(response.body, size) != len(found):
                yield operation.label, f"{size} is not the count of its items"
            total = page.pointer("total")
            if total and at(response.body, total) != _LIST_SIZE:
                yield operation.label, f"{total} is not the count of all items"
        if sizes != [_PAGE_SIZE] * (_LIST_SIZE // _PAGE_SIZE) + [_LIST_SIZE % _PAGE_SIZE]:
            yield operation.label, f"its pages hold {sizes} items"
        if len(set(items)) != _LIST_SIZE:
            yield operation.label, f"{len(items)} items, {len(set(items))} of them different"


def lists_belong_to_their_account(document: Json, contract: Contract) -> Found:
    """Counts match, listed accounts exist, and no two accounts have the same list."""
    service = MockService(document)
    profile = _profile_operation(contract)
    first: dict[str, set[str]] = {}
    for account in service.accounts("business", 2):
        user = send(service, profile, {"id": account.id}, key=KEY).body["user"]
        announced = {
            operation: _value_at(user, pointer)
            for schema, node in contract.objects(profile.schema, {"user": user})
            if node is user
            for pointer, operation in schema["x-entity"]["counts"].items()
        }
        for operation in _lists(contract):
            page = operation.page
            assert page is not None
            if operation.list_query(1) == operation.list_query(2):
                continue  # a list of no account
            pages = list(_pages(service, operation, operation.list_query(account.id)))
            if any(response.status != 200 for response in pages):
                yield operation.label, "a page of it is refused"
                continue
            items = [item for response in pages for item in page.items(response.body)]
            count = announced.get(operation.id)
            if count is not None and count != len(items):
                yield operation.label, f"{len(items)} items, and the profile announces {count}"
            ids = {number for response in pages for number in operation.ids(response.body)}
            if ids & first.get(operation.id, set()):
                yield operation.label, "two accounts have the same items"
            first[operation.id] = ids
            for item in items[:3]:
                person = item if "username" in item else item.get("user")
                if person is None:
                    continue
                found = send(service, profile, {"id": person["pk"]}, key=KEY)
                if found.status != 200:
                    yield operation.label, f"{person['pk']} does not exist"
                elif found.body["user"]["username"] != person["username"]:
                    yield operation.label, f"{person['pk']} has another name"


def _value_at(node: Any, pointer: str) -> Any:
    for step in pointer.split("/")[1:]:
        node = node.get(step) if isinstance(node, dict) else None
    return node


def cursors_are_bound_and_expire(document: Json, contract: Contract) -> Found:
    service = MockService(document, list_size=_LIST_SIZE)
    lists = _lists(contract)
    for number, operation in enumerate(lists):
        page, list_query = operation.page, operation.list_query(77)
        required_query = operation.required_query()
        assert page is not None
        cursor = at(send(service, operation, list_query, key=KEY).body, page.cursor)
        other = lists[number - 1]
        for where, query in (
            (operation, {**operation.list_query(78), page.parameter: cursor}),
            (other, {**other.required_query(), other.cursor_name: cursor}),
            (operation, {**required_query, page.parameter: cursor[:-3] + "AAA"}),
            (operation, {**required_query, page.parameter: "AB"[cursor[0] == "A"] + cursor[1:]}),
        ):
            if query == {**operation.list_query(77), page.parameter: cursor}:
                continue  # a list of no account
            if send(service, where, query, key=KEY).status != 422:
                yield where.label, f"it accepts a cursor of {operation.id} with {query}"
        alone = send(service, operation, {**required_query, page.parameter: cursor}, key=KEY)
        both = send(service, operation, {**list_query, page.parameter: cursor}, key=KEY)
        if alone.status != 200 or alone.content != both.content:
            yield operation.label, "a cursor alone leads elsewhere"
        service.expire_cursors()
        expired = send(service, operation, {**required_query, page.parameter: cursor}, key=KEY)
        if expired.status != 422:
            yield operation.label, "its cursor does not expire"


def truncated_lists_say_so(document: Json, contract: Contract) -> Found:
    service = MockService(document, list_size=_LIST_SIZE, cut_at=50, page_size=_PAGE_SIZE)
    for operation in _lists(contract):
        page = operation.page
        assert page is not None
        truncated = page.pointer("cut")
        pages = [a.body for a in _pages(service, operation, operation.list_query(77))]
        found = sum(len(page.items(body)) for body in pages)
        if found != (50 if truncated else _LIST_SIZE):
            yield operation.label, f"{found} items"
        flags = [truncated is not None and at(body, truncated) is True for body in pages]
        if truncated and flags != [False] * (len(pages) - 1) + [True]:
            yield operation.label, "its last page does not say that it is truncated"


def _query_about(operation: Operation, account: Any) -> Json:
    words = {"id": account.id, "name": account.name}
    return {
        p["name"]: words[by]
        for p in operation.parameters
        if (by := p["schema"].get("x-entity", {}).get("by")) in words
    }


def private_and_missing_accounts_are_refused(document: Json, contract: Contract) -> Found:
    service = MockService(document)
    (private,), (deleted,) = service.accounts("private", 1), service.accounts("deleted", 1)
    for operation in contract.operations:
        query = _query_about(operation, private)
        if not query:
            continue
        is_refused = operation.page is not None or any(operation.effects("privacy"))
        response = send(service, operation, query, key=KEY)
        if response.status != (403 if is_refused else 200):
            yield operation.label, f"{response.status} for a private account"
        deleted_response = send(service, operation, _query_about(operation, deleted), key=KEY)
        if deleted_response.status != 404:
            yield operation.label, f"{deleted_response.status} for a deleted account"
        if (response.status == 403 and response.units) or deleted_response.units:
            yield operation.label, "a refusal is charged"


def force_reveals_no_private_account(document: Json, contract: Contract) -> Found:
    service = MockService(document)
    (private,) = service.accounts("private", 1)
    for operation in contract.operations:
        for name, _ in operation.effects("privacy"):
            query = {**_query_about(operation, private), name: "true"}
            response = send(service, operation, query, key=KEY)
            if response.status != 200:
                yield operation.label, f"{response.status} with {name}"
            elif private.name in response.content.decode():
                yield operation.label, f"{name} shows a private account"


def keys_are_checked(document: Json, contract: Contract) -> Found:
    service = MockService(document, keys=[KEY])
    for operation in contract.operations:
        query = operation.example_query()
        statuses = [
            send(service, operation, query, key=key).status
            for key in (None, "", "wrong", KEY.upper(), KEY + "x", KEY)
        ]
        if statuses != [401] * 5 + [200]:
            yield operation.label, f"keys get {statuses}"
        in_query = send(service, operation, {**query, "x-access-key": KEY}, key=None)
        if in_query.status != 401:
            yield operation.label, "it accepts a key in the query"
        if send(service, operation, {}, key=None).status != 401:
            yield operation.label, "arguments are checked before the key"


def _balance(service: MockService, contract: Contract, key: str = KEY) -> Json:
    for operation in contract.operations:
        for schema in contract.choices(operation.schema):
            if "x-account" in schema:
                body = send(service, operation, {}, key=key).body
                return {meaning: body[field] for meaning, field in schema["x-account"].items()}
    raise AssertionError("the spec has no balance")


def balances_add_up(document: Json, contract: Contract) -> Found:
    service = MockService(document, keys={KEY: Plan(requests=5000, price=0.02)})
    spent = 0
    for operation in contract.operations:
        example = operation.example_query()
        for query in (example, {**example, "force": "true"}, {}):
            response = send(service, operation, query, key=KEY)
            price = operation.price(query) if response.status == 200 else 0
            if response.units != price:
                yield operation.label, f"{response.status} says {response.units} units, not {price}"
            spent += price
            balance = _balance(service, contract)
            if balance["units"] != 5000 - spent:
                yield operation.label, f"{balance['units']} units are left, not {5000 - spent}"
            if abs(balance["money"] - (5000 - spent) * 0.02) > 0.0001:
                yield operation.label, f"{balance['money']} is left, not {(5000 - spent) * 0.02}"
    if service.ledger.units != spent:
        yield "ledger", f"it holds {service.ledger.units} units, not {spent}"
    received = 2 * 3 * len(contract.operations)
    if service.ledger.requests != received:
        yield "ledger", f"it holds {service.ledger.requests} requests, not {received}"


def empty_keys_are_refused(document: Json, contract: Contract) -> Found:
    service = MockService(document)
    for operation in contract.operations:
        price = operation.price({})
        service.balances.set(KEY, Plan(requests=max(0, price - 1)))
        response = send(service, operation, operation.example_query(), key=KEY)
        if response.status != (402 if price else 200):
            yield operation.label, f"{response.status} with {price - 1} of {price} units"
        service.balances.set(KEY, Plan(requests=price))
        response = send(service, operation, operation.example_query(), key=KEY)
        if response.status != 200 or _balance(service, contract)["units"]:
            yield operation.label, f"{response.status} with just the units that it costs"


def rates_are_enforced(document: Json, contract: Contract) -> Found:
    now = [100.0]
    plan = Plan(requests=10**6, rate=5)
    service = MockService(document, keys={KEY: plan, "other": plan}, clock=lambda: now[0])
    operation = _profile_operation(contract)

    def statuses(times: int, key: str = KEY) -> list[int]:
        query = operation.example_query()
        return [send(service, operation, query, key=key).status for _ in range(times)]

    for at_once, expected in ((7, [200] * 5 + [429] * 2), (1, [429])):
        if statuses(at_once) != expected:
            yield operation.label, "more requests than the rate pass at once"
    if statuses(1, "other") != [200]:
        yield operation.label, "one key uses the rate of another"
    now[0] += 0.9
    if statuses(1) != [429]:
        yield operation.label, "more requests than the rate pass within a second"
    now[0] += 0.2
    if statuses(6) != [200] * 5 + [429]:
        yield operation.label, "the rate is not available again after a second"
    spent = 11 * operation.price({})
    if service.ledger.units != spent:
        yield operation.label, "requests beyond the rate are charged"


def errors_fit_their_schema(document: Json, contract: Contract) -> Found:
    service = MockService(document)
    for operation in contract.operations:
        for status in (s for s in operation.raw["responses"] if s != "200"):
            query = operation.example_query()
            response = send(service, operation, query, key=KEY, x_mock_fault=status)
            if response.status != int(status):
                yield operation.label, f"{response.status} instead of {status}"
            elif not operation.checker(int(status)).is_valid(response.body):
                yield operation.label, f"the body of {status} breaks its schema"
            if response.headers.get("content-type") != "application/json":
                yield operation.label, f"{status} is {response.headers.get('content-type')}"
    if service.ledger.units:
        yield "ledger", "errors were charged"


def paths_and_methods_are_refused(document: Json, contract: Contract) -> Found:
    service = MockService(document)
    for operation in contract.operations:
        valid, query = operation.target(operation.example_query())
        for path in (valid + "/", valid.upper(), valid[:-1]):
            if send(service, path, query, key=KEY).status != 404:
                yield operation.label, f"{path} is not refused"
        for method in ("POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS"):
            refused = send(service, operation, operation.example_query(), key=KEY, method=method)
            if refused.status != 405 or refused.headers.get("allow") != "GET":
                yield operation.label, f"{method} gets {refused.status}"


def wrong_arguments_are_named(document: Json, contract: Contract) -> Found:
    """Each invalid argument is refused, alone, by its name."""
    service = MockService(document)
    for operation in contract.operations:
        for parameter in operation.parameters:
            kinds = str(parameter["schema"].get("type"))
            invalid = {"integer": ["1.0", "x", "-1", "01"], "boolean": ["1", "True", "yes"]}
            texts = invalid.get(kinds, [])
            if "pattern" in parameter["schema"]:
                texts = ["\u0661", "a b", "é"]
            if "maxLength" in parameter["schema"]:
                texts = [*texts, "a" * (parameter["schema"]["maxLength"] + 1)]
            where = [parameter["in"], parameter["name"]]
            for text in texts:
                query = {**operation.example_query(), parameter["name"]: text}
                response = send(service, operation, query, key=KEY)
                if response.status != 422:
                    yield operation.label, f"{parameter['name']}={text!r} is a {response.status}"
                elif [entry["loc"] for entry in response.body["detail"]] != [where]:
                    yield operation.label, f"{parameter['name']}={text!r}: {response.content!r}"
        for name in operation.example_query():
            query = {n: v for n, v in operation.example_query().items() if n != name}
            response = send(service, operation, query, key=KEY)
            if response.status != 422 or name not in response.content.decode():
                yield operation.label, f"without {name} it is a {response.status}"


def responses_are_reproducible(document: Json, contract: Contract) -> Found:
    """The same request has the same response, also from another mock with the same seed."""
    one, other = MockService(document, seed=5), MockService(document, seed=5)
    third = MockService(document, seed=6)
    (account,) = one.accounts("public", 1)
    differ = False
    for operation in contract.operations:
        if not operation.price({}):
            continue
        query = _query_about(operation, account)
        first, again, rebuilt, other_seed = (
            send(service, operation, query, key=KEY) for service in (one, one, other, third)
        )
        if not first.content == again.content == rebuilt.content:
            yield operation.label, "the same request has two responses"
        differ |= first.content != other_seed.content
    if not differ:
        yield "seed", "another seed makes the same world"


CHECKS = (
    documented_responses_are_exact,
    lists_are_complete,
    lists_belong_to_their_account,
    cursors_are_bound_and_expire,
    truncated_lists_say_so,
    private_and_missing_accounts_are_refused,
    force_reveals_no_private_account,
    keys_are_checked,
    balances_add_up,
    empty_keys_are_refused,
    rates_are_enforced,
    errors_fit_their_schema,
    paths_and_methods_are_refused,
    wrong_arguments_are_named,
    responses_are_reproducible,
)
"""The fast ones first."""
