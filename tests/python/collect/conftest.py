"""Fixtures: the mock service, and a shell in an empty folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

for name in ("click", "rich", "uvicorn", "dlt", "duckdb", "pyarrow"):
    pytest.importorskip(name, reason="collecting is an extra")

from hikerkit.mock import MockService, serve
from tests.python.cli.running import Shell


@pytest.fixture
def service() -> MockService:
    return MockService(list_size=120, page_size=50)


@pytest.fixture
def shell(tmp_path: Path, service: MockService) -> Iterator[Shell]:
    with serve(service) as url:
        yield Shell(tmp_path, url)
