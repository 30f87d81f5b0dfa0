"""Checks the whole chain in the background, tells how far it has come, and keeps what was found."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from idp.admin.actor import Actor
from idp.admin.audit.desk import read_rows
from idp.admin.audit.stores import AuditStores
from idp.admin.permissions import Permission
from idp.audit.chain import Checkpoint, Row, Verdict, judge_chain
from idp.audit.events import Tag
from idp.audit.search import Wanted
from idp.audit.verification import Verification
from idp.clock import Clock

STALLED_AFTER: Final = timedelta(minutes=2)
"""One that has told nothing for so long was cut off: the process that ran it ended."""

STEP: Final = 20_000
"""Rows between two words of how far it has come."""

MOST_BREAKS: Final = 1000
"""Breaks that are kept one by one; the rest are counted."""

WHOLE: Final = "whole"
BROKEN: Final = "broken"
EVERYTHING: Final = Wanted()
NO_END: Final = 2**62

Spawn = Callable[[Callable[[], None]], None]
"""Run a piece of work beside the request that asked for it."""


@dataclass(frozen=True, slots=True)
class Verifying:
    """Runs checks of the chain, one at a time."""

    begin: Callable[[], AbstractContextManager[AuditStores]]
    read: Callable[[], AbstractContextManager[AuditStores]]
    key: bytes
    clock: Clock
    identifier: Callable[[], str]
    spawn: Spawn
    tell: Callable[[int, int], None] = lambda _done, _total: None
    """Be told how many of how many rows are read."""

    def load_latest(self, actor: Actor) -> Verification | None:
        """Return the check that was begun last; None before the first."""
        actor.check(Permission.AUDIT_READ)
        with self.read() as stores:
            return stores.verifications.load_latest()

    def start(self, actor: Actor, now: datetime, against: Checkpoint | None = None) -> Verification:
        """Begin a check in the background and return it; one that is under way is returned instead."""
        actor.check(Permission.AUDIT_READ)
        with self.begin() as stores:
            stores.verifications.lock()
            latest = stores.verifications.load_latest()
            if latest is not None and is_running(latest, now):
                return latest
            end = stores.audit.load_checkpoint()
            total = stores.audit_search.count(EVERYTHING, end.seq)
            begun = Verification(
                self.identifier(), actor.actor_id, now, now, total, done=0, end=end, against=against
            )
            stores.verifications.add(begun)
        self.spawn(lambda: self._run(actor, begun))
        return begun

    def run(self, actor: Actor, now: datetime, against: Checkpoint | None = None) -> Verification:
        """Check the chain now and return what was found, for whoever waits at a terminal."""
        begun = replace(self, spawn=lambda work: work()).start(actor, now, against)
        return self.load_latest(actor) or begun

    def _run(self, actor: Actor, begun: Verification) -> None:
        verdict = self._judge(begun)
        found = verdict.breaks
        outcome, now = (BROKEN if found else WHOLE), self.clock()
        ended = replace(
            begun,
            moved_at=now,
            done=begun.total,
            outcome=outcome,
            break_count=len(found),
            breaks=found[:MOST_BREAKS],
            emptied=verdict.emptied,
        )
        details: dict[str, str | int] = {
            "row_count": begun.total,
            "break_count": len(found),
            "emptied_count": verdict.emptied,
        }
        with self.begin() as stores:
            stores.verifications.move(ended)
            stores.audit.record(actor.describe(Tag.AUDIT_VERIFIED, now, outcome=outcome, details=details))

    def _judge(self, begun: Verification) -> Verdict:
        """Return what the chain shows; once more when the beginning was pruned while it was read, which looks like a gap."""
        known = [begun.end, *([begun.against] if begun.against else [])]
        first = self._find_first()
        verdict = judge_chain(self._watch(begun), self.key, *known)
        if verdict.breaks and self._find_first() != first:
            verdict = judge_chain(self._watch(begun), self.key, *known)
        return verdict

    def _find_first(self) -> int:
        with self.read() as stores:
            rows, _ = stores.audit_search.read_some(EVERYTHING, 0, NO_END)
        return rows[0].seq if rows else 0

    def _watch(self, begun: Verification) -> Iterator[Row]:
        """Yield every row of the trail, those written meanwhile too: they may answer for what was pruned or emptied."""
        for done, row in enumerate(read_rows(self.read, EVERYTHING, 0, NO_END), 1):
            if done % STEP == 0:
                come = replace(begun, done=min(done, begun.total), moved_at=self.clock())
                with self.begin() as stores:
                    stores.verifications.move(come)
                self.tell(come.done, come.total)
            yield row


def is_running(verification: Verification, now: datetime) -> bool:
    """Say whether the check goes on: it has not ended, and was heard of a moment ago."""
    return verification.outcome is None and now - verification.moved_at < STALLED_AFTER


def percent_done(verification: Verification) -> int:
    """Return how much of the chain is read, in whole percent."""
    return verification.done * 100 // verification.total if verification.total else 100
