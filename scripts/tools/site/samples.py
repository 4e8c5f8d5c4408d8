"""Samples of a call: curl, command line, Python, sync and async."""

from __future__ import annotations

import json
import re
import shlex
from typing import Any
from urllib.parse import quote, urlencode

from hikerkit_api import service
from hikerkit_api.core.operation import Operation, Parameter

LIMIT = 50


def values(operation: Operation[Any]) -> list[tuple[Parameter, Any]]:
    """The arguments of the sample: the required ones, with the examples of the spec."""
    needed = [p for p in operation.parameters if p.required]
    if not needed and operation.any_of:
        needed = [p for p in operation.parameters if p.argument == operation.any_of[0]]
    return [(p, p.example if p.example is not None else _made_up(p)) for p in needed]


def _made_up(parameter: Parameter) -> Any:
    if parameter.choices:
        return parameter.choices[0]
    if parameter.kind in ("integer", "number"):
        return int(parameter.minimum or 1)
    return {"boolean": True, "array": []}.get(parameter.kind, "1")


def curl(operation: Operation[Any], host: str) -> str:
    """The request itself."""
    path, query = operation.path, {}
    for parameter, value in values(operation):
        if parameter.location == "path":
            path = path.replace(f"{{{parameter.name}}}", quote(str(value), safe=""))
        else:
            query[parameter.name] = value
    url = host + path + (f"?{urlencode(query, doseq=True)}" if query else "")
    return (
        f'curl --header "{service.KEY_HEADER}: ${service.KEY_ENVIRONMENT}" \\\n  {shlex.quote(url)}'
    )


def terminal(operation: Operation[Any]) -> str:
    """The command."""
    words = ["hikerkit", operation.resource, operation.name.replace("_", "-")]
    for parameter, value in values(operation):
        if not parameter.positional:
            words.append("--" + parameter.argument.rstrip("_").replace("_", "-"))
        words.append(shlex.quote(str(value)))
    if operation.page is not None:
        words += ["--limit", str(LIMIT)]
    return " ".join(words)


def python(operation: Operation[Any]) -> str:
    """A program."""
    call, name = _call(operation), _name(operation)
    lines = ["from hikerkit import Hiker", "", "with Hiker() as hiker:  # key from " + _KEY]
    if operation.page is not None:
        lines += [f"    for {name} in {call}:", f"        print({name})"]
    else:
        lines += [f"    {name} = {call}", f"    print({name})"]
    return "\n".join(lines)


def asynchronous(operation: Operation[Any]) -> str:
    """The same program with asyncio."""
    call, name = _call(operation), _name(operation)
    lines = ["import asyncio", "", "from hikerkit import AsyncHiker", "", ""]
    lines += [
        "async def main() -> None:",
        f"    async with AsyncHiker() as hiker:  # key from {_KEY}",
    ]
    if operation.page is not None:
        lines += [f"        async for {name} in {call}:", f"            print({name})"]
    else:
        lines += [f"        {name} = await {call}", f"        print({name})"]
    return "\n".join([*lines, "", "", "asyncio.run(main())"])


_KEY = service.KEY_ENVIRONMENT


def method(operation: Operation[Any]) -> str:
    """The name of the method on a client."""
    return f"hiker.{operation.resource}.{operation.name}"


def _call(operation: Operation[Any]) -> str:
    words = [
        _literal(value) if parameter.positional else f"{parameter.argument}={_literal(value)}"
        for parameter, value in values(operation)
    ]
    if operation.page is not None:
        words.append(f"limit={LIMIT}")
    return f"{method(operation)}({', '.join(words)})"


def _literal(value: Any) -> str:
    return json.dumps(value) if isinstance(value, str) else repr(value)


def _name(operation: Operation[Any]) -> str:
    """A variable name for the result, from its model."""
    if not isinstance(operation.shape, str):
        return "response"
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", operation.shape).lower()
