"""Writes a signed checkpoint to the operator's folder every so often, and says in the trail whether it could.

The folder is to lie on another machine or medium, mounted here: a checkpoint on the disk of the database proves nothing
against whoever has that disk. Nothing but the trail is needed to know when the last one was written.
"""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from idp.admin.audit.checkpoint_desk import SIGNED, Made, read_made
from idp.admin.audit.stores import AuditStores
from idp.audit.chain import Checkpoint
from idp.audit.checkpoints import sign_checkpoint
from idp.audit.events import Event, Tag
from idp.audit.search import Wanted
from idp.signing.private_file import write_private

FOLDER: Final = "folder"
"""How a checkpoint left that was written by itself."""

FAILED: Final = "failed"
RETRY: Final = timedelta(minutes=15)
LOOKED_AT: Final = 50
"""Checkpoints that are looked through for the last that was written by itself."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CheckpointRound:
    """Implements `Round`. `every` is how often; a failure is tried again sooner."""

    begin: Callable[[], AbstractContextManager[AuditStores]]
    read: Callable[[], AbstractContextManager[AuditStores]]
    key: bytes
    issuer: str
    folder: Path
    every: timedelta

    def run(self, now: datetime) -> None:
        """Write a checkpoint when it is time; twice in two processes is no harm."""
        with self.read() as stores:
            last = find_last_written(stores)
            end = stores.audit.load_checkpoint()
        if end.seq == 0 or (last is not None and not self._is_due(last, now)):
            return
        outcome = self._write(end, now)
        details: dict[str, str | int] = {"row": end.seq, "way": FOLDER}
        with self.begin() as stores:
            stores.audit.record(Event(Tag.AUDIT_CHECKPOINTED, now, outcome=outcome, details=details))

    def _is_due(self, last: Made, now: datetime) -> bool:
        """Say whether the last is old enough, or of a time to come: the clock was wrong then, and says nothing now."""
        age = now - last.at
        return age >= (self.every if is_written(last) else RETRY) or age < -RETRY

    def _write(self, end: Checkpoint, now: datetime) -> str:
        """Write the file; return whether it worked. The folder is never made here: an empty mount point is no mount."""
        path = self.folder / f"checkpoint-{now:%Y%m%dT%H%M%SZ}-{end.seq}.jwt"
        try:
            write_private(path, f"{sign_checkpoint(self.key, self.issuer, end, now)}\n".encode())
        except OSError as problem:
            log.warning("audit checkpoint not written errno=%s", problem.errno)
            return FAILED
        return SIGNED


def find_last_written(stores: AuditStores) -> Made | None:
    """Return the last checkpoint that was written to the folder, or should have been; None for none."""
    page = stores.audit_search.find_page(Wanted(tags=(Tag.AUDIT_CHECKPOINTED,)), None, LOOKED_AT)
    return next((made for made in map(read_made, page.rows) if made.way == FOLDER), None)


def is_written(made: Made) -> bool:
    """Say whether the checkpoint reached the folder."""
    return made.outcome == SIGNED


def is_same_disk(folder: Path, other: Path) -> bool:
    """Say whether both lie on one device; yes when the folder is away, since nothing is known of it then."""
    try:
        return folder.stat().st_dev == other.stat().st_dev
    except OSError:
        return True
