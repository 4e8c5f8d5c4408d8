"""Tries an installed hikerkit; needs nothing beside it. Arguments: the extras that are installed.

It is run by the Python of an environment that has hikerkit from a wheel and nothing of this
repository, so it prints what is wrong and ends with 1 by itself.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import pkgutil
import re
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import Any

SITE = Path(sysconfig.get_path("purelib")).resolve()
KEY = "canary-key-5d1c"


def installed_here() -> None:
    """The package is that of the environment, with its marker for type checkers and its spec."""
    import hikerkit_api

    import hikerkit

    for package in (hikerkit, hikerkit_api):
        assert package.__file__ and Path(package.__file__).resolve().is_relative_to(SITE), package
        assert (files(package.__name__) / "py.typed").is_file(), package.__name__
    assert hikerkit.__version__ == metadata.version("hikerkit")
    assert json.loads((files("hikerkit_api") / "openapi.json").read_bytes())["paths"]


def modules_import(extras: set[str]) -> None:
    """Every module imports, but for what an extra that is not installed brings."""
    absent = {name.replace("-", "_") for name in brought(everything() - extras) - brought(extras)}
    import hikerkit

    for found in pkgutil.walk_packages(hikerkit.__path__, "hikerkit.", onerror=lambda name: None):
        try:
            importlib.import_module(found.name)
        except ImportError as error:
            cause: BaseException = error
            while cause.__cause__ is not None:
                cause = cause.__cause__
            top = (getattr(cause, "name", None) or "").partition(".")[0]
            assert top in absent, f"{found.name}: {error}"


def brought(extras: set[str]) -> set[str]:
    """The packages that these extras name."""
    wanted = set()
    for need in metadata.requires("hikerkit") or []:
        name, extra = re.match(r"[\w.-]+", need), re.search(r"extra == ['\"]([\w-]+)", need)
        if name and extra and extra[1] in extras:
            wanted.add(name[0].lower())
    return wanted


def everything() -> set[str]:
    """All extras that there are."""
    return set(metadata.metadata("hikerkit").get_all("Provides-Extra") or [])


class Documented:
    """A transport that answers with what the spec shows."""

    def __init__(self) -> None:
        self.sent = 0
        self._spec = json.loads((files("hikerkit_api") / "openapi.json").read_bytes())

    def body(self, operation: str) -> Any:
        """The documented answer of an operation; None where there is none."""
        for item in self._spec["paths"].values():
            if item["get"]["operationId"] == operation:
                content = item["get"]["responses"]["200"]["content"]["application/json"]
                for example in content.get("examples", {}).values():
                    name = example["$ref"].rsplit("/", 1)[1]
                    return self._spec["components"]["examples"][name]["value"]
        return None

    def send(self, request: Any) -> Any:
        """Its answer."""
        from hikerkit.transports.base import RawResponse

        self.sent += 1
        content = json.dumps(self.body(request.operation)).encode()
        return RawResponse(200, {"content-type": "application/json"}, content, request.url)

    def close(self) -> None:
        """Nothing to let go of."""


def calls(hiker: Any) -> Iterator[tuple[Any, Callable[[], Any]]]:
    """Each operation, and how it is called with what the spec shows as examples."""
    from hikerkit_api import api

    for operation in api.operations():
        arguments = {
            p.argument: p.example
            for p in operation.parameters
            if p.example is not None and (p.required or p.argument in operation.any_of)
        }
        method = getattr(getattr(hiker, operation.resource), operation.name)
        if operation.deprecated is None:
            yield operation, partial(method, **arguments)


def a_call_is_answered() -> None:
    """Every documented answer comes through the client whole, and from the archive again."""
    from hikerkit import Hiker

    with tempfile.TemporaryDirectory() as folder:
        documented = Documented()
        archive = os.path.join(folder, "hiker.db")
        with Hiker(KEY, transport=documented, archive=archive) as hiker:
            for _ in range(2):
                for operation, call in calls(hiker.with_response):
                    # Lists give pages; what costs nothing is not kept.
                    if operation.page or not operation.units:
                        continue
                    if documented.body(operation.id) is not None:
                        body = call().body
                        told = body.to_dict() if hasattr(body, "to_dict") else body
                        assert told == documented.body(operation.id), operation.id
            assert hiker.usage.replayed == documented.sent > 5
            assert KEY not in repr(hiker)


def the_mock_answers(extras: set[str]) -> None:
    """Every operation on the mock; without the extra, an error that says what to install."""
    from hikerkit import Hiker, HikerError

    try:
        from hikerkit.mock import MockService, MockTransport
    except ImportError as error:
        assert "mock" not in extras and "hikerkit[mock]" in str(error), error
        return
    service = MockService(list_size=60)
    with Hiker(KEY, transport=MockTransport(service)) as hiker:
        for operation, call in calls(hiker):
            found = call()
            if operation.page is not None:
                assert len(list(found)) > 40, operation.id
    assert not service.ledger.paid_twice()
    try:
        Hiker(KEY, strict=True).close()
    except HikerError as error:
        assert not {"strict", "mock"} & extras and "hikerkit[strict]" in str(error)


def the_command_runs(extras: set[str]) -> None:
    """`hikerkit` says its version and helps; without the extra, what to install."""
    with tempfile.TemporaryDirectory() as folder:
        command = Path(sysconfig.get_path("scripts")) / "hikerkit"
        own = {"HOME": folder, "PATH": os.defpath, "HIKERAPI_TOKEN": KEY, "HIKERKIT_STATE": folder}

        def run(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
            return subprocess.run(
                [command, *words], capture_output=True, text=True, timeout=60, cwd=folder,
                env={**own, **more}, encoding="utf-8",
            )  # fmt: skip

        version, helped = run("--version"), run("--help")
        if "cli" not in extras and version.returncode:
            assert version.returncode == 2 and "hikerkit[cli]" in version.stderr, version
            return
        assert metadata.version("hikerkit") in version.stdout, version
        assert helped.returncode == 0 and "doctor" in helped.stdout, helped
        if "mock" in extras:
            from hikerkit.mock import MockService, serve

            with serve(MockService()) as url:
                asked = run("doctor", "--format", "jsonl", HIKERKIT_BASE_URL=url)
            assert asked.returncode == 0 and "units" in asked.stdout, asked


def main() -> int:
    extras = set(sys.argv[1:])
    wrong = 0
    checks: tuple[tuple[str, Callable[[], None]], ...] = (
        ("installed here", installed_here),
        ("modules import", lambda: modules_import(extras)),
        ("a call is answered", a_call_is_answered),
        ("the mock answers", lambda: the_mock_answers(extras)),
        ("the command runs", lambda: the_command_runs(extras)),
    )
    for name, check in checks:
        with contextlib.ExitStack() as stack:
            stack.enter_context(contextlib.redirect_stdout(sys.stderr))
            try:
                check()
            except Exception as error:
                wrong += 1
                print(f"    {name}: {type(error).__name__}: {error}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
