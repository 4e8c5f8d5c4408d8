"""Settings: flags first, then the environment, then hikerkit.toml; no key in a file."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from tests.python.cli.running import FOLLOWERS, KEY, Shell, pages, scripted

MANY = pages(*[[{"pk": str(n)}] for n in range(9)])


def parse_units(text: str) -> int:
    return int(text.split(" unit")[0].rsplit(" ", 1)[1])


def test_the_order_of_settings(tmp_path: Path) -> None:
    own = tmp_path / "config" / "hikerkit"
    inside = tmp_path / "a" / "b"
    own.mkdir(parents=True)
    inside.mkdir(parents=True)
    with scripted(MANY) as (url, _):
        shell = Shell(inside, url)

        def spent(*words: str, **more: str) -> int:
            ran = shell.run(*words, XDG_CONFIG_HOME=str(own.parent), **more)
            assert ran.returncode == 3, ran.stderr
            return parse_units(ran.stderr.splitlines()[-1])

        (own / "hikerkit.toml").write_text("max_units = 2\nformat = 'csv'\n")
        assert spent(*FOLLOWERS) == 2
        (tmp_path / "hikerkit.toml").write_text("max_units = 3\n")
        assert spent(*FOLLOWERS) == 3
        (tmp_path / "a" / "hikerkit.toml").write_text("max_units = 4\n")
        assert spent(*FOLLOWERS) == 4
        assert spent(*FOLLOWERS, HIKERKIT_MAX_UNITS="5") == 5
        assert spent("--max-units", "6", *FOLLOWERS, HIKERKIT_MAX_UNITS="5") == 6
        assert spent("--max-units", "6", *FOLLOWERS, "--max-units", "7") == 7
        # The user's file completes the nearest one.
        ran = shell.run(*FOLLOWERS, "--limit", "1", XDG_CONFIG_HOME=str(own.parent))
        assert ran.stdout.splitlines()[0].startswith("pk,username")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("max_unit = 3", "did you mean max_units?"),
        ("nonsense = 3", "The settings are max_units, max_cost"),
        ("retries = 'many'", "retries: 'many' is not a valid integer"),
        ("retries = true", "retries"),
        ("retries = [1]", "retries: list is not accepted here"),
        ("strict = 1", "strict"),
        ("max_age = 'soon'", "'soon' is not a duration"),
        ("refresh = true", "give --refresh as a flag"),
        ("format = 'xml'", "'xml' is not one of"),
        ("max_units = ", "is not valid TOML"),
        ("[hikerkit]\nmax_units = 3", "unknown setting"),
        ("base_url = 'https://elsewhere.example'", "only a flag, HIKERKIT_BASE_URL"),
        ("proxy = 'http://elsewhere.example'", "only a flag, HIKERKIT_PROXY"),
        ('"a\\u001b[2Jb" = 1', "unknown setting"),
    ],
)
def test_a_wrong_file_is_one_clear_line(shell: Shell, content: str, expected: str) -> None:
    (shell.folder / "hikerkit.toml").write_text(content)
    ran = shell.run(*FOLLOWERS)
    shown = " ".join(ran.stderr.split())
    assert ran.returncode == 2 and expected in shown and "hikerkit.toml" in shown
    assert "Traceback" not in shown and "\x1b" not in ran.stderr and not ran.stdout


@pytest.mark.parametrize("name", ["key", "token", "HIKERAPI_TOKEN", "access_key", "api_key"])
def test_a_key_in_a_file_is_refused_and_not_shown(shell: Shell, name: str) -> None:
    (shell.folder / "hikerkit.toml").write_text(f"{name} = '{KEY}'")
    ran = shell.run(*FOLLOWERS, "-v")
    assert ran.returncode == 2 and "set HIKERAPI_TOKEN in the environment" in ran.stderr
    assert KEY not in ran.stderr


def test_a_project_file_cannot_send_the_key_elsewhere(tmp_path: Path) -> None:
    with scripted(MANY) as (url, requests):
        (tmp_path / "hikerkit.toml").write_text(f"base_url = '{url}'")  # this machine is fine
        assert Shell(tmp_path).run(*FOLLOWERS).returncode == 0
        assert len(requests) == 9


def test_an_archive_is_relative_to_its_settings_file(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "hikerkit.toml").write_text("archive = 'hiker.db'\nmax_age = '7d'\n")
    with scripted(MANY) as (url, requests):
        for _ in range(2):
            assert Shell(inside, url).run(*FOLLOWERS).returncode == 0
        assert len(requests) == 9 and (tmp_path / "hiker.db").exists()
        ran = Shell(inside, url).run(*FOLLOWERS, "--refresh")
        assert ran.returncode == 0 and len(requests) == 18


@pytest.mark.parametrize("name", ["HIKERKIT_RETRIES", "HIKERKIT_MAX_AGE", "HIKERKIT_STRICT"])
def test_a_wrong_variable_is_named(shell: Shell, name: str) -> None:
    ran = shell.run(*FOLLOWERS, **{name: "many"})
    assert ran.returncode == 2 and name in ran.stderr and "Traceback" not in ran.stderr


def test_a_flag_gets_past_a_wrong_variable(shell: Shell) -> None:
    ran = shell.run(*FOLLOWERS, "--retries", "1", HIKERKIT_RETRIES="many")
    assert ran.returncode == 0, ran.stderr


def test_logging_and_the_key(shell: Shell) -> None:
    ran = shell.run(*FOLLOWERS, "-v", "--retries", "0", "--timeout", "none", "--deadline", "30")
    assert ran.returncode == 0 and "INFO user_followers: 200, 1 units, wire" in ran.stderr
    assert KEY not in ran.stderr + ran.stdout


def test_a_file_of_another_user_cannot_redirect_requests(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hikerkit.cli.settings.files import read_files

    (tmp_path / "hikerkit.toml").write_text("base_url = 'http://127.0.0.1:9'")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)
    assert read_files()[0]["base_url"][0] == "http://127.0.0.1:9"
    monkeypatch.setattr("hikerkit.cli.settings.files._is_own", lambda path: False)
    with pytest.raises(click.UsageError, match="only a flag, HIKERKIT_BASE_URL"):
        read_files()
