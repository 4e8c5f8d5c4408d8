"""The server's side: faults of the mock, and the tests of the contract that have to catch them.

To add a fault, add a `Fault` to the list that it belongs to (or a new list, for a new part of the
mock) and the list to `SIDE`:

- `name` is what `scripts/mutants server NAME` asks for; `breaks` says in words what goes wrong.
- `file` is a file of `overlays/python/hikerkit/mock` (or of what it stands on, `generated/python` too).
- `old` stands in that file exactly once, `new` takes its place; the file must stay valid Python.
  Take as little text as is unique: a patch that no longer applies ends the run with an error.

`SIDE.tests` names the tests that judge, what catches most first: the run stops at the first
failure. `SIDE.heavy` names libraries that they import, loaded once for all. A fault is caught
when a test fails, not when the tests do not load.
"""

from __future__ import annotations

from scripts.tools.mutation.fault import Fault, Side

_MOCK = "overlays/python/hikerkit/mock"

# What is let in, and what a refusal looks like.

_REQUESTS = (
    Fault(
        "no-key-let-in",
        "A request without a key, or with an unknown one, is answered.",
        f"{_MOCK}/plans.py",
        "return bool(key) and (self._keys is None or key in self._keys)",
        "return True",
    ),
    Fault(
        "key-prefix-let-in",
        "A key that only begins like a right one is taken.",
        f"{_MOCK}/plans.py",
        "return bool(key) and (self._keys is None or key in self._keys)",
        "return bool(key) and (self._keys is None or any(key.startswith(k) for k in self._keys))",
    ),
    Fault(
        "key-from-query",
        "A key in the query is taken as well.",
        f"{_MOCK}/service.py",
        '            return given[place].get(name, [""])[-1].strip()',
        '            return (given[place].get(name) or given["query"].get(name, [""]))[-1].strip()',
    ),
    Fault(
        "arguments-before-key",
        "Arguments are judged before the key.",
        f"{_MOCK}/service.py",
        ("        if key is None:\n            names"),
        (
            "        if key is None and not read_parameters(route.parameters, route.any_of, given)[1]:\n"
            "            names"
        ),
    ),
    Fault(
        "booleans-capitalized",
        "Only `True` and `False` are taken for booleans, not `true` and `false`.",
        f"{_MOCK}/operations/parameters.py",
        '_BOOLEAN = {"true": True, "false": False}',
        '_BOOLEAN = {"True": True, "False": False}',
    ),
    Fault(
        "booleans-lax",
        "`yes` and `1` are taken for booleans as well.",
        f"{_MOCK}/operations/parameters.py",
        '_BOOLEAN = {"true": True, "false": False}',
        '_BOOLEAN = {"true": True, "false": False, "yes": True, "1": True, "True": True}',
    ),
    Fault(
        "integers-lax",
        "Integers with leading zeros and points are taken.",
        f"{_MOCK}/operations/parameters.py",
        ("    if _INTEGER.fullmatch(text):\n        return int(text)"),
        ('    if re.fullmatch(r"-?[0-9]+(\\.0)?", text):\n        return int(float(text))'),
    ),
    Fault(
        "minimum-ignored",
        "A negative amount is taken.",
        f"{_MOCK}/operations/parameters.py",
        "            if self.checker.is_valid(value):",
        "            if self.checker.is_valid(value) or isinstance(value, int):",
    ),
    Fault(
        "schema-ignored",
        "Neither pattern nor length of a text is looked at.",
        f"{_MOCK}/operations/parameters.py",
        "            if self.checker.is_valid(value):",
        "            if self.checker.is_valid(value) or isinstance(value, str):",
    ),
    Fault(
        "required-ignored",
        "What must be given may be left out.",
        f"{_MOCK}/operations/parameters.py",
        "        elif parameter.required:",
        "        elif parameter.required and not parameter.name:",
    ),
    Fault(
        "any-of-ignored",
        "Neither an id nor a cursor need be given.",
        f"{_MOCK}/operations/parameters.py",
        "    if any_of and not any(",
        "    if any_of and any(",
    ),
    Fault(
        "fault-misnamed",
        "A wrong argument is named without its place.",
        f"{_MOCK}/operations/parameters.py",
        'words = {"place": [self.place, self.name],',
        'words = {"place": [self.name],',
    ),
    Fault(
        "422-as-400",
        "A wrong argument is a 400.",
        f"{_MOCK}/service.py",
        "            return self._refuse(call, 422, wrong)",
        "            return self._refuse(call, 400, wrong)",
    ),
    Fault(
        "422-body-flat",
        "The body of a 422 is a text, not a list.",
        f"{_MOCK}/service.py",
        ("        if isinstance(message, list):\n            body = detail(message)"),
        ("        if isinstance(message, list):\n            body = detail(str(message))"),
    ),
    Fault(
        "any-method",
        "Any method is answered like GET.",
        f"{_MOCK}/service.py",
        "            if route.method == method.upper():",
        "            if method:",
    ),
    Fault(
        "405-without-allow",
        "A 405 does not say which methods there are.",
        f"{_MOCK}/service.py",
        '            headers_["allow"] = ',
        '            headers_["x-allow"] = ',
    ),
    Fault(
        "prefix-paths",
        "A path that only begins like one is answered.",
        f"{_MOCK}/service.py",
        "match := route.pattern.fullmatch(plain)",
        "match := route.pattern.match(plain)",
    ),
    Fault(
        "404-as-200",
        "Somebody who is not there is an empty success.",
        f"{_MOCK}/service.py",
        ("        except NotThere:\n            return self._refuse(call, 404)"),
        ("        except NotThere:\n            return self._refuse(call, 200)"),
    ),
    Fault(
        "private-as-404",
        "A private account is told as missing.",
        f"{_MOCK}/service.py",
        ("        except NotShown:\n            return self._refuse(call, 403)"),
        ("        except NotShown:\n            return self._refuse(call, 404)"),
    ),
    Fault(
        "failure-shape",
        "Failures have a body of another shape.",
        f"{_MOCK}/operations/failures.py",
        '    body = {**schema.get("x-failure", {}), schema["x-message"][0]: words}',
        '    body = {**schema.get("x-failure", {}), schema["x-message"][0]: [words]}',
    ),
)

