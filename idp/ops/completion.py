"""`idp completion`: what a shell needs to complete commands, options and choices."""

from typing import Any, Final

import click
from click.shell_completion import get_completion_class

from idp.ops.command_line import COMPLETES

SHELLS: Final = ("bash", "zsh", "fish")


@click.command(name="completion")
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print what SHELL needs to complete `idp`.

    \b
    bash   echo 'eval "$(idp completion bash)"' >> ~/.bashrc
    zsh    echo 'eval "$(idp completion zsh)"' >> ~/.zshrc
    fish   idp completion fish > ~/.config/fish/completions/idp.fish
    """
    found = get_completion_class(shell)
    whole: Any = ctx.find_root().command
    if found is not None:
        click.echo(found(whole, {}, "idp", COMPLETES).source())
