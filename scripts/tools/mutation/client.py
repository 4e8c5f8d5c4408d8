"""The client's side: faults of the overlay and the generated package, and who has to catch them.

`SIDE.tests` is the one place that says which tests are the client's contract. To add a fault, add
a `Fault` to the list that it belongs to: `old` stands in its file once, `new` takes its place.
"""

from __future__ import annotations

from dataclasses import replace

from scripts.tools.mutation.fault import Fault, Side

_ANSWERS = "overlays/python/hikerkit/calls/decode.py"
_ARGUMENTS = "overlays/python/hikerkit/calls/arguments.py"
_AUTH = "overlays/python/hikerkit/layers/auth.py"
_PAGERS = "overlays/python/hikerkit/pagination/pagers.py"
_WALK = "overlays/python/hikerkit/pagination/state.py"
_STRICT = "overlays/python/hikerkit/calls/strict.py"
_GENERATED = "generated/python/hikerkit_api"
_MODEL = f"{_GENERATED}/core/model.py"
_JSON = f"{_GENERATED}/core/json.py"
_OPERATION = f"{_GENERATED}/core/operation.py"
_USER = f"{_GENERATED}/api/user"

_ANSWERED = "tests/contract/test_client_answers.py"
_CHANGED = "tests/contract/test_client_changes.py"
_REQUESTED = "tests/contract/test_client_requests.py"
_TOLD = "tests/python/calls/test_strict.py"
_REFUSED = "tests/python/calls/test_arguments.py"
_FAILED = "tests/python/calls/test_decode.py"
_WALKED = "tests/python/pagination/test_pagers.py"
_WHOLE = "tests/python/pagination/test_verdict.py"
_REPEATED = "tests/python/layers/test_retry.py"

_DECODE = "        return decode(content)\n"
_ASK_AUTH = "            answer = yield from below(structs.replace(request, headers=headers))\n"

_BODIES = (
    Fault(
        "unknown-field-dropped",
        "A field that the spec does not know is gone from the complete response.",
        _MODEL,
        '        """A model over this very dict: no copy, no check."""\n'
        "        view = cls.__new__(cls)\n"
        "        view._data = data\n",
        "        view = cls.__new__(cls)\n"
        "        view._data = {k: v for k, v in data.items() if k in cls.__attributes__}\n",
    ),
    Fault(
        "id-through-float",
        "Integers lose the digits that a double does not hold.",
        _JSON,
        _DECODE,
        "        return json.loads(content, parse_int=lambda digits: int(float(digits)))\n",
    ),
    Fault(
        "long-id-as-text",
        "Integers past 2^53 come as strings.",
        _JSON,
        _DECODE,
        "        return json.loads(\n"
        "            content, parse_int=lambda d: int(d) if len(d) < 17 else d\n"
        "        )\n",
    ),
    Fault(
        "null-as-missing",
        "A field that is null is taken for one that did not come.",
        _JSON,
        _DECODE,
        "        return json.loads(\n"
        "            content,\n"
        "            object_hook=lambda o: {k: v for k, v in o.items() if v is not None},\n"
        "        )\n",
    ),
    Fault(
        "empty-list-as-null",
        "An empty list of objects reads as None.",
        _MODEL,
        "        if kind is dict or kind is list:\n"
        "            value = self._data[key] = wrap(shape, value)\n",
        "        if kind is dict or kind is list:\n"
        "            value = self._data[key] = wrap(shape, value) or None\n",
    ),
    Fault(
        "list-left-unwrapped",
        "Objects in a list stay dicts.",
        _MODEL,
        "ModelList([view(item) if type(item) is dict else item for item in value])",
        "ModelList(value)",
    ),
    Fault(
        "unknown-called-known",
        "The undeclared fields are the declared ones.",
        _MODEL,
        "if key not in known}",
        "if key in known}",
    ),
    Fault(
        "copy-loses-null",
        "A copy as a dict leaves out what is null.",
        _JSON,
        "        return {key: _copied(item) for key, item in value.items()}\n",
        "        return {k: _copied(item) for k, item in value.items() if item is not None}\n",
    ),
    Fault(
        "unicode-mangled",
        "Letters past ASCII come as question marks.",
        _JSON,
        _DECODE,
        '        return decode(content.decode("ascii", "replace"))\n',
    ),
    Fault(
        "half-emoji-loses-answer",
        "A text that JSON can spell and Unicode cannot makes the response no JSON.",
        _JSON,
        "        return decode_slowly(content, error)\n",
        "        raise ValueError(str(error)) from None\n",
    ),
    Fault(
        "float-respelled",
        "A fraction is rounded to six digits.",
        _JSON,
        _DECODE,
        "        return json.loads(content, parse_float=lambda text: round(float(text), 6))\n",
    ),
    Fault(
        "whole-float-as-integer",
        "1.0 comes as 1.",
        _JSON,
        _DECODE,
        "        return json.loads(\n"
        "            content,\n"
        "            parse_float=lambda t: int(float(t)) if float(t).is_integer() else float(t),\n"
        "        )\n",
    ),
    Fault(
        "wrong-class",
        "The caption of a medium is of another class than declared.",
        f"{_GENERATED}/models/media.py",
        '"caption": "Caption",',
        '"caption": "GraphCaption",',
    ),
    Fault(
        "field-under-another-name",
        "An attribute reads another field than it stands for.",
        f"{_GENERATED}/models/caption.py",
        '__names__ = {"strong_id": "strong_id__"}',
        '__names__ = {"strong_id": "strong_id"}',
    ),
    Fault(
        "content-cut",
        "The bytes of a long answer are not all kept.",
        _ANSWERS,
        "        content=raw.content,\n",
        "        content=raw.content[:16384],\n",
    ),
)

