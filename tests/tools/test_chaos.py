"""`scripts/chaos` prints its results, and fails for a careless client."""

from __future__ import annotations

import pytest

from hikerkit.mock import Ledger, Received
from scripts.tools.chaos import command, mixed
from scripts.tools.chaos.judge import sort_charges


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
    charges = sort_charges(
        ledger(
            entry("/a"), entry("/a"), entry("/b", delivered=False, fault="reset-body"), entry("/b"),
            entry("/c", fault="cut-json"), entry("/c"), entry("/d", units=0), entry("/e", 2),
            entry("/f", fault="delay=9"), entry("/f", fault="overlap=3"), entry("/f"),
            entry("/g", fault="500;charged=true"),
        )
    )  # fmt: skip
    assert (charges.needed, charges.unknown, charges.damaged, charges.repeated) == (6, 3, 1, 2)


def test_short_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["faults"]) == 0
    output = capsys.readouterr().out
    assert "reset-body                       2        2  1 spent, 1 uncertain" in output
    assert "every promise holds" in output


def test_mixed_faults_lose_and_duplicate_nothing() -> None:
    result = mixed.run_mixed(6)
    assert result.runs == 6 and result.misbooked == 0
    assert (result.lost, result.duplicates, result.charges.repeated) == (0, 0, 0)
    assert result.errors and result.charges.unknown and result.charges.needed >= 6 * mixed.PAGES


def test_careless_client_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A client that repeats items, and pays for them again."""
    read = mixed._read

    def careless(service: object) -> object:
        first, errors, usage, verdict = read(service)  # type: ignore[arg-type]
        again, *_ = read(service)  # type: ignore[arg-type]
        return first[5:] + again[-3:], errors, usage, verdict

    monkeypatch.setattr(mixed, "_read", careless)
    monkeypatch.setattr(command, "run_mixed", lambda runs: mixed.run_mixed(1))
    assert command.main(["mixed"]) == 1
    output = capsys.readouterr().out
    for what in ("items lost", "duplicate items", "units for responses that it had"):
        line = next(line for line in output.splitlines() if what in line)
        assert line.startswith("MISSED")


def test_unknown_part(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit:
        command.main(["raet"])
    assert exit.value.code == 2 and "unknown part 'raet'" in capsys.readouterr().err
