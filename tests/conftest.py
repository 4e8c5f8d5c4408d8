"""Fixtures: the documented answers, and one face for the sync and the async client."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import settings

from tests.sync_async import Face

# How long an example takes says more of the machine than of the code.
settings.register_profile("tests", deadline=None)
settings.load_profile("tests")

SPEC: dict[str, Any] = json.loads((files("hikerkit_api") / "openapi.json").read_bytes())


def documented() -> dict[str, Any]:
    """The documented answer of every operation that has one, by operation id."""
    found = {}
    for item in SPEC["paths"].values():
        operation = item["get"]
        media = operation["responses"]["200"]["content"]["application/json"]
        for example in media.get("examples", {}).values():
            name = example["$ref"].rsplit("/", 1)[1]
            found[operation["operationId"]] = SPEC["components"]["examples"][name]["value"]
    return found


def requests_of_examples() -> dict[str, Any]:
    """What was asked for, by operation id, where it is not the examples of the parameters."""
    found = {}
    for item in SPEC["paths"].values():
        media = item["get"]["responses"]["200"]["content"]["application/json"]
        for example in media.get("examples", {}).values():
            node = SPEC["components"]["examples"][example["$ref"].rsplit("/", 1)[1]]
            found[item["get"]["operationId"]] = node.get("x-request", {})
    return found


@pytest.fixture(scope="session")
def bodies() -> dict[str, Any]:
    return documented()


@pytest.fixture(params=["sync", "async"])
def face(request: pytest.FixtureRequest) -> Face:
    return Face(request.param)


@pytest.fixture(autouse=True)
def no_settings_from_outside(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    # Made where it is needed.
    monkeypatch.setenv("HIKERKIT_STATE", str(tmp_path_factory.getbasetemp() / uuid.uuid4().hex))
    for name in ("HIKERAPI_TOKEN", "HIKERKIT_BASE_URL", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


class Clock:
    """Clocks that only go on while the client sleeps, or when a test says so."""

    def __init__(self) -> None:
        self.time = 1_000.0
        self.wall = 1_800_000_000.0
        self.naps: list[float] = []

    def go_on(self, seconds: float) -> None:
        self.time += seconds
        self.wall += seconds

    def sleep(self, seconds: float) -> None:
        self.naps.append(seconds)
        self.go_on(seconds)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The client's clocks and its sleep, without any real waiting."""
    made = Clock()

    async def sleep(seconds: float) -> None:
        made.sleep(seconds)

    monkeypatch.setattr("hikerkit._utils.clock.now", lambda: made.time)
    monkeypatch.setattr("hikerkit._utils.clock.wall", lambda: made.wall)
    monkeypatch.setattr("hikerkit.layers.drivers.time.sleep", made.sleep)
    monkeypatch.setattr("anyio.sleep", sleep)
    return made


@pytest.fixture
def naps(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """Seconds that the client would have slept; it does not sleep."""
    slept: list[float] = []

    async def nap(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr("hikerkit.layers.drivers.time.sleep", slept.append)
    monkeypatch.setattr("anyio.sleep", nap)
    yield slept
