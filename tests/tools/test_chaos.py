"""`scripts/chaos` says what it saw, and can fail: a client that is careless is told."""

from __future__ import annotations

import pytest

from hikerkit.mock import Ledger, Received
from scripts.tools.chaos import command, mixed
from scripts.tools.chaos.judge import paid


def entry(
    target: str, units: int = 1, delivered: bool = True, fault: str | None = None
) -> Received:
    return Received(1, 0.0, "k", "GET", target, "any", 200, units, delivered, fault)


def ledger(*entries: Received) -> Ledger:
    made = Ledger()
    for each in entries:
        made.add(each)
    return made


def test_charges_are_sorted() -> None:
    found = paid(
        ledger(
            entry("/a"), entry("/a"), entry("/b", delivered=False, fault="reset-body"), entry("/b"),
            entry("/c", fault="cut-json"), entry("/c"), entry("/d", units=0), entry("/e", 2),
            entry("/f", fault="delay=9"), entry("/f", fault="overlap=3"), entry("/f"),
            entry("/g", fault="500;charged=true"),
        )
    )  # fmt: skip
    assert (found.needed, found.unknown, found.damaged, found.beyond) == (6, 3, 1, 2)


def test_a_short_run_keeps_every_promise(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["faults"]) == 0
    said = capsys.readouterr().out
    assert "reset-body                       2        2  1 spent, 1 uncertain" in said
    assert "every promise holds" in said


def test_mixed_faults_lose_and_double_nothing() -> None:
    found = mixed.mixed(6)
    assert (found.runs, found.lost, found.doubled, found.paid.beyond, found.misbooked) == (
        6, 0, 0, 0, 0,
    )  # fmt: skip
    assert found.errors and found.paid.unknown and found.paid.needed >= 6 * mixed.PAGES


def test_a_careless_client_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One that hands over what it has already, and pays for it again."""
    walk = mixed._walk

    def careless(service: object) -> object:
        first, errors, usage, verdict = walk(service)  # type: ignore[arg-type]
        again, *_ = walk(service)  # type: ignore[arg-type]
        return first[5:] + again[-3:], errors, usage, verdict

    monkeypatch.setattr(mixed, "_walk", careless)
    monkeypatch.setattr(command, "mixed", lambda runs: mixed.mixed(1))
    assert command.main(["mixed"]) == 1
    said = capsys.readouterr().out
    for what in ("items lost", "items doubled", "units paid beyond"):
        line = next(line for line in said.splitlines() if what in line)
        assert line.startswith("MISSED")


def test_a_part_that_is_none_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        command.main(["raet"])
    assert stopped.value.code == 2 and "there is no part 'raet'" in capsys.readouterr().err
