"""`idp tokens import`: take in the tokens of a file, all of them or none."""

import sys
from pathlib import Path

import click

from idp.clock import system_clock
from idp.config.settings import Config
from idp.methods.tokens.cupboard import Taken
from idp.methods.tokens.draft import MOST_BYTES, Draft, Fault, WrongFile
from idp.methods.tokens.read_csv import read_csv
from idp.ops.configured import needs_config
from idp.ops.output import json_option, print_json, print_table
from idp.ops.stop import Stop
from idp.ops.token_desk import open_desk

HEADS = ("line", "serial", "type", "algorithm", "digits", "period", "counter")


@click.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--key-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Holds the key agreed on with the vendor, in hexadecimal or base64.",
)
@click.option("--password", "has_password", is_flag=True, help="Ask for the password of an encrypted file.")
@click.option("--preview", is_flag=True, help="Show what the file holds, and add nothing.")
@click.option("--yes", is_flag=True, help="Add without asking.")
@json_option
@needs_config
def import_command(
    config: Config,
    file: Path,
    key_file: Path | None,
    has_password: bool,
    preview: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Take in tokens from a CSV or PSKC file (RFC 6030).

    Every line is judged before anything is added; one that is wrong keeps the whole file out. Secrets are never shown.
    """
    read = read_file(file, key_file, ask_password() if has_password else None)
    drafts = tuple(one for one in read if isinstance(one, Draft))
    with open_desk(config) as desk:
        faults = [one for one in read if isinstance(one, Fault)] + list(desk.cupboard.check(drafts))
        show(drafts, as_json=as_json)
        if faults:
            for fault in sorted(faults, key=lambda one: one.line):
                click.echo(f"line {fault.line}: {fault.says}", err=True)
            raise Stop(f"{file.name} has {len(faults)} faults; nothing was added")
        if not drafts:
            raise Stop(f"{file.name} holds no tokens")
        if preview:
            return
        if not yes:
            click.confirm(f"Add {len(drafts)} tokens?", abort=True, err=True)
        try:
            desk.cupboard.add(drafts, system_clock())
        except Taken as taken:
            raise Stop(f"{taken}: somebody has added this token meanwhile; nothing was added") from None
    click.echo(
        f"Added {len(drafts)} tokens. Delete {file.name}: whoever reads it can make their codes.", err=True
    )


def read_file(path: Path, key_file: Path | None, password: str | None) -> tuple[Draft | Fault, ...]:
    """Return what the file states; stop when it cannot be read."""
    if path.stat().st_size > MOST_BYTES:
        raise Stop(f"{path.name} is larger than 5 MiB")
    data = path.read_bytes()
    try:
        if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            return read_csv(data)
        from idp.methods.tokens.read_pskc import Unlock, read_key_bytes, read_pskc  # noqa: PLC0415 - an extra

        key = None
        if key_file is not None:
            key = read_key_bytes(key_file.read_text(encoding="utf-8", errors="replace"))
            if key is None:
                raise Stop(f"{key_file.name} must hold the key in hexadecimal or base64")
        return read_pskc(data, Unlock(key, password))
    except WrongFile as problem:
        raise Stop(f"{path.name}: {problem}") from None


def ask_password() -> str:
    """Return the password of the file, asked for without showing it, or the first line of a pipe."""
    if sys.stdin.isatty():
        asked: str = click.prompt("Password of the file", hide_input=True, err=True)
        return asked
    return sys.stdin.readline().rstrip("\n")


def show(drafts: tuple[Draft, ...], *, as_json: bool) -> None:
    """Print what the file holds, without its secrets."""
    rows = [
        (
            draft.line,
            draft.serial,
            draft.make.kind.value,
            draft.make.algorithm.value,
            draft.make.digits,
            draft.make.period_seconds or "",
            draft.counter,
        )
        for draft in drafts
    ]
    if as_json:
        print_json([dict(zip(HEADS, row, strict=True)) for row in rows])
    else:
        print_table(HEADS, rows)
