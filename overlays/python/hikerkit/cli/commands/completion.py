"""`hikerkit completion`: what a shell needs to complete commands and options."""

from __future__ import annotations

import click

_HOW = {
    "bash": "hikerkit completion bash > ~/.local/share/bash-completion/completions/hikerkit",
    "zsh": 'hikerkit completion zsh > "${fpath[1]}/_hikerkit"',
    "fish": "hikerkit completion fish > ~/.config/fish/completions/hikerkit.fish",
}


def completion_command() -> click.Command:
    """The command."""

    def run(shell: str) -> None:
        from click.shell_completion import get_completion_class

        from hikerkit.cli.app import app

        made = get_completion_class(shell)
        assert made is not None
        click.echo(made(app, {}, "hikerkit", "_HIKERKIT_COMPLETE").source())

    return click.Command(
        "completion",
        callback=run,
        params=[click.Argument(["shell"], type=click.Choice(list(_HOW)))],
        short_help="Print what a shell needs to complete commands.",
        help="Print what a shell needs to complete commands and options.\n\n\b\n"
        + "\n".join(_HOW.values()),
    )