_RESULTS = (
    Fault(
        "result-pointer-off",
        "The complete response is handed over in place of the profile in it.",
        f"{_USER}/user_by_id.py",
        '    result=("user",),\n',
        "",
        first=_ANSWERED,
    ),
    Fault(
        "item-pointer-ignored",
        "The envelope of a reel is handed over in place of the reel.",
        f"{_USER}/user_clips.py",
        '        item=("media",),\n',
        "",
        first=_ANSWERED,
    ),
    Fault(
        "failure-passes",
        "A body that says the call failed passes for a response.",
        _ANSWERS,
        "    if is_failure(data):\n",
        "    if False:\n",
    ),
    Fault(
        "empty-account-passes",
        "A 402 is read as a response.",
        _ANSWERS,
        "    if raw.status != 200:\n",
        "    if raw.status not in (200, 402):\n",
    ),
    Fault(
        "status-of-another-error",
        "A 403 is told as a 404.",
        "overlays/python/hikerkit/errors.py",
        "    403: ForbiddenError,\n",
        "    403: NotFoundError,\n",
    ),
    Fault(
        "units-in-one-spelling",
        "Units are read in one of their two spellings.",
        "overlays/python/hikerkit/responses/charge.py",
        '"?\\s*[=:]\\s*',
        "\\s*=\\s*",
    ),
    Fault(
        "retry-when-empty",
        "A 402 is sent again.",
        "overlays/python/hikerkit/layers/retry.py",
        "                if not _may_help(status) or",
        "                if not (_may_help(status) or status == 402) or",
        first=_REPEATED,
    ),
)

_DRIFT = (
    Fault(
        "deep-deviation-ignored",
        "What is wrong four steps deep or deeper is not told.",
        _STRICT,
        "for f in faults]",
        "for f in faults if len(f.instance_path) < 4]",
    ),
    Fault(
        "pages-not-strict",
        "Strictness leaves pages out.",
        _ANSWERS,
        "    if is_strict and problem is None:\n",
        "    if False:\n",
    ),
    Fault(
        "strict-per-call-ignored",
        "strict= of one call does nothing.",
        "overlays/python/hikerkit/calls/caller.py",
        'options.get("strict", self._settings.strict)',
        "self._settings.strict",
        first=_TOLD,
    ),
    Fault(
        "pointer-not-escaped",
        "A slash in a name makes two steps of one.",
        "overlays/python/hikerkit/_utils/json_path.py",
        '.replace("/", "~1")',
        "",
        first=_TOLD,
    ),
    Fault(
        "pointer-of-the-outside",
        "What is wrong in an object that may be null is told of the object as a whole.",
        _STRICT,
        "    if isinstance(choices, list) and _NULL in choices",
        "    if False and isinstance(choices, list) and _NULL in choices",
    ),
    Fault(
        "deviations-not-reported",
        "The tolerant answer says that nothing deviates.",
        _STRICT,
        "    return tuple(deviations(body, content))\n",
        "    return ()\n",
    ),
    Fault(
        "one-deviation-alone",
        "Only the first deviation is told.",
        _STRICT,
        "_MOST = 20\n",
        "_MOST = 1\n",
        first=_TOLD,
    ),
    Fault(
        "any-number-is-an-integer",
        "The judge of answers takes fractions for integers.",
        _STRICT,
        "    if not isinstance(node, dict):\n        return node\n",
        '    if node == "integer":\n        return "number"\n'
        "    if not isinstance(node, dict):\n        return node\n",
    ),
    Fault(
        "required-forgotten",
        "The judge of answers lets required fields be missing.",
        _STRICT,
        "    made = {key: _deep(item) for key, item in node.items()}\n",
        '    made = {key: _deep(item) for key, item in node.items() if key != "required"}\n',
    ),
    Fault(
        "odd-cursor-loses-page",
        "A cursor of another kind takes the page with it.",
        _ANSWERS,
        "        cursor, problem = None, error\n",
        "        raise error\n",
    ),
    Fault(
        "odd-item-dropped",
        "An entry that is no item is gone without a word.",
        _ANSWERS,
        "            invalid_items.append(entry)\n",
        "            pass\n",
    ),
)

