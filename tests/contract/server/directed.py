"""Checks that ask for something on purpose: whole lists, documented answers, keys, money, rate."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from hikerkit.mock import MockService, Plan
from tests.contract.server.asking import Asked, ask
from tests.contract.server.reading import Contract, Json, Operation, at
from tests.contract.server.rules import broken_rules

KEY = "contract-key"
_SIZE, _PAGE = 130, 40
_MOST_PAGES = 60  # so that a list that goes round comes to an end


Found = Iterator[tuple[str, str]]
"""Operation and message of what is wrong."""
Check = Callable[[Json, Contract], Found]


def _exact(content: bytes) -> str:
    """JSON, spelled so that 1, 1.0 and true differ and no digit is lost."""
    return json.dumps(json.loads(content, parse_float=str), sort_keys=True)


def documented_answers_come_digit_for_digit(document: Json, contract: Contract) -> Found:
    service = MockService(document)
    for operation in contract.operations:
        for query, expected in operation.documented():
            answer = ask(service, operation, query, key=operation.id)
            text = json.dumps(expected, ensure_ascii=False)
            if answer.status != 200 or _exact(answer.content) != _exact(text.encode()):
                yield operation.label, f"{answer.status}, {len(answer.content)} bytes"
            if expected and json.loads(answer.content) != expected:
                yield operation.label, "it is another answer"


def _walk(service: MockService, operation: Operation, query: Json) -> Iterator[Asked]:
    page = operation.page
    assert page is not None
    cursor: Any = None
    for _ in range(_MOST_PAGES):
        more = {} if cursor is None else {page.parameter: cursor}
        answer = ask(service, operation, {**query, **more}, key=KEY)
        yield answer
        if answer.status != 200:
            return
        cursor = at(answer.body, page.cursor)
        if cursor is None:
            return


def _lists(contract: Contract) -> list[Operation]:
    return [operation for operation in contract.operations if operation.page]


def _by_id(contract: Contract, label: str = "GET /v2/user/by/id") -> Operation:
    return contract.by_label[label]


def lists_are_whole(document: Json, contract: Contract) -> Found:
    service = MockService(document, list_size=_SIZE, page_size=_PAGE)
    for operation in _lists(contract):
        page, checker = operation.page, operation.checker()
        assert page is not None
        items: list[str] = []
        sizes: list[int] = []
        for answer in _walk(service, operation, operation.of(77)):
            if answer.status != 200:
                yield operation.label, f"page {len(sizes) + 1} is a {answer.status}"
                break
            for name, message in broken_rules(operation, {}, dict(answer.headers), answer.body):
                yield operation.label, f"page {len(sizes) + 1}: {name}: {message}"
            if not checker.is_valid(answer.body):
                yield operation.label, f"page {len(sizes) + 1} breaks its schema"
                break
            found = page.items(answer.body)
            sizes.append(len(found))
            items += operation.ids(answer.body)
            size = page.word("size")
            if size and at(answer.body, size) != len(found):
                yield operation.label, f"{size} is not the count of its items"
            total = page.word("total")
            if total and at(answer.body, total) != _SIZE:
                yield operation.label, f"{total} is not the count of all items"
        if sizes != [_PAGE] * (_SIZE // _PAGE) + [_SIZE % _PAGE]:
            yield operation.label, f"its pages hold {sizes} items"
        if len(set(items)) != _SIZE:
            yield operation.label, f"{len(items)} items, {len(set(items))} of them different"


def lists_belong_to_their_account(document: Json, contract: Contract) -> Found:
    """Counts fit, those in a list are there, and two accounts have not the same list."""
    service = MockService(document)
    profile = _by_id(contract)
    first: dict[str, set[str]] = {}
    for account in service.accounts("business", 2):
        user = ask(service, profile, {"id": account.id}, key=KEY).body["user"]
        announced = {
            operation: _get(user, pointer)
            for schema, node in contract.objects(profile.schema, {"user": user})
            if node is user
            for pointer, operation in schema["x-entity"]["counts"].items()
        }
        for operation in _lists(contract):
            page = operation.page
            assert page is not None
            if operation.of(1) == operation.of(2):
                continue  # a list of nobody
            pages = list(_walk(service, operation, operation.of(account.id)))
            if any(answer.status != 200 for answer in pages):
                yield operation.label, "a page of it is refused"
                continue
            items = [item for answer in pages for item in page.items(answer.body)]
            count = announced.get(operation.id)
            if count is not None and count != len(items):
                yield operation.label, f"{len(items)} items, and the profile announces {count}"
            ids = {number for answer in pages for number in operation.ids(answer.body)}
            if ids & first.get(operation.id, set()):
                yield operation.label, "two accounts have the same items"
            first[operation.id] = ids
            for item in items[:3]:
                person = item if "username" in item else item.get("user")
                if person is None:
                    continue
                found = ask(service, profile, {"id": person["pk"]}, key=KEY)
                if found.status != 200:
                    yield operation.label, f"{person['pk']} is not there"
                elif found.body["user"]["username"] != person["username"]:
                    yield operation.label, f"{person['pk']} has another name"


def _get(node: Any, pointer: str) -> Any:
    for step in pointer.split("/")[1:]:
        node = node.get(step) if isinstance(node, dict) else None
    return node


def cursors_are_bound_and_expire(document: Json, contract: Contract) -> Found:
    service = MockService(document, list_size=_SIZE)
    lists = _lists(contract)
    for number, operation in enumerate(lists):
        page, of, needs = operation.page, operation.of(77), operation.needs()
        assert page is not None
        cursor = at(ask(service, operation, of, key=KEY).body, page.cursor)
        other = lists[number - 1]
        for where, query in (
            (operation, {**operation.of(78), page.parameter: cursor}),
            (other, {**other.needs(), other.cursor_name: cursor}),
            (operation, {**needs, page.parameter: cursor[:-3] + "AAA"}),
            (operation, {**needs, page.parameter: "AB"[cursor[0] == "A"] + cursor[1:]}),
        ):
            if query == {**operation.of(77), page.parameter: cursor}:
                continue  # a list of nobody
            if ask(service, where, query, key=KEY).status != 422:
                yield where.label, f"it takes a cursor of {operation.id} with {query}"
        alone = ask(service, operation, {**needs, page.parameter: cursor}, key=KEY)
        both = ask(service, operation, {**of, page.parameter: cursor}, key=KEY)
        if alone.status != 200 or alone.content != both.content:
            yield operation.label, "a cursor alone leads elsewhere"
        service.expire_cursors()
        if ask(service, operation, {**needs, page.parameter: cursor}, key=KEY).status != 422:
            yield operation.label, "its cursor does not expire"


def lists_are_cut_where_they_say_so(document: Json, contract: Contract) -> Found:
    service = MockService(document, list_size=_SIZE, cut_at=50, page_size=_PAGE)
    for operation in _lists(contract):
        page = operation.page
        assert page is not None
        cut = page.word("cut")
        pages = [a.body for a in _walk(service, operation, operation.of(77))]
        found = sum(len(page.items(body)) for body in pages)
        if found != (50 if cut else _SIZE):
            yield operation.label, f"{found} items"
        if cut and [at(body, cut) is True for body in pages] != [False] * (len(pages) - 1) + [True]:
            yield operation.label, "it does not say on its last page that it is cut off"


def _about(operation: Operation, account: Any) -> Json:
    words = {"id": account.id, "name": account.name}
    return {
        p["name"]: words[by]
        for p in operation.parameters
        if (by := p["schema"].get("x-entity", {}).get("by")) in words
    }


def private_and_missing_are_told(document: Json, contract: Contract) -> Found:
    service = MockService(document)
    (private,), (deleted,) = service.accounts("private", 1), service.accounts("deleted", 1)
    for operation in contract.operations:
        query = _about(operation, private)
        if not query:
            continue
        shut = operation.page is not None or any(operation.effects("privacy"))
        answer = ask(service, operation, query, key=KEY)
        if answer.status != (403 if shut else 200):
            yield operation.label, f"{answer.status} for a private account"
        gone = ask(service, operation, _about(operation, deleted), key=KEY)
        if gone.status != 404:
            yield operation.label, f"{gone.status} for a deleted account"
        if (answer.status == 403 and answer.units) or gone.units:
            yield operation.label, "a refusal is charged"


def private_answers_are_empty_by_force(document: Json, contract: Contract) -> Found:
    service = MockService(document)
    (private,) = service.accounts("private", 1)
    for operation in contract.operations:
        for name, _ in operation.effects("privacy"):
            query = {**_about(operation, private), name: "true"}
            answer = ask(service, operation, query, key=KEY)
            if answer.status != 200:
                yield operation.label, f"{answer.status} with {name}"
            elif private.name in answer.content.decode():
                yield operation.label, f"{name} shows a private account"


def keys_are_checked(document: Json, contract: Contract) -> Found:
    service = MockService(document, keys=[KEY])
    for operation in contract.operations:
        query = operation.asks()
        statuses = [
            ask(service, operation, query, key=key).status
            for key in (None, "", "wrong", KEY.upper(), KEY + "x", KEY)
        ]
        if statuses != [401] * 5 + [200]:
            yield operation.label, f"keys are answered with {statuses}"
        beside = ask(service, operation, {**query, "x-access-key": KEY}, key=None)
        if beside.status != 401:
            yield operation.label, "it takes a key from the query"
        if ask(service, operation, {}, key=None).status != 401:
            yield operation.label, "arguments are looked at before the key"


def _balance(service: MockService, contract: Contract, key: str = KEY) -> Json:
    for operation in contract.operations:
        for schema in contract.choices(operation.schema):
            if "x-account" in schema:
                body = ask(service, operation, {}, key=key).body
                return {word: body[field] for word, field in schema["x-account"].items()}
    raise AssertionError("the spec has no balance")


def balances_add_up(document: Json, contract: Contract) -> Found:
    service = MockService(document, keys={KEY: Plan(requests=5000, price=0.02)})
    spent = 0
    for operation in contract.operations:
        for query in (operation.asks(), {**operation.asks(), "force": "true"}, {}):
            answer = ask(service, operation, query, key=KEY)
            price = operation.price(query) if answer.status == 200 else 0
            if answer.units != price:
                yield operation.label, f"{answer.status} says {answer.units} units, not {price}"
            spent += price
            told = _balance(service, contract)
            if told["units"] != 5000 - spent:
                yield operation.label, f"{told['units']} units are left, not {5000 - spent}"
            if abs(told["money"] - (5000 - spent) * 0.02) > 0.0001:
                yield operation.label, f"{told['money']} is left, not {(5000 - spent) * 0.02}"
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
        answer = ask(service, operation, operation.asks(), key=KEY)
        if answer.status != (402 if price else 200):
            yield operation.label, f"{answer.status} with {price - 1} of {price} units"
        service.balances.set(KEY, Plan(requests=price))
        answer = ask(service, operation, operation.asks(), key=KEY)
        if answer.status != 200 or _balance(service, contract)["units"]:
            yield operation.label, f"{answer.status} with just the units that it costs"


def rates_are_enforced(document: Json, contract: Contract) -> Found:
    now = [100.0]
    plan = Plan(requests=10**6, rate=5)
    service = MockService(document, keys={KEY: plan, "other": plan}, clock=lambda: now[0])
    operation = _by_id(contract)

    def statuses(times: int, key: str = KEY) -> list[int]:
        return [ask(service, operation, operation.asks(), key=key).status for _ in range(times)]

    for at_once, expected in ((7, [200] * 5 + [429] * 2), (1, [429])):
        if statuses(at_once) != expected:
            yield operation.label, "more than the rate is let through at once"
    if statuses(1, "other") != [200]:
        yield operation.label, "one key slows down another"
    now[0] += 0.9
    if statuses(1) != [429]:
        yield operation.label, "more than the rate is let through within a second"
    now[0] += 0.2
    if statuses(6) != [200] * 5 + [429]:
        yield operation.label, "after a second the rate is not free again"
    spent = 11 * operation.price({})
    if service.ledger.units != spent:
        yield operation.label, "what the rate refuses is charged"


def failures_have_their_shape(document: Json, contract: Contract) -> Found:
    service = MockService(document)
    for operation in contract.operations:
        for status in (s for s in operation.raw["responses"] if s != "200"):
            answer = ask(service, operation, operation.asks(), key=KEY, x_mock_fault=status)
            if answer.status != int(status):
                yield operation.label, f"{answer.status} where {status} was asked for"
            elif not operation.checker(int(status)).is_valid(answer.body):
                yield operation.label, f"the body of {status} breaks its schema"
            if answer.headers.get("content-type") != "application/json":
                yield operation.label, f"{status} is {answer.headers.get('content-type')}"
    if service.ledger.units:
        yield "ledger", "failures were charged"


def paths_and_methods_are_refused(document: Json, contract: Contract) -> Found:
    service = MockService(document)
    for operation in contract.operations:
        right, query = operation.target(operation.asks())
        for path in (right + "/", right.upper(), right[:-1]):
            if ask(service, path, query, key=KEY).status != 404:
                yield operation.label, f"{path} is answered"
        for method in ("POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS"):
            refused = ask(service, operation, operation.asks(), key=KEY, method=method)
            if refused.status != 405 or refused.headers.get("allow") != "GET":
                yield operation.label, f"{method} is answered with {refused.status}"


def wrong_arguments_are_named(document: Json, contract: Contract) -> Found:
    """Each wrong argument is refused, alone, by its name."""
    service = MockService(document)
    for operation in contract.operations:
        for parameter in operation.parameters:
            kinds = str(parameter["schema"].get("type"))
            wrong = {"integer": ["1.0", "x", "-1", "01"], "boolean": ["1", "True", "yes"]}
            texts = wrong.get(kinds, [])
            if "pattern" in parameter["schema"]:
                texts = ["\u0661", "a b", "é"]
            if "maxLength" in parameter["schema"]:
                texts = [*texts, "a" * (parameter["schema"]["maxLength"] + 1)]
            for text in texts:
                query = {**operation.asks(), parameter["name"]: text}
                answer = ask(service, operation, query, key=KEY)
                if answer.status != 422:
                    yield operation.label, f"{parameter['name']}={text!r} is a {answer.status}"
                elif [entry["loc"] for entry in answer.body["detail"]] != [
                    [parameter["in"], parameter["name"]]
                ]:
                    yield operation.label, f"{parameter['name']}={text!r}: {answer.content!r}"
        for name in operation.asks():
            query = {n: v for n, v in operation.asks().items() if n != name}
            answer = ask(service, operation, query, key=KEY)
            if answer.status != 422 or name not in answer.content.decode():
                yield operation.label, f"without {name} it is a {answer.status}"


def answers_do_not_change(document: Json, contract: Contract) -> Found:
    """The same question has the same response, also from a mock that is made anew."""
    one, other = MockService(document, seed=5), MockService(document, seed=5)
    third = MockService(document, seed=6)
    (account,) = one.accounts("public", 1)
    differ = False
    for operation in contract.operations:
        if not operation.price({}):
            continue
        query = _about(operation, account)
        first, again, new, elsewhere = (
            ask(service, operation, query, key=KEY) for service in (one, one, other, third)
        )
        if not first.content == again.content == new.content:
            yield operation.label, "the same question has two answers"
        differ |= first.content != elsewhere.content
    if not differ:
        yield "seed", "another seed makes the same world"


CHECKS = (
    documented_answers_come_digit_for_digit,
    lists_are_whole,
    lists_belong_to_their_account,
    cursors_are_bound_and_expire,
    lists_are_cut_where_they_say_so,
    private_and_missing_are_told,
    private_answers_are_empty_by_force,
    keys_are_checked,
    balances_add_up,
    empty_keys_are_refused,
    rates_are_enforced,
    failures_have_their_shape,
    paths_and_methods_are_refused,
    wrong_arguments_are_named,
    answers_do_not_change,
)
"""The quick ones first."""
