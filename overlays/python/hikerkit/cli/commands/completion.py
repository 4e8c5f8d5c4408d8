"""`hikerkit completion`: shell completion for commands and options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

_INSTALL = {
    "bash": "hikerkit completion bash > ~/.local/share/bash-completion/completions/hikerkit",
    "zsh": 'hikerkit completion zsh > "${fpath[1]}/_hikerkit"',
    "fish": "hikerkit completion fish > ~/.config/fish/completions/hikerkit.fish",
}


def completion_command() -> click.Command:
    """The command."""

    @click.pass_context
    def run(ctx: click.Context, /, shell: str) -> None:
        completion = get_completion_class(shell)
        assert completion is not None
        root = ctx.find_root().command
        click.echo(completion(root, {}, "hikerkit", "_HIKERKIT_COMPLETE").source())

    return click.Command(
        "completion",
        callback=run,
        params=[click.Argument(["shell"], type=click.Choice(list(_INSTALL)))],
        short_help="Print the completion script of a shell.",
        help="Print the completion script of a shell.\n\n\b\n" + "\n".join(_INSTALL.values()),
    )