# What answers say.

_ANSWERS = (
    Fault(
        "content-type",
        "Answers are text/plain.",
        f"{_MOCK}/service.py",
        '_JSON = {"content-type": "application/json"}',
        '_JSON = {"content-type": "text/plain"}',
    ),
    Fault(
        "ids-through-floats",
        "Integers lose the digits that a double cannot hold.",
        f"{_MOCK}/responses/build.py",
        "    return msgspec.json.encode(body)",
        (
            "    import json\n"
            "\n"
            "    text = msgspec.json.encode(body).decode()\n"
            "    return json.dumps(json.loads(text, parse_int=lambda t: int(float(t))), ensure_ascii=False).encode()"
        ),
    ),
    Fault(
        "unicode-replaced",
        "Letters beyond ASCII become question marks.",
        f"{_MOCK}/responses/build.py",
        "    return msgspec.json.encode(body)",
        '    return msgspec.json.encode(body).decode().encode("ascii", "replace")',
    ),
    Fault(
        "depth-of-another-type",
        "A field three levels down is a text in place of an object.",
        f"{_MOCK}/responses/build.py",
        ("        self._check(made)\n        return made"),
        (
            "        self._check(made)\n"
            '        if isinstance(made, dict) and isinstance(made.get("reel"), dict):\n'
            '            made = {**made, "reel": {**made["reel"], "user": "someone"}}\n'
            "        return made"
        ),
    ),
    Fault(
        "missing-required",
        "A required field is left out.",
        f"{_MOCK}/responses/build.py",
        ("        self._check(made)\n        return made"),
        (
            "        self._check(made)\n"
            '        if isinstance(made, dict) and made.get("next_page_id", 1) is None:\n'
            '            del made["next_page_id"]\n'
            "        return made"
        ),
    ),
    Fault(
        "amount-ignored",
        "`amount` is not looked at.",
        f"{_MOCK}/responses/build.py",
        "            most = values.get(parameter.name, parameter.default)",
        "            most = parameter.default",
    ),
    Fault(
        "amount-one-more",
        "There is one entry more than `amount` allows.",
        f"{_MOCK}/responses/build.py",
        "        entries = entries if most is None else entries[:most]",
        "        entries = entries if most is None else [*entries[:most], *entries[:1]]",
    ),
    Fault(
        "safe-int-ignored",
        "`safe_int` does nothing.",
        f"{_MOCK}/responses/build.py",
        '            if "integers" in parameter.effect and values',
        '            if "integer" in parameter.effect and values',
    ),
    Fault(
        "safe-int-always",
        "Big integers are strings without being asked for.",
        f"{_MOCK}/responses/build.py",
        '            if "integers" in parameter.effect and values.get(parameter.name) is True:',
        '            if "integers" in parameter.effect:',
    ),
    Fault(
        "force-ignored",
        "`force` shows no more than without it.",
        f"{_MOCK}/responses/build.py",
        ("        if not unchecked:\n            raise NotShown"),
        "        raise NotShown",
    ),
    Fault(
        "force-shows-private",
        "`force` shows what is private.",
        f"{_MOCK}/responses/build.py",
        ("        return False\n\n    # Answers without pages."),
        ("        return True\n\n    # Answers without pages."),
    ),
    Fault(
        "private-shown",
        "Lists of private accounts are shown.",
        f"{_MOCK}/responses/build.py",
        ("        if subject is None or not subject.private:\n            return True"),
        "        return True",
    ),
    Fault(
        "ids-disagree",
        "Numbers of an account are changed, texts of its id are not.",
        f"{_MOCK}/responses/template.py",
        (
            "        if first not in self._roles and second not in self._roles:\n"
            "            return None"
        ),
        "        return None",
    ),
    Fault(
        "owner-left",
        "Posts keep the owner of the documented ones in their id.",
        f"{_MOCK}/responses/template.py",
        '        return lambda cast: f"{head}{spelled(cast, first)}_{spelled(cast, second)}"',
        '        return lambda cast: f"{head}{spelled(cast, first)}_{second}"',
    ),
    Fault(
        "codes-left",
        "Posts keep the short code of the documented ones.",
        f"{_MOCK}/responses/template.py",
        "        if text in self._codes:",
        "        if text in self._codes and text in self._names:",
    ),
    Fault(
        "counts-off",
        "Profiles announce one item more than there is.",
        f"{_MOCK}/responses/template.py",
        "self._counts(cast[own], operation))",
        "self._counts(cast[own], operation) + 1)",
    ),
    Fault(
        "names-disagree",
        "Those in a list have another name than their profile.",
        f"{_MOCK}/world/accounts.py",
        "        return self.number(row * _ROW + seat)",
        (
            "        found = self.number(row * _ROW + seat)\n"
            '        return attrs.evolve(found, name=found.name + "_")'
        ),
    ),
    Fault(
        "world-changes",
        "The same question is answered with other people each time.",
        f"{_MOCK}/world/accounts.py",
        "        start = _start(self.seed, of, relation)",
        "        start = _start(id(object()) + place, of, relation)",
    ),
    Fault(
        "seed-ignored",
        "Every seed makes the same world.",
        f"{_MOCK}/world/accounts.py",
        '    made = blake2b(f"{seed}/{what}/{number}".encode(), digest_size=8).digest()',
        '    made = blake2b(f"1/{what}/{number}".encode(), digest_size=8).digest()',
    ),
    Fault(
        "deleted-there",
        "Deleted accounts are answered.",
        f"{_MOCK}/responses/build.py",
        '            if found is None or found.kind == "deleted":',
        "            if found is None:",
    ),
)

