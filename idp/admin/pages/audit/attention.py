"""What of the trail waits for somebody: a broken chain, a checkpoint that was not written, misuse, lost messages."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from idp.admin.actor import Actor
from idp.admin.audit.checkpoint_round import find_last_written, is_same_disk, is_written
from idp.admin.audit.stores import AuditStores
from idp.admin.audit.verifying import BROKEN
from idp.admin.pages.console.parts import Attention
from idp.admin.permissions import Permission
from idp.audit.events import Tag
from idp.audit.search import Wanted
from idp.signin.visit import Visit

LATELY: Final = timedelta(hours=24)
COUNTED: Final = ((Tag.SMS_ALARM, "sms_alarm", True), (Tag.MESSAGE_FAILED, "message_failed", False))
"""What is counted of the last day, the word of its text, and whether it is urgent."""

CHAIN: Final = "/admin/audit/chain"


@dataclass(frozen=True, slots=True)
class AuditAttention:
    """Implements `FindAttention`.

    `folder` is where checkpoints go by themselves, None for nowhere; `keys` is the folder of the keys.
    """

    read: Callable[[], AbstractContextManager[AuditStores]]
    folder: Path | None
    keys: Path

    def __call__(self, actor: Actor, visit: Visit) -> tuple[Attention, ...]:
        """Return what waits, for those who may read the trail."""
        if not actor.may(Permission.AUDIT_READ):
            return ()
        with self.read() as stores:
            return (*self._find_faults(stores), *find_lately(stores, visit))

    def _find_faults(self, stores: AuditStores) -> Iterator[Attention]:
        latest = stores.verifications.load_latest()
        if latest is not None and latest.outcome == BROKEN:
            yield Attention("console_audit.attention.broken", CHAIN, {}, is_urgent=True)
        if self.folder is None:
            return
        last = find_last_written(stores)
        if last is not None and not is_written(last):
            yield Attention("console_audit.attention.missed", CHAIN, {}, is_urgent=True)
        elif is_same_disk(self.folder, self.keys):
            yield Attention("console_audit.attention.same_disk", CHAIN, {})


def find_lately(stores: AuditStores, visit: Visit) -> Iterator[Attention]:
    """Yield what happened in the last day and should not have, with how often."""
    search = stores.audit_search
    end = search.find_end()
    for tag, word, is_urgent in COUNTED:
        count = search.count(Wanted(tags=(tag,), since=visit.now - LATELY), end)
        if count:
            path = f"/admin/audit?kind={tag.value}"
            yield Attention(f"console_audit.attention.{word}", path, {"n": count}, is_urgent=is_urgent)
