"""The runner of seeded faults: a fault caught, a fault missed, and one that cannot be applied."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from scripts.tools.mutation import patches, run, sides, tree
from scripts.tools.mutation.fault import Fault, Side

ROOT = Path(__file__).parents[2]
CODE = "overlays/python/hikerkit/version.py"
SOURCE = "def two():\n    return 2  # because\n"
TEST = """
from hikerkit.version import two
def test_two():
    assert two() == 2
"""


def fault(name: str, old: str, new: str, *, breaks: str = "It.", file: str = CODE) -> Fault:
    """A fault that replaces one line."""
    diff = f"--- a/{file}\n+++ b/{file}\n@@ -2 +2 @@\n-{old}\n+{new}\n"
    return patches.parse(name, f"breaks: {breaks}\n{diff}")


RETURN = "    return 2  # because"
GOOD = fault("three", RETURN, "    return 3", breaks="It is three.")
IDLE = fault("nothing", RETURN, "    return 2", breaks="Nothing at all.")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A repository with one function and one test."""
    for name in ("overlays/python/hikerkit", "generated/python/hikerkit_api", "tests"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "__init__.py").touch()
    (tmp_path / CODE).write_text(SOURCE)
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
    ("wrong", "why"),
    [
        (fault("gone", "    return 4", "    return 3"), "occurs 0 times"),
        (fault("part", "return 2", "return 3"), "occurs 0 times"),
        (fault("broken", RETURN, "    return ("), "is not valid Python"),
        (
            fault("nowhere", "a", "b", file="overlays/python/x.py"),
            "overlays/python/x.py does not exist",
        ),
        (fault("outside", "", "b", file="tests/test_two.py"), "is not in"),
        (fault("unloaded", "def two():", "def one():"), "the tests do not run"),
    ],
    ids=lambda value: value.name if isinstance(value, Fault) else "",
)
def test_a_fault_that_cannot_be_judged_is_an_error(small: Path, wrong: Fault, why: str) -> None:
    status, said = outcome(small, GOOD, wrong)
    assert status == run.UNUSABLE and f"mutants: {wrong.name}" in said and why in said


def test_lines_are_found_wherever_they_are_but_only_when_unique() -> None:
    assert patches.apply(GOOD, f"# moved\n\n{SOURCE}") == "# moved\n\ndef two():\n    return 3\n"
    with pytest.raises(patches.PatchError, match="three: what it replaces occurs 2 times"):
        patches.apply(GOOD, SOURCE + "    return 2  # because\n")


@pytest.mark.parametrize(
    "text",
    [
        "--- a/x.py\n+++ b/x.py\n@@ -1 +1 @@\n-a\n+b\n",
        "breaks: It.\n",
        "breaks: It.\n--- a/x.py\n+++ b/x.py\n",
        "breaks: It.\nsecond: x\n--- a/x.py\n+++ b/x.py\n@@ -1 +1 @@\n-a\n+b\n",
        "breaks: It.\n--- a/x.py\n+++ b/x.py\n@@ -1 +1 @@\n-a\nb\n",
    ],
    ids=["no header", "no diff", "no hunk", "unknown header", "not a diff"],
)
def test_a_file_that_is_not_a_patch_is_refused(text: str) -> None:
    with pytest.raises(patches.PatchError, match=r"^odd: "):
        patches.parse("odd", text)


def test_a_patch_has_as_much_context_as_it_needs() -> None:
    text = "a\nx\nb\nx\n"
    second = patches.parse("second", "breaks: It.\n--- a/f\n+++ b/f\n@@ -9,2 +9,2 @@\n b\n-x\n+y\n")
    patch = patches.format_patch(second, text)
    assert patch.endswith("@@ -3,2 +3,2 @@\n b\n-x\n+y\n")
    assert patches.parse("second", patch) == second
    first = patches.parse(
        "first", "breaks: It.\n--- a/f\n+++ b/f\n@@ -1,3 +1,3 @@\n-a\n+c\n x\n b\n"
    )
    assert patches.format_patch(first, text).endswith("@@ -1 +1 @@\n-a\n+c\n")


def test_a_misspelt_name_gets_the_right_one(small: Path) -> None:
    status, said = outcome(small, GOOD, names=("tree",))
    assert status == run.UNUSABLE and "unknown fault 'tree'; did you mean three?" in said


def test_tests_that_fail_without_a_fault_judge_nothing(small: Path) -> None:
    (small / CODE).write_text("def two():\n    return 5 - 4\n    return 2  # because\n")
    status, said = outcome(small, GOOD)
    assert status == run.UNUSABLE and "fail with no fault: tests/test_two.py::test_two" in said


@pytest.mark.parametrize("name", sides.NAMES)
def test_every_fault_still_applies_and_says_what_it_breaks(name: str) -> None:
    side = sides.load(name)
    tree.check(ROOT, side.faults)
    for fault in side.faults:
        assert fault.breaks.endswith(".") and fault.name == fault.name.lower()
        assert fault.first in ("", *side.tests)
    for test in side.tests:
        assert (ROOT / test).exists()
