"""Files that appear complete or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hikerkit._utils.files import create_file, part_path, replacing


def test_a_file_is_replaced_on_success(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("old")
    with replacing(path) as part, create_file(part) as file:
        file.write(b"new")
        assert path.read_text() == "old" and Path(part).parent == tmp_path
    assert path.read_text() == "new" and list(tmp_path.iterdir()) == [path]


def test_a_file_is_kept_on_errors(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("old")
    with pytest.raises(KeyboardInterrupt), replacing(path) as part, create_file(part):
        raise KeyboardInterrupt
    assert path.read_text() == "old" and list(tmp_path.iterdir()) == [path]


def test_a_created_file_is_private_and_new(tmp_path: Path) -> None:
    path = part_path(tmp_path / "x")
    with create_file(path) as file:
        assert os.fstat(file.fileno()).st_mode & 0o077 == 0
    with pytest.raises(FileExistsError):
        create_file(path)
