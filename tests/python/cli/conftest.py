"""Fixtures of the command line: a folder of its own, and the mock over a socket."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("click", reason="the command line is an extra")
pytest.importorskip("rich", reason="the command line is an extra")
pytest.importorskip("uvicorn", reason="these tests ask the mock")

from hikerkit.mock import MockService, serve
from tests.python.cli.running import Shell


@pytest.fixture(scope="session")
def mock_service() -> MockService:
    return MockService(list_size=120, page_size=50)


@pytest.fixture(scope="session")
def mock_url(mock_service: MockService) -> Iterator[str]:
    with serve(mock_service) as url:
        yield url


@pytest.fixture
def shell(tmp_path: Path, mock_url: str) -> Shell:
    return Shell(tmp_path, mock_url)
