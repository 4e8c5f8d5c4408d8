"""Collect into Postgres, on a temporary server; skipped if Postgres is not installed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

psycopg2 = pytest.importorskip("psycopg2", reason="Postgres is an extra")

from hikerkit.mock import MockService
from tests.python.cli.running import Shell

_PATHS = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
INITDB = shutil.which("initdb") or (str(_PATHS[-1]) if _PATHS else None)
pytestmark = pytest.mark.skipif(INITDB is None, reason="Postgres is not installed")
PASSWORD = "a-password-of-the-tests"


@pytest.fixture
def server() -> Iterator[str]:
    """The URL of an empty database, without the password."""
    # Postgres refuses to run as root, so another user runs it.
    other_user: Any = {"user": "nobody", "extra_groups": []} if os.geteuid() == 0 else {}
    with tempfile.TemporaryDirectory(prefix="hikerkit-pg-") as folder:
        place = Path(folder) / "data"
        (Path(folder) / "password").write_text(PASSWORD)
        for path in (Path(folder), Path(folder) / "password"):
            shutil.chown(path, "nobody") if other_user else None
        tools = Path(str(INITDB)).parent
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        subprocess.run(
            [str(INITDB), "-D", str(place), "-U", "tester", "-A", "scram-sha-256",
             "--pwfile", f"{folder}/password", "--no-sync", "-E", "UTF8"],
            check=True, capture_output=True, cwd="/", **other_user,
        )  # fmt: skip
        process = subprocess.Popen(
            [str(tools / "postgres"), "-D", str(place), "-p", str(port), "-k", folder,
             "-h", "127.0.0.1", "-F"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/", **other_user,
        )  # fmt: skip
        try:
            for _ in range(300):
                with socket.socket() as probe:
                    if not probe.connect_ex(("127.0.0.1", port)):
                        break
                time.sleep(0.1)
            yield f"postgresql://tester@127.0.0.1:{port}/postgres"
        finally:
            process.terminate()
            process.wait(30)


def test_two_runs_into_postgres(shell: Shell, service: MockService, server: str) -> None:
    words = ("collect", "natgeo", "--lists", "profile,followers,reels", "--limit", "70")
    for _ in range(2):
        ran = shell.run(*words, "--into", server, PGPASSWORD=PASSWORD)
        assert ran.returncode == 0, ran.stderr
        assert PASSWORD not in ran.stderr and "into postgresql://127.0.0.1" in ran.stderr
    connection = psycopg2.connect(server, password=PASSWORD)
    try:
        cursor = connection.cursor()
        cursor.execute(
            "SELECT count(*), count(DISTINCT run_id), count(DISTINCT object_id) FROM relations "
            "WHERE relation = 'followers'"
        )
        assert cursor.fetchall() == [(140, 2, 70)]
        cursor.execute("SELECT count(*), min(pg_typeof(seen_at)::text) FROM account_history")
        assert cursor.fetchall() == [(2, "timestamp with time zone")]
    finally:
        connection.close()
    for path in shell.folder.rglob("*"):
        assert not path.is_file() or PASSWORD.encode() not in path.read_bytes(), path


def test_unreachable_server(shell: Shell, service: MockService) -> None:
    gone = "postgresql://tester:secret-word@127.0.0.1:9/postgres"
    ran = shell.run("collect", "natgeo", "--into", gone)
    assert ran.returncode == 1 and "Traceback" not in ran.stderr
    assert "postgresql://127.0.0.1:9/postgres" in ran.stderr and "secret-word" not in ran.stderr
