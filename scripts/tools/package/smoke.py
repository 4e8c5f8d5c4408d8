"""Smoke test of an installed hikerkit. Arguments: the installed extras.

The Python that runs it has hikerkit and its dependencies only, no pytest and nothing else of this
repository. It prints failures and exits with status 1.
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


def check_installed() -> None:
    """The imported packages are the installed ones, with `py.typed` and the spec."""
    import hikerkit_api

    import hikerkit

    for package in (hikerkit, hikerkit_api):
        assert package.__file__ and Path(package.__file__).resolve().is_relative_to(SITE), package
        assert (files(package.__name__) / "py.typed").is_file(), package.__name__
    assert hikerkit.__version__ == metadata.version("hikerkit")
    assert json.loads((files("hikerkit_api") / "openapi.json").read_bytes())["paths"]


def check_imports(extras: set[str]) -> None:
    """Every module imports, unless it needs an extra that is not installed."""
    missing = packages_of(all_extras() - extras) - packages_of(extras)
    modules = {name.replace("-", "_") for name in missing}
    import hikerkit

    for module in pkgutil.walk_packages(hikerkit.__path__, "hikerkit.", onerror=lambda name: None):
        try:
            importlib.import_module(module.name)
        except ImportError as error:
            cause: BaseException = error
            while cause.__cause__ is not None:
                cause = cause.__cause__
            top = (getattr(cause, "name", None) or "").partition(".")[0]
            assert top in modules, f"{module.name}: {error}"


def packages_of(extras: set[str]) -> set[str]:
    """The packages that these extras require."""
    packages = set()
    for requirement in metadata.requires("hikerkit") or []:
        name = re.match(r"[\w.-]+", requirement)
        extra = re.search(r"extra == ['\"]([\w-]+)", requirement)
        if name and extra and extra[1] in extras:
            packages.add(name[0].lower())
    return packages


def all_extras() -> set[str]:
    """All extras of hikerkit."""
    return set(metadata.metadata("hikerkit").get_all("Provides-Extra") or [])


class ExampleTransport:
    """A transport that returns the examples of the spec."""

    def __init__(self) -> None:
        from hikerkit.spec.document import Document, packaged_spec

        self.sent = 0
        self._document = Document(packaged_spec())

    def body(self, operation: str) -> Any:
        """The example of an operation; None if there is none."""
        (raw,) = (o for _, _, o in self._document.operations() if o["operationId"] == operation)
        return next((e["value"] for e in self._document.examples(raw).values()), None)

    def send(self, request: Any) -> Any:
        """The example of the operation."""
        from hikerkit.transports.base import RawResponse

        self.sent += 1
        content = json.dumps(self.body(request.operation)).encode()
        return RawResponse(200, {"content-type": "application/json"}, content, request.url)

    def close(self) -> None:
        """Nothing to close."""


def calls(hiker: Any) -> Iterator[tuple[Any, Callable[[], Any]]]:
    """Each operation, and a call of it with the example arguments of the spec."""
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


def check_calls() -> None:
    """The client returns every example complete, and a second time from the archive."""
    from hikerkit import Hiker

    with tempfile.TemporaryDirectory() as folder:
        examples = ExampleTransport()
        archive = os.path.join(folder, "hiker.db")
        with Hiker(KEY, transport=examples, archive=archive) as hiker:
            for _ in range(2):
                for operation, call in calls(hiker.with_response):
                    # Lists return pages; free calls are not archived.
                    if operation.page or not operation.units:
                        continue
                    if examples.body(operation.id) is not None:
                        body = call().body
                        data = body.to_dict() if hasattr(body, "to_dict") else body
                        assert data == examples.body(operation.id), operation.id
            assert hiker.usage.replayed == examples.sent > 5
            assert KEY not in repr(hiker)


def check_mock(extras: set[str]) -> None:
    """Every operation against the mock; without the extra, an error that names it."""
    from hikerkit import Hiker, HikerError

    try:
        from hikerkit.mock import MockService, MockTransport
    except ImportError as error:
        assert "mock" not in extras and "hikerkit[mock]" in str(error), error
        return
    service = MockService(list_size=60)
    with Hiker(KEY, transport=MockTransport(service)) as hiker:
        for operation, call in calls(hiker):
            result = call()
            if operation.page is not None:
                assert len(list(result)) > 40, operation.id
    assert not service.ledger.paid_twice()
    try:
        Hiker(KEY, strict=True).close()
    except HikerError as error:
        assert not {"strict", "mock"} & extras and "hikerkit[strict]" in str(error)


def check_command(extras: set[str]) -> None:
    """`hikerkit` prints its version and help; without the extra, an error that names it."""
    with tempfile.TemporaryDirectory() as folder:
        command = Path(sysconfig.get_path("scripts")) / "hikerkit"
        environment = {
            "HOME": folder,
            "PATH": os.defpath,
            "HIKERAPI_TOKEN": KEY,
            "HIKERKIT_STATE": folder,
        }

        def run(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
            return subprocess.run(
                [command, *words], capture_output=True, text=True, timeout=60, cwd=folder,
                env={**environment, **more}, encoding="utf-8",
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
                ran = run("doctor", "--format", "jsonl", HIKERKIT_BASE_URL=url)
            assert ran.returncode == 0 and "units" in ran.stdout, ran


def main() -> int:
    extras = set(sys.argv[1:])
    failures = 0
    checks: tuple[tuple[str, Callable[[], None]], ...] = (
        ("installed", check_installed),
        ("imports", lambda: check_imports(extras)),
        ("calls", check_calls),
        ("mock", lambda: check_mock(extras)),
        ("command", lambda: check_command(extras)),
    )
    for name, check in checks:
        with contextlib.ExitStack() as stack:
            stack.enter_context(contextlib.redirect_stdout(sys.stderr))
            try:
                check()
            except Exception as error:
                failures += 1
                print(f"    {name}: {type(error).__name__}: {error}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