_LISTS = (
    Fault(
        "cursor-of-another-place",
        "The cursor is read from another field of the page.",
        f"{_USER}/user_followers.py",
        '        cursor=("next_page_id",),\n',
        '        cursor=("response", "next_max_id"),\n',
    ),
    Fault(
        "cursor-not-text",
        "A cursor that came as a number is handed over as one.",
        _ANSWERS,
        "    return str(value)\n",
        "    return value\n",
    ),
    Fault(
        "cursor-not-sent",
        "Every page is the first one.",
        _WALK,
        "        return {**self._arguments, self._parameter: self._cursor}\n",
        "        return self._arguments\n",
    ),
    Fault(
        "second-page-lost",
        "The items of the second page are not handed over.",
        _PAGERS,
        "                found = self._take_spare() or self._fetch()\n"
        "                if found is None:\n"
        "                    break\n",
        "                found = self._take_spare() or self._fetch()\n"
        "                if found is None:\n"
        "                    break\n"
        "                if self._pages_read == 2:\n"
        "                    continue\n",
    ),
    Fault(
        "async-first-page-alone",
        "Asynchronously a walk ends after the first page.",
        _PAGERS,
        "                found = self._take_spare() or await self._fetch()\n"
        "                if found is None:\n"
        "                    break\n",
        "                found = None if self._pages_read else await self._fetch()\n"
        "                if found is None:\n"
        "                    break\n",
    ),
    Fault(
        "async-pages-not-counted",
        "Asynchronously the items of whole pages are not counted.",
        _PAGERS,
        "            found = self._take_spare() or await self._fetch()\n"
        "            if found is None:\n"
        "                return None\n"
        "            page = self._give_page(*found)\n",
        "            found = self._take_spare() or await self._fetch()\n"
        "            if found is None:\n"
        "                return None\n"
        "            page = found[0]\n",
    ),
    Fault(
        "circle-ends-quietly",
        "A list that goes round ends as if it were whole.",
        _WALK,
        "            raise self._noted(self._problem)\n",
        "            return None\n",
    ),
    Fault(
        "arguments-lost-on-page-two",
        "Only the cursor is sent for the second page.",
        _WALK,
        "        return {**self._arguments, self._parameter: self._cursor}\n",
        "        return {self._parameter: self._cursor}\n",
    ),
    Fault(
        "overlap-handed-over-twice",
        "An item that comes again on the next page is handed over again.",
        "overlays/python/hikerkit/pagination/dedupe.py",
        "        if not clear or not all(map(here.isdisjoint, self._pages)):\n",
        "        if not clear:\n",
    ),
    Fault(
        "cap-not-told",
        "A list that the service cut off is called whole.",
        _WALK,
        '            "capped": self._capped,\n',
        '            "capped": False,\n',
    ),
)

