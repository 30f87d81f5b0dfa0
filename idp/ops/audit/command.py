"""`idp audit`: verify that nobody has touched the audit trail, and read what it says."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from idp.admin.audit.checkpoint_desk import CheckpointDesk
from idp.admin.audit.verifying import Verifying
from idp.audit.chain import Break, Checkpoint, Row, judge_chain
from idp.audit.checkpoints import BadCheckpoint, read_plain, read_signed
from idp.audit.export import BadExport, read_json
from idp.chance import SystemChance
from idp.clock import system_clock
from idp.config.settings import Config
from idp.ops.acting import read_operator
from idp.ops.audit.export import export
from idp.ops.audit.search import search
from idp.ops.configured import needs_config
from idp.ops.opened import open_database
from idp.ops.progress import Tell, show_progress
from idp.ops.stop import Stop
from idp.signing.private_file import write_private
from idp.storage.unit_of_work import Database

TOUCHED = "the audit trail has been touched; keep the database as it is and call your security officer"
a_file = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(name="audit")
def command() -> None:
    """Search and export the audit trail, and verify that nobody has touched it."""


@command.command()
@click.option(
    "--checkpoint",
    metavar="FILE|SEQ:HASH",
    help="What `audit checkpoint` or an earlier run wrote; shows rows cut off since.",
)
@click.option(
    "--export", "exported", type=a_file, help="Verify a whole export in JSON Lines, not the database."
)
@needs_config
def verify(config: Config, checkpoint: str | None, exported: Path | None) -> None:
    """Recompute the whole chain and name every row that was changed, emptied, deleted, moved or cut off.

    Rows that were pruned, or lost their fields, when their time was over are no break.

    The last line printed is a checkpoint. Keep it where whoever owns the database cannot reach it.
    """
    with open_database(config) as database:
        key = database.audit_key
        known = read_checkpoint(config, key, checkpoint) if checkpoint else None
        if exported is not None:
            with read_export(exported) as rows:
                verdict = judge_chain(rows, key, *([known] if known else []))
            show_verdict(verdict.breaks, exported.name, verdict.emptied)
            return
        with show_progress("Reading the trail") as tell:
            found = build_verifying(database, key, tell).run(read_operator(), system_clock(), known)
    show_verdict(found.breaks, f"{found.total} rows", found.emptied)
    click.echo(f"{found.end.seq}:{found.end.hash}")


@command.command()
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="A file; else standard output."
)
@needs_config
def checkpoint(config: Config, output: Path | None) -> None:
    """Sign where the chain ends now; keep it where whoever owns the database cannot reach it.

    `audit verify --checkpoint FILE` sees with it whether later somebody cut rows off the end or began another chain.
    """
    with open_database(config) as database:
        key = database.audit_key
        desk = CheckpointDesk(database.begin, database.read, key, config.issuer)
        signed = desk.make(read_operator(), system_clock())
    if output is None:
        click.echo(signed.token)
        return
    try:
        write_private(output, f"{signed.token}\n".encode())
    except OSError as problem:
        raise Stop(f"{output}: {problem.strerror}") from None
    click.echo(f"Signed: row {signed.end.seq}. Copy {output} off this machine.")


def build_verifying(database: Database, key: bytes, tell: Tell) -> Verifying:
    """Return what checks the chain while the command waits."""
    identifier = SystemChance().identifier
    return Verifying(database.begin, database.read, key, system_clock, identifier, lambda work: work(), tell)


def read_checkpoint(config: Config, key: bytes, written: str) -> Checkpoint:
    """Return the checkpoint in a file, or as it was printed; stop when it is neither, or was not signed by us."""
    path = Path(written)
    try:
        if not path.is_file():
            return read_plain(written)
        found, made_at = read_signed(
            key, config.issuer, path.read_text(encoding="ascii", errors="replace").strip()
        )
    except BadCheckpoint as problem:
        raise Stop(str(problem)) from None
    click.echo(f"The checkpoint is ours: row {found.seq}, {made_at:%Y-%m-%d %H:%M} UTC.")
    return found


@contextmanager
def read_export(path: Path) -> Iterator[Iterator[Row]]:
    """Yield the rows of an export; stop at a line that is none."""
    with path.open(encoding="utf-8") as lines:
        try:
            yield read_json(lines)
        except UnicodeDecodeError:
            raise Stop(
                f"{path} is not text in UTF-8; only a whole export in the form jsonl can be verified"
            ) from None
        except BadExport as problem:
            raise Stop(f"{path}: {problem}; only a whole export in the form jsonl can be verified") from None


def show_verdict(breaks: tuple[Break, ...], what: str, emptied: int) -> None:
    """Print each break and stop; or say that all of it is whole, and how much of it is rightly empty."""
    for found in breaks:
        rows = f"row {found.first}" if found.first == found.last else f"rows {found.first}–{found.last}"
        click.echo(f"{rows}: {found.fault.value}")
    if breaks:
        raise Stop(TOUCHED)
    click.echo(f"Whole: {what}.")
    if emptied:
        click.echo(f"Without their fields, because the time of their kind was over: {emptied} rows.")


for further in (search, export):
    command.add_command(further)
