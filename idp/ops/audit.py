"""`idp audit`: verify that nobody has touched the audit trail."""

import click

from idp.audit.chain import Checkpoint, find_breaks
from idp.audit.events import Event, Tag
from idp.clock import system_clock
from idp.config.settings import Config
from idp.ops.configured import needs_config
from idp.ops.opened import open_database
from idp.ops.stop import Stop
from idp.signing.folder import load_secret


@click.group(name="audit")
def command() -> None:
    """Verify that nobody has touched the audit trail."""


@command.command()
@click.option(
    "--checkpoint", metavar="SEQ:HASH", help="The line an earlier run printed; shows rows cut off since."
)
@needs_config
def verify(config: Config, checkpoint: str | None) -> None:
    """Recompute the whole chain and name every row that was changed, deleted or moved.

    Rows that were pruned when their time was over are no break.

    The last line printed is a checkpoint. Keep it where whoever owns the database cannot reach it.
    """
    known = read_checkpoint(checkpoint) if checkpoint else None
    with open_database(config) as database:
        with database.begin() as stores:
            end, count = stores.audit.load_checkpoint(), stores.audit.count()
            breaks = find_breaks(
                stores.audit.load_rows(), load_secret(config.keys, "audit.key"), known or end
            )
        with database.begin() as stores:
            outcome = "broken" if breaks else "whole"
            stores.audit.record(Event(Tag.AUDIT_VERIFIED, system_clock(), outcome=outcome))
    for found in breaks:
        rows = f"row {found.first}" if found.first == found.last else f"rows {found.first}–{found.last}"
        click.echo(f"{rows}: {found.fault.value}")
    if breaks:
        raise Stop(
            "the audit trail has been touched; keep the database as it is and call your security officer"
        )
    click.echo(f"Whole: {count} rows.")
    click.echo(f"{end.seq}:{end.hash}")


def read_checkpoint(written: str) -> Checkpoint:
    """Return the checkpoint from its printed form; stop when it is not one."""
    seq, _, digest = written.partition(":")
    if not seq.isdecimal() or len(digest) != 64:
        raise Stop("a checkpoint is a number, a colon and 64 digits; copy the whole line")
    return Checkpoint(int(seq), digest)
