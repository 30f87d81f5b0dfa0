"""Passwords on the command line: asked for, never an argument, because arguments are seen by everybody."""

import sys
from typing import Final

import click

from idp.config.settings import Config
from idp.people.hasher import Hasher

FEWEST_CHARACTERS: Final = 15
"""What a password that may stand alone needs (NIST SP 800-63B-4, section 3.1.1.2)."""


def ask_password(_ctx: click.Context, _option: click.Parameter, is_piped: bool) -> str:
    """Return the password from standard input's first line, or asked for twice."""
    if is_piped:
        password = sys.stdin.readline().rstrip("\n")
    else:
        password = click.prompt(
            f"Password, at least {FEWEST_CHARACTERS} characters", hide_input=True, confirmation_prompt=True
        )
    if len(password) < FEWEST_CHARACTERS:
        fault = f"write at least {FEWEST_CHARACTERS} characters; several words are easiest."
        raise click.BadParameter(fault, param_hint="the password")
    return password


password_option = click.option(
    "--password-stdin",
    "password",
    is_flag=True,
    callback=ask_password,
    help="Read the password from standard input.",
)


def build_hasher(config: Config) -> Hasher:
    """Return the hasher with the configured cost."""
    cost = config.passwords
    return Hasher(memory_kib=cost.memory_kib, iterations=cost.iterations, concurrent=cost.concurrent)
