"""The command line: one table of commands, each imported when it is used, so that help comes at once."""

import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any, Final

import click
from click.exceptions import NoArgsIsHelpError

from idp.ops.stop import Stop

COMMANDS: Final[Mapping[str, tuple[str, str]]] = {
    "demo": ("idp.ops.demo.command", "Run the demonstration municipality on this machine."),
    "serve": ("idp.ops.server.command", "Serve the provider."),
    "check": ("idp.ops.check", "Say whether configuration, policy, keys and database are in order."),
    "policy": (
        "idp.ops.policy.command",
        "See who may reach what, and try a change before it is live.",
    ),
    "keys": ("idp.ops.keys.command", "Make, list and rotate the keys that sign and decrypt."),
    "clients": ("idp.ops.clients.command", "Connect applications: add, list, change, export, apply."),
    "people": (
        "idp.ops.people.command",
        "Keep the local directory, and help people: import, search, show, why, unlock, reset.",
    ),
    "console": ("idp.ops.console", "Let the first administrator in to the console."),
    "roles": ("idp.ops.roles", "Give people roles in the console: list, give, take-back."),
    "tokens": ("idp.ops.tokens.command", "Keep hardware tokens: import, hand-out, take-back, lost, resync."),
    "database": ("idp.ops.database", "Create or upgrade the tables."),
    "backup": ("idp.ops.backup", "Copy the database and the keys while the provider runs."),
    "prune": ("idp.ops.prune", "Delete what has expired."),
    "sms": ("idp.ops.sms", "Say what text messages cost."),
    "messages": ("idp.ops.messages", "See what waits and what failed, and how the gateways are."),
    "statistics": ("idp.ops.statistics", "Show what is counted day by day, and what text messages cost."),
    "audit": ("idp.ops.audit.command", "Search and export the audit trail; verify that nobody touched it."),
    "completion": ("idp.ops.completion", "Print what a shell needs to complete commands."),
}
"""Each command's module, which holds it as `command`, and its sentence in the help."""

COMPLETES: Final = "_IDP_COMPLETE"
"""The variable by which a shell asks what may come next."""

EPILOG: Final = """\b
The first time:
  python -m idp demo                     a whole municipality to play with
\b
A provider of your own:
  python -m idp keys create              signing and sealing keys
  python -m idp database upgrade         the tables
  python -m idp check                    is everything in order?
  python -m idp serve
\b
Every command but demo reads idp.toml in the current folder; name another file with --config
or IDP_CONFIG. docs/operating.md explains the settings and the commands."""


class CommandTable(click.Group):
    """A group whose commands are imported when one is chosen, and described without being imported."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        with formatter.section("Commands"):
            formatter.write_dl([(name, sentence) for name, (_, sentence) in COMMANDS.items()])

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        try:
            return super().resolve_command(ctx, args)
        except ModuleNotFoundError as problem:
            if (problem.name or "").startswith("idp"):
                raise
            raise Stop(f"{problem.name} is not installed; run: make install") from None


@click.command(
    cls=CommandTable,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name=None, version="0.1.0", prog_name="eportal-idp")
def idp() -> None:
    """An OpenID Provider for a municipality: a password in the office, a second factor from home."""


def main(words: Sequence[str] | None = None) -> None:
    """Run the command line and leave with 0, or with 2 and one clear line on standard error.

    `words` are the arguments; None takes those the process was started with.
    """
    try:
        idp(words, prog_name="python -m idp", complete_var=COMPLETES, standalone_mode=False)
    except click.exceptions.Exit as leaving:
        sys.exit(leaving.exit_code)
    except click.ClickException as refusal:
        click.echo(describe(refusal), err=True)
        sys.exit(2)
    except click.Abort:
        sys.exit(130)


def describe(refusal: click.ClickException) -> str:
    """Return the one line about a refusal; a command that was written wrong is pointed to its help."""
    if isinstance(refusal, click.UsageError) and refusal.ctx and not isinstance(refusal, NoArgsIsHelpError):
        return f"{refusal.format_message()} See: {refusal.ctx.command_path} --help"
    return refusal.format_message()