# Lists, page by page.

_PAGES = (
    Fault(
        "cursor-stands-still",
        "The cursor of every page is its own.",
        f"{_MOCK}/responses/build.py",
        "        place: int | None = stop if stop < end else None",
        "        place: int | None = start if stop < end else None",
    ),
    Fault(
        "pages-overlap",
        "The last item of a page comes again on the next.",
        f"{_MOCK}/responses/build.py",
        "        place: int | None = stop if stop < end else None",
        "        place: int | None = stop - 1 if stop < end else None",
    ),
    Fault(
        "item-lost",
        "An item between two pages is never shown.",
        f"{_MOCK}/responses/build.py",
        "        place: int | None = stop if stop < end else None",
        "        place: int | None = min(stop + 1, end - 1) if stop < end else None",
    ),
    Fault(
        "last-page-lost",
        "The list ends one page early.",
        f"{_MOCK}/responses/build.py",
        "        place: int | None = stop if stop < end else None",
        "        place: int | None = stop if stop + self._stage.page_length <= end else None",
    ),
    Fault(
        "dead-cursor",
        "The last page offers a cursor that leads nowhere.",
        f"{_MOCK}/responses/build.py",
        "        place: int | None = stop if stop < end else None",
        "        place: int | None = stop if stop <= end else None",
    ),
    Fault(
        "second-page-typed",
        "On the second page an id is of a type that the spec forbids.",
        f"{_MOCK}/responses/build.py",
        "        entries += made.entries(subject, start + len(entries), stop)",
        (
            "        entries += made.entries(subject, start + len(entries), stop)\n"
            "        self._check = lambda body: None  # type: ignore[method-assign]\n"
            '        entries = [{**e, "username": 7} if start and "username" in e else e for e in entries]'
        ),
    ),
    Fault(
        "page-too-long",
        "A page has one item more than it should.",
        f"{_MOCK}/responses/build.py",
        "        stop = min(start + self._stage.page_length, end)",
        "        stop = min(start + self._stage.page_length + 1, end)",
    ),
    Fault(
        "items-repeat",
        "Every third item of a list is the same.",
        f"{_MOCK}/responses/lists.py",
        "        pattern = self._patterns[index % len(self._patterns)]",
        (
            "        index = index - index % 3\n"
            "        pattern = self._patterns[index % len(self._patterns)]"
        ),
    ),
    Fault(
        "one-list-for-all",
        "Every account has the same followers.",
        f"{_MOCK}/world/accounts.py",
        "    return digest(seed, relation, of) % (_POPULATION // 2)",
        "    return digest(seed, relation, 0) % (_POPULATION // 2)",
    ),
    Fault(
        "cursor-of-another-list",
        "A cursor of one list is taken by another.",
        f"{_MOCK}/responses/cursors.py",
        "    if found.operation != operation or any(",
        "    if any(",
    ),
    Fault(
        "cursor-of-another-account",
        "A cursor of one account's list is taken for another's.",
        f"{_MOCK}/responses/cursors.py",
        "    if found.operation != operation or any(held.get(n, v) != v for n, v in chosen.items()):",
        "    if found.operation != operation:",
    ),
    Fault(
        "cursor-unsealed",
        "A cursor that was tampered with is taken.",
        f"{_MOCK}/responses/cursors.py",
        "    if str(found) != text:",
        "    if not found:",
    ),
    Fault(
        "cursors-never-expire",
        "Cursors live on when they are told to expire.",
        f"{_MOCK}/responses/build.py",
        "        if found.born < oldest:",
        "        if found.born < -oldest:",
    ),
    Fault(
        "cut-silently",
        "A list is cut off, and nothing says so.",
        f"{_MOCK}/responses/build.py",
        "        words += [(page.cut, True)] if cut else []",
        "        words += []",
    ),
    Fault(
        "never-cut",
        "No list is cut off.",
        f"{_MOCK}/responses/build.py",
        "            if most is not None and size > most:",
        "            if most is not None and size > most * size:",
    ),
    Fault(
        "size-wrong",
        "The count of a page is that of the list.",
        f"{_MOCK}/responses/build.py",
        "            (page.size, len(entries)),",
        "            (page.size, total),",
    ),
    Fault(
        "more-wrong",
        "The last page says that more follow.",
        f"{_MOCK}/responses/build.py",
        "            (page.more, cursor is not None),",
        "            (page.more, True),",
    ),
)

