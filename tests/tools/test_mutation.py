"""The runner of seeded faults: what it says of a fault caught, of one missed, of a wrong one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from scripts.tools.mutation import client, run, server, tree
from scripts.tools.mutation.fault import Fault, Side

ROOT = Path(__file__).parents[2]
CODE = "overlays/python/hikerkit/version.py"
TEST = """
from hikerkit.version import two
def test_two():
    assert two() == 2
"""
GOOD = Fault("three", "It is three.", CODE, "return 2", "return 3")
IDLE = Fault("nothing", "Nothing at all.", CODE, "# said", "# told")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A repository with one function and one test."""
    for name in ("overlays/python/hikerkit", "generated/python/hikerkit_api", "tests"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "__init__.py").touch()
    (tmp_path / CODE).write_text("def two():\n    return 2  # said\n")
    (tmp_path / "tests/test_two.py").write_text(TEST)
    (tmp_path / "pyproject.toml").write_text("[tool.pytest.ini_options]\ntimeout = 9\n")
    return tmp_path


def outcome(root: Path, *faults: Fault, names: tuple[str, ...] = ()) -> tuple[int, str]:
    """Exit status and output of a run; in a process of its own, for it forks."""
    side = Side(tests=("tests/test_two.py",), faults=faults)
    code = (
        "import sys; from pathlib import Path; from scripts.tools.mutation import run\n"
        "from scripts.tools.mutation.fault import Fault, Side\n"
        f"sys.exit(run.main({side!r}, {names!r}, Path({str(root)!r})))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def content(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_a_caught_fault_names_the_test_and_the_tree_is_untouched(small: Path) -> None:
    before = content(small)
    status, said = outcome(small, GOOD)
    assert status == run.ALL_CAUGHT, said
    assert "three       caught  tests/test_two.py::test_two" in said and "assert 3 == 2" in said
    assert "1 of 1 faults caught" in said
    assert content(small) == before


def test_a_fault_that_changes_nothing_is_missed(small: Path) -> None:
    status, said = outcome(small, GOOD, IDLE)
    assert status == run.MISSED, said
    assert "nothing     missed  Nothing at all." in said and "1 of 2 faults caught" in said
    status, said = outcome(small, GOOD, IDLE, names=("three",))
    assert status == run.ALL_CAUGHT and "nothing" not in said


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (Fault("gone", "", CODE, "return 4", "return 3"), "stands 0 times"),
        (Fault("often", "", CODE, "t", "b"), "stands 2 times"),
        (Fault("broken", "", CODE, "return 2", "return ("), "is no Python any more"),
        (
            Fault("nowhere", "", "overlays/python/x.py", "a", "b"),
            "there is no overlays/python/x.py",
        ),
        (Fault("outside", "", "tests/test_two.py", "two", "b"), "is in none of"),
        (Fault("unloaded", "", CODE, "def two", "def one"), "the tests do not run"),
        (Fault("three", "", CODE, "return 2", "return 4"), "two faults have this name"),
    ],
    ids=lambda value: value.name if isinstance(value, Fault) else "",
)
def test_a_fault_that_cannot_be_judged_is_an_error(small: Path, fault: Fault, why: str) -> None:
    status, said = outcome(small, GOOD, fault)
    assert status == run.UNUSABLE and f"mutants: {fault.name}" in said and why in said


def test_a_misspelt_name_gets_the_right_one(small: Path) -> None:
    status, said = outcome(small, GOOD, names=("tree",))
    assert status == run.UNUSABLE and "there is no fault 'tree'; did you mean three?" in said


def test_tests_that_fail_without_a_fault_judge_nothing(small: Path) -> None:
    (small / CODE).write_text("def two():\n    return 5 - 4  # return 2\n")
    status, said = outcome(small, GOOD)
    assert status == run.UNUSABLE and "fail with no fault: tests/test_two.py::test_two" in said


@pytest.mark.parametrize("side", [client.SIDE, server.SIDE], ids=["client", "server"])
def test_every_listed_fault_still_applies_and_says_what_it_breaks(side: Side) -> None:
    tree.check(ROOT, side.faults)
    for fault in side.faults:
        assert fault.breaks.endswith(".") and fault.name == fault.name.lower()
    for test in side.tests:
        assert (ROOT / test).exists()
