"""Ends a command with one clear line and exit code 2."""

import click


class Stop(click.ClickException):
    """Says what is wrong and what to do about it; nobody sees a stack trace."""

    exit_code = 2
