"""The project's own lint checks: layout and imports of containing packages."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("grimp", reason="comes with import-linter")

from scripts.tools.lint import ancestors, layout


def write(path: Path, text: str = '"""A module."""\n') -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A tree that breaks no rule."""
    for number in range(layout.MOST_FILES):
        write(tmp_path / layout.PACKAGE / "cli" / f"m{number}.py")
    for number in range(layout.MOST_FILES_AT_ROOT):
        write(tmp_path / layout.PACKAGE / f"m{number}.py")
    write(tmp_path / layout.PACKAGE / "__pycache__" / "m.pyc", "")
    write(tmp_path / "scripts/tools/a.py", '"""A."""\n' + "x = 1\n" * (layout.MOST_LINES - 1))
    write(tmp_path / "tests/__init__.py", "")
    write(tmp_path / "overlays/python/templates/a.py.jinja", "{{ name }}\n")
    return tmp_path


def test_a_tree_as_it_should_be_has_no_findings(root: Path) -> None:
    assert list(layout.findings(root)) == []


@pytest.mark.parametrize(
    ("path", "text", "finding"),
    [
        (f"{layout.PACKAGE}/py.typed", "", ": 9 files, 8 at most"),
        (f"{layout.PACKAGE}/cli/py.typed", "", ": 14 files, 13 at most"),
        ("scripts/tools/b.py", '"""B."""\n' + "x = 1\n" * 300, ": 301 lines, 300 at most"),
        ("tests/test_b.py", "x = 1\n", ": no docstring"),
        ("overlays/python/templates/b.py.jinja", "x = 1\n", ": no Jinja in it"),
    ],
)
def test_each_broken_rule_is_named_with_its_path(
    root: Path, path: str, text: str, finding: str
) -> None:
    write(root / path, text)
    (found,) = layout.findings(root)
    assert finding in found and found.startswith(path.removesuffix("/py.typed"))


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package named `lint_sample` that can be imported."""
    write(tmp_path / "lint_sample/__init__.py")
    write(tmp_path / "lint_sample/low/__init__.py")
    write(tmp_path / "lint_sample/low/a.py", "from lint_sample.low import b\n")
    write(tmp_path / "lint_sample/low/b.py")
    monkeypatch.syspath_prepend(tmp_path)
    yield tmp_path / "lint_sample"
    for name in [name for name in sys.modules if name.startswith("lint_sample")]:
        del sys.modules[name]


def test_a_module_may_import_its_siblings_through_their_package(package: Path) -> None:
    assert list(ancestors.findings(package.name)) == []


def test_imports_of_a_containing_package_are_findings_even_when_lazy(package: Path) -> None:
    write(package / "low/b.py", "def f():\n    from lint_sample.low import name\n")
    assert list(ancestors.findings(package.name)) == ["lint_sample.low.b (l.2) -> lint_sample.low"]
