"""Into Postgres: a server of its own, where this machine has one to start."""

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

_PLACES = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
INITDB = shutil.which("initdb") or (str(_PLACES[-1]) if _PLACES else None)
pytestmark = pytest.mark.skipif(INITDB is None, reason="there is no Postgres here to start")
PASSWORD = "a-password-of-the-tests"


@pytest.fixture
def server() -> Iterator[str]:
    """URL of an empty database, without the password."""
    # It refuses to run as root; a folder that another user may enter.
    as_other: Any = {"user": "nobody", "extra_groups": []} if os.geteuid() == 0 else {}
    with tempfile.TemporaryDirectory(prefix="hikerkit-pg-") as folder:
        place = Path(folder) / "data"
        (Path(folder) / "password").write_text(PASSWORD)
        for path in (Path(folder), Path(folder) / "password"):
            shutil.chown(path, "nobody") if as_other else None
        tools = Path(str(INITDB)).parent
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        subprocess.run(
            [str(INITDB), "-D", str(place), "-U", "tester", "-A", "scram-sha-256",
             "--pwfile", f"{folder}/password", "--no-sync", "-E", "UTF8"],
            check=True, capture_output=True, cwd="/", **as_other,
        )  # fmt: skip
        process = subprocess.Popen(
            [str(tools / "postgres"), "-D", str(place), "-p", str(port), "-k", folder,
             "-h", "127.0.0.1", "-F"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/", **as_other,
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


def test_twice_into_postgres(shell: Shell, service: MockService, server: str) -> None:
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


def test_a_server_that_is_not_there(shell: Shell, service: MockService) -> None:
    gone = "postgresql://tester:secret-word@127.0.0.1:9/postgres"
    ran = shell.run("collect", "natgeo", "--into", gone)
    assert ran.returncode == 1 and "Traceback" not in ran.stderr
    assert "postgresql://127.0.0.1:9/postgres" in ran.stderr and "secret-word" not in ran.stderr