_REQUESTS = (
    Fault(
        "boolean-in-python",
        "True is sent as True, not true.",
        _ARGUMENTS,
        '        return "true" if value else "false"\n',
        "        return str(value)\n",
    ),
    Fault(
        "falsy-dropped",
        "0 and False are not sent.",
        _ARGUMENTS,
        "        if value is None:\n            if parameter.required:\n",
        "        if not value:\n            if parameter.required:\n",
    ),
    Fault(
        "default-sent",
        "What was not given is sent with its default.",
        _ARGUMENTS,
        "            continue\n        values[parameter.argument] = _value(",
        "            if parameter.default is None:\n"
        "                continue\n"
        "            value = parameter.default\n"
        "        values[parameter.argument] = _value(",
    ),
    Fault(
        "parameter-renamed",
        "A parameter goes out under another name.",
        f"{_USER}/user_stories.py",
        '            name="safe_int",\n',
        '            name="safeInt",\n',
    ),
    Fault(
        "another-path",
        "An operation asks for another path.",
        f"{_USER}/user_tag_medias.py",
        '    path="/v2/user/tag/medias",\n',
        '    path="/v2/user/tag_medias",\n',
    ),
    Fault(
        "another-method",
        "An operation is sent as POST.",
        f"{_USER}/user_a2.py",
        '    method="GET",\n',
        '    method="POST",\n',
    ),
    Fault(
        "key-in-query",
        "The key stands in the URL.",
        _AUTH,
        _ASK_AUTH,
        '            mark = "&" if "?" in request.url else "?"\n'
        '            url = f"{request.url}{mark}key={headers[service.KEY_HEADER]}"\n'
        "            answer = yield from below(structs.replace(request, headers=headers, url=url))\n",
    ),
    Fault(
        "key-left-out",
        "No key is sent.",
        _AUTH,
        _ASK_AUTH,
        "            answer = yield from below(request)\n",
    ),
    Fault(
        "key-header-renamed",
        "The key goes out in another header.",
        f"{_GENERATED}/service.py",
        'KEY_HEADER = "x-access-key"',
        'KEY_HEADER = "x-api-key"',
    ),
    Fault(
        "any-of-unchecked",
        "A list is asked for with neither account nor cursor.",
        _ARGUMENTS,
        "    if operation.any_of and not any(",
        "    if False and not any(",
    ),
    Fault(
        "required-unchecked",
        "A call goes out without its required parameter.",
        _ARGUMENTS,
        "            if parameter.required:\n",
        "            if False:\n",
    ),
    Fault(
        "pattern-unchecked",
        "A text that breaks its pattern is sent.",
        _ARGUMENTS,
        "        if parameter.pattern is not None and not _matches",
        "        if False and not _matches",
    ),
    Fault(
        "newline-passes-pattern",
        "A newline after a good text passes.",
        _ARGUMENTS,
        '    return "\\n" not in value and re.search(',
        "    return re.search(",
    ),
    Fault(
        "one-letter-too-many",
        "A text may be one letter longer than the spec has it.",
        f"{_USER}/user_by_username.py",
        "            max_length=30,\n",
        "            max_length=31,\n",
    ),
    Fault(
        "one-letter-too-few",
        "A text of the longest length is refused.",
        f"{_USER}/user_by_username.py",
        "            max_length=30,\n",
        "            max_length=29,\n",
    ),
    Fault(
        "below-the-minimum",
        "A number below the minimum is sent.",
        _ARGUMENTS,
        "(least is None or value >= least)",
        "(least is None or value >= least - 1)",
    ),
    Fault(
        "boolean-for-a-number",
        "True passes for the number 1.",
        _ARGUMENTS,
        '    if isinstance(value, bool) and parameter.kind != "boolean":\n',
        "    if False:\n",
    ),
    Fault(
        "booleans-in-a-list-of-numbers",
        "A list of numbers may hold True.",
        _ARGUMENTS,
        '    if isinstance(item, bool) and kind not in ("", "boolean"):\n',
        "    if False:\n",
        first=_REFUSED,
    ),
    Fault(
        "number-without-end",
        "An integer past 64 bits is sent.",
        _ARGUMENTS,
        "not _LEAST <= value <= _MOST",
        "not _LEAST <= value",
    ),
    Fault(
        "id-rounded-on-the-way-out",
        "An id given as a number loses digits before it is sent.",
        _ARGUMENTS,
        "    return str(value) if value.bit_length() <= 128",
        "    return str(int(float(value))) if value.bit_length() <= 128",
    ),
    Fault(
        "query-not-encoded",
        "Letters of a value that mean something in a URL are sent as they are.",
        _ARGUMENTS,
        "{urlencode(query)}",
        "{'&'.join('='.join(pair) for pair in query)}",
    ),
    Fault(
        "discount-ignored",
        "A call that is cheaper by a parameter is booked at the full price.",
        _OPERATION,
        "        return max(0, self.units - less)\n",
        "        return self.units\n",
    ),
)


def _begin_with(test: str, faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
    return tuple(replace(fault, first=fault.first or test) for fault in faults)


SIDE = Side(
    tests=(_ANSWERED, _REQUESTED, _WALKED, _WHOLE, _FAILED, _TOLD, _REFUSED, _REPEATED, _CHANGED),
    faults=(
        *_BODIES,
        *_begin_with(_FAILED, _RESULTS),
        *_begin_with(_CHANGED, _DRIFT),
        *_begin_with(_WALKED, _LISTS),
        *_begin_with(_REQUESTED, _REQUESTS),
    ),
    heavy=("hypothesis", "jsonschema_rs", "anyio._backends._asyncio", "httpx", "msgspec"),
)
