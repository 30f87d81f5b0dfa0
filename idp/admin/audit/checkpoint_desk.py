"""Signs where the chain ends, and tells which checkpoints have been made."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from idp.admin.actor import Actor
from idp.admin.audit.stores import AuditStores
from idp.admin.permissions import Permission
from idp.audit.chain import Checkpoint, Row
from idp.audit.checkpoints import read_either, sign_checkpoint
from idp.audit.events import Tag
from idp.audit.search import Wanted, read_fields

SIGNED: Final = "signed"
DOWNLOAD: Final = "download"
"""How a checkpoint left that somebody made by hand."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A checkpoint and its signed form."""

    end: Checkpoint
    made_at: datetime
    token: str


@dataclass(frozen=True, slots=True)
class Made:
    """A checkpoint that was made, as the trail tells of it: which row, how it left, by whom, and whether it did."""

    at: datetime
    seq: int
    way: str
    by: str
    outcome: str


@dataclass(frozen=True, slots=True)
class CheckpointDesk:
    """Makes checkpoints and reads them. `key` signs; `issuer` is this provider."""

    begin: Callable[[], AbstractContextManager[AuditStores]]
    read: Callable[[], AbstractContextManager[AuditStores]]
    key: bytes
    issuer: str

    def make(self, actor: Actor, now: datetime) -> Signed:
        """Sign where the chain ends now; that it was done is the next row."""
        actor.check(Permission.AUDIT_EXPORT)
        with self.begin() as stores:
            end = stores.audit.load_checkpoint()
            details: dict[str, str | int] = {"row": end.seq, "way": DOWNLOAD}
            stores.audit.record(actor.describe(Tag.AUDIT_CHECKPOINTED, now, outcome=SIGNED, details=details))
        return Signed(end, now, sign_checkpoint(self.key, self.issuer, end, now))

    def list_made(
        self, actor: Actor, limit: int, before: int | None = None
    ) -> tuple[tuple[Made, ...], int | None]:
        """Return the checkpoints that were made last, the newest first, and the row that older ones lie before."""
        actor.check(Permission.AUDIT_READ)
        with self.read() as stores:
            page = stores.audit_search.find_page(Wanted(tags=(Tag.AUDIT_CHECKPOINTED,)), before, limit)
        return tuple(read_made(row) for row in page.rows), page.more_before

    def read_checkpoint(self, written: str) -> tuple[Checkpoint, datetime | None]:
        """Return a checkpoint in its signed or its printed form, and when it was signed. Raises BadCheckpoint."""
        return read_either(self.key, self.issuer, written)


def read_made(row: Row) -> Made:
    """Return what a row says of the checkpoint that was made."""
    fields = read_fields(row)
    seq = fields.get("row")
    told = (str(fields.get(name, "")) for name in ("way", "by", "outcome"))
    return Made(row.at, seq if isinstance(seq, int) else 0, *told)
