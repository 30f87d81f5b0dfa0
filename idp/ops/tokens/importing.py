"""`idp tokens import`: take in the tokens of a file, all of them or none."""

import sys
from pathlib import Path

import click

from idp.admin.tokens.wording import say_fault
from idp.clock import system_clock
from idp.config.settings import Config
from idp.i18n import load_catalogues
from idp.methods.tokens.cupboard import Taken
from idp.methods.tokens.draft import MOST_BYTES, Draft
from idp.methods.tokens.wrong import WrongFile
from idp.ops.configured import needs_config
from idp.ops.output import json_option, print_json, print_table
from idp.ops.people.house import open_house
from idp.ops.stop import Stop

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
    data, key = read_file(file, key_file)
    english = load_catalogues()["en"]
    password, now = ask_password() if has_password else "", system_clock()
    with open_house(config) as desk:
        importing = desk.house.importing
        try:
            made = importing.preview(desk.actor, data, now, key=key, password=password)
        except WrongFile as wrong:
            raise Stop(f"{file.name}: {say_fault(wrong, english)}") from None
        show(made.drafts, as_json=as_json)
        for fault in made.faults:
            click.echo(f"line {fault.line}: {say_fault(fault, english)}", err=True)
        if made.faults:
            raise Stop(f"{file.name} has {len(made.faults)} faults; nothing was added")
        if made.import_id is None:
            raise Stop(f"{file.name} holds no tokens")
        if preview:
            return
        if not yes:
            click.confirm(f"Add {len(made.drafts)} tokens?", abort=True, err=True)
        added = importing.apply(desk.actor, made.import_id, now)
    if isinstance(added, Taken):
        raise Stop(f"{added}: somebody has added this token meanwhile; nothing was added")
    click.echo(f"Added {added} tokens. Delete {file.name}: whoever reads it can make their codes.", err=True)


def read_file(path: Path, key_file: Path | None) -> tuple[bytes, str]:
    """Return what the file and the file of its key hold; stop when it is too large."""
    if path.stat().st_size > MOST_BYTES:
        raise Stop(f"{path.name} is larger than 5 MiB")
    key = key_file.read_text(encoding="utf-8", errors="replace").strip() if key_file else ""
    return path.read_bytes(), key


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