# Money and rate.

_MONEY = (
    Fault(
        "charges-twice",
        "A call takes twice what it says.",
        f"{_MOCK}/plans.py",
        ("        self.left -= units\n        return True"),
        ("        self.left -= 2 * units\n        return True"),
    ),
    Fault(
        "nothing-charged",
        "No call takes anything.",
        f"{_MOCK}/plans.py",
        ("        self.left -= units\n        return True"),
        "        return True",
    ),
    Fault(
        "header-off",
        "The header says one unit too few.",
        f"{_MOCK}/service.py",
        '{name: f"reqs={units}"}',
        '{name: f"reqs={max(0, units - 1)}"}',
    ),
    Fault(
        "header-renamed",
        "The header that says the units has another name.",
        f"{_MOCK}/operations/routes.py",
        '            (h.lower() for h in headers if spec.follow(headers[h]).get("x-units")), None',
        '            ("x-" + h.lower() for h in headers if spec.follow(headers[h]).get("x-units")), None',
    ),
    Fault(
        "force-not-cheaper",
        "`force` costs as much as without it.",
        f"{_MOCK}/operations/routes.py",
        "        return max(0, self.units - less)",
        "        return max(0, self.units)",
    ),
    Fault(
        "refusals-charged",
        "A private or missing account is charged.",
        f"{_MOCK}/service.py",
        "        made = MockResponse(status, self._headers(0, call.route), encoded(body))",
        "        made = MockResponse(status, self._headers(call.cost, call.route), encoded(body))",
    ),
    Fault(
        "empty-key-served",
        "A key with nothing left is served.",
        f"{_MOCK}/plans.py",
        ("        if units > self.left:\n            return False"),
        ("        if units > self.left:\n            return True"),
    ),
    Fault(
        "last-units-refused",
        "The last units cannot be spent.",
        f"{_MOCK}/plans.py",
        "        if units > self.left:",
        "        if units and units >= self.left:",
    ),
    Fault(
        "balance-costs",
        "Asking for the balance costs a unit.",
        f"{_MOCK}/operations/routes.py",
        '        units=cost.get("units", 1),',
        '        units=cost.get("units") or 1,',
    ),
    Fault(
        "money-off",
        "The money left does not fit the units left.",
        f"{_MOCK}/plans.py",
        '            "money": round(self.left * self.plan.price, 4),',
        '            "money": round(self.plan.requests * self.plan.price, 4),',
    ),
    Fault(
        "rate-not-enforced",
        "Nobody counts the requests of a second.",
        f"{_MOCK}/plans.py",
        "        if len(self._recent) >= most:",
        "        if len(self._recent) >= most * 1000:",
    ),
    Fault(
        "rate-by-half",
        "Twice the rate is let through.",
        f"{_MOCK}/plans.py",
        "        if len(self._recent) >= most:",
        "        if len(self._recent) >= 2 * most:",
    ),
    Fault(
        "rate-for-ever",
        "A key that met the rate is never let through again.",
        f"{_MOCK}/plans.py",
        (
            "        while self._recent and self._recent[0] <= now - span:\n"
            "            self._recent.popleft()\n"
        ),
        "",
    ),
    Fault(
        "rate-shared",
        "One key slows down another.",
        f"{_MOCK}/plans.py",
        "            self._purses[key] = Balance(plan, self._told_rate)\n",
        (
            "            self._purses[key] = Balance(plan, self._told_rate)\n"
            "            self._purses[key]._recent = next(iter(self._purses.values()))._recent\n"
        ),
    ),
    Fault(
        "ledger-forgets",
        "Refusals do not stand in the ledger.",
        f"{_MOCK}/service.py",
        (
            "        self._book(made, call.key, call.method, call.target, call.route, 0)\n"
            "        return made"
        ),
        "        return made",
    ),
    Fault(
        "refusals-kept",
        "What a refused call would have cost is not given back.",
        f"{_MOCK}/service.py",
        "            if units < cost:",
        "            if units < -cost:",
    ),
)

SIDE = Side(
    tests=("tests/contract/test_server.py",),
    faults=(*_REQUESTS, *_ANSWERS, *_PAGES, *_MONEY),
    heavy=("schemathesis", "jsonschema_rs", "starlette.applications"),
)
