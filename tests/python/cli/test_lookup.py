"""Names in place of ids."""

from __future__ import annotations

import json
import re

import pytest
from hikerkit_api import api

from hikerkit.mock import MockService, serve
from tests.python.cli.running import Shell

WITH_IDS = [
    operation for operation in api.operations()
    if any(p.named_by == "id" and p.names_a == "account" for p in operation.parameters)
]  # fmt: skip


@pytest.mark.parametrize("operation", WITH_IDS, ids=lambda o: o.id)
def test_every_operation_that_expects_an_id_accepts_a_name(shell: Shell, operation: object) -> None:
    resource, name = operation.resource, operation.name.replace("_", "-")  # type: ignore[attr-defined]
    paged = ["--limit", "5"] if operation.page else []  # type: ignore[attr-defined]
    ran = shell.run(resource, name, "natgeo", *paged)
    by_id = shell.run(resource, name, "787132", *paged)
    assert ran.returncode == 0 and ran.stdout == by_id.stdout and ran.stdout
    assert "looking up the id of natgeo: 1 unit (user by-username)" in ran.stderr
    assert "looking up" not in by_id.stderr
    assert "A name works too" in " ".join(shell.run(resource, name, "--help").stdout.split())


def test_the_archive_knows_a_name_free_of_charge(shell: Shell) -> None:
    service = MockService(list_size=20)
    with serve(service) as url:
        shell.url = url
        words = ("user", "following", "@NatGeo", "--archive", "a.db", "--limit", "10")
        first = shell.run(*words)
        second = shell.run(*words)
        assert "looking up the id of NatGeo: 1 unit" in first.stderr
        assert second.returncode == 0 and "looking up" not in second.stderr
        assert second.stdout == first.stdout and "saved by the archive" in second.stderr
        price = json.loads(shell.run(*words, "--estimate", "--per-page", "50").stdout)
        assert price["units_min"] == 1 and "look up" not in price["assumption"]
        assert not service.ledger.paid_twice()
        assert "looking up" in shell.run(*words, "--refresh").stderr


def test_the_lookup_gives_the_length_of_the_list(shell: Shell) -> None:
    service = MockService(cut_at=3)
    (person,) = service.accounts("capped", 1)
    with serve(service) as url:
        shell.url = url
        ran = shell.run("user", "followers", person.name)
    assert ran.returncode == 5
    assert re.search(r"^cut off by the service, [0-9,]+ expected: 3 items", ran.stderr, re.M)


def test_an_estimate_sends_nothing_and_needs_no_key(shell: Shell) -> None:
    words = ("user", "followers", "natgeo", "--limit", "120", "--estimate")
    shell.url = "http://127.0.0.1:9"  # nobody is there
    ran = shell.run(*words, "--per-page", "50", "--unit-price", "0.001", HIKERAPI_TOKEN=None)
    price = json.loads(ran.stdout)
    assert ran.returncode == 0 and (price["units_min"], price["units_max"]) == (2, 4)
    assert (price["cost_min"], price["cost_max"]) == (0.002, 0.004)
    assert "1 unit to look up natgeo" in price["assumption"]
    unbounded = json.loads(shell.run(*words).stdout)
    assert unbounded["units_max"] is None and "--per-page" in unbounded["assumption"]
    single = json.loads(shell.run("user", "stories", "1", "--force", "--estimate").stdout)
    assert single["units_max"] == 1


def test_a_budget_includes_the_lookup(shell: Shell) -> None:
    ran = shell.run("user", "followers", "natgeo", "--max-units", "2", "-o", "x.jsonl")
    assert (
        ran.returncode == 3 and "787132 for natgeo and add: -o x.rest.jsonl --page-id" in ran.stderr
    )
    assert "1 page, 1 unit" in ran.stderr and (shell.folder / "x.partial.jsonl").exists()
