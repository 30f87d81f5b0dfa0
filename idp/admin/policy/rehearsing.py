"""Rehearses drafts in the background: asked for in one process, run in whichever comes first, read in any."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Protocol

import msgspec

from idp.admin.actor import Actor
from idp.admin.permissions import Permission
from idp.admin.policy.drafting import name_actor
from idp.admin.policy.judging import judge
from idp.admin.policy.outcomes import Faulty, Refused
from idp.admin.policy.rehearsal_result import RehearsalResult, build_result
from idp.admin.policy.trail import TAGS, read_trail
from idp.audit.events import Tag
from idp.audit.history import Happening
from idp.audit.trail import Trail
from idp.chance import Chance
from idp.oidc.clients.client import ClientStore
from idp.people.person import Person
from idp.policy.drafts.draft import DraftStore
from idp.policy.drafts.in_force import find_version
from idp.policy.drafts.rehearsal_run import KEPT_FOR, RehearsalRun, RehearsalStore, RunState
from idp.policy.drafts.version import VersionStore
from idp.policy.question import Subject
from idp.policy.review.rehearsal import rehearse
from idp.policy.rules import Policy

MOST_DAYS: Final = 90
MOST_EVENTS: Final = 1_000_000
"""Events that are read at most, the latest ones; the result says when less than the wish was read."""


class TrailPages(Protocol):
    """Reads everybody's events a page at a time."""

    def find_first(self, since: datetime) -> int:
        """Return the place of the first event that is not older."""
        ...

    def find_last(self) -> int:
        """Return the place of the last event; 0 without any."""
        ...

    def list_page(self, tags: tuple[Tag, ...], first: int, last: int) -> tuple[tuple[Happening, ...], int]:
        """Return the happenings of one page, and the place that the next begins at; after `last` at the end."""
        ...


class LocalPeople(Protocol):
    """Knows the people of the local directory."""

    def find_person(self, person_id: str) -> Person | None:
        """Return the person; None when another directory knows them, or nobody."""
        ...


class RehearsalStores(Protocol):
    """A unit of work that holds what a rehearsal reads and writes."""

    @property
    def audit(self) -> Trail: ...
    @property
    def clients(self) -> ClientStore: ...
    @property
    def people(self) -> LocalPeople: ...
    @property
    def policy_drafts(self) -> DraftStore: ...
    @property
    def policy_rehearsals(self) -> RehearsalStore: ...
    @property
    def policy_versions(self) -> VersionStore: ...
    @property
    def trail_pages(self) -> TrailPages: ...


Begin = Callable[[], AbstractContextManager[RehearsalStores]]


@dataclass(frozen=True, slots=True)
class Rehearsing:
    """Asks for rehearsals, and runs one at each turn of a round.

    `file_text` is the policy that is in force while nothing was published; `session` is how long a sign-in lasts, and so
    how much further back proofs are read.
    """

    begin: Begin
    read: Begin
    chance: Chance
    realms: tuple[str, ...]
    session: timedelta
    file_text: str = field(repr=False)

    def ask(self, actor: Actor, draft_id: str, days: int, now: datetime) -> RehearsalRun | Refused | Faulty:
        """Ask for a rehearsal of the draft as it is now."""
        actor.check(Permission.POLICY_DRAFT)
        with self.read() as stores:
            draft = stores.policy_drafts.find(draft_id)
        if draft is None:
            return Refused.GONE
        if isinstance(judged := judge(draft.text, self.realms), Faulty):
            return judged
        run = RehearsalRun(
            run_id=self.chance.identifier(),
            draft_id=draft_id,
            revision=draft.revision,
            days=max(1, min(days, MOST_DAYS)),
            asked_by=name_actor(actor),
            asked_at=now,
            expires_at=now + KEPT_FOR,
        )
        with self.begin() as stores:
            stores.policy_rehearsals.add(run)
            details: dict[str, str | int] = {
                "draft_id": draft_id,
                "revision": draft.revision,
                "days": run.days,
            }
            stores.audit.record(actor.describe(Tag.POLICY_REHEARSED, now, details=details))
        return run

    def find_latest(self, draft_id: str) -> tuple[RehearsalRun, RehearsalResult | None] | None:
        """Return the draft's latest rehearsal with what came of it; None when there was none."""
        with self.read() as stores:
            run = stores.policy_rehearsals.find_latest(draft_id)
        if run is None:
            return None
        return run, msgspec.json.decode(run.result, type=RehearsalResult) if run.result else None

    def run(self, now: datetime) -> None:
        """Run one rehearsal that waits, if there is one."""
        with self.begin() as stores:
            run = stores.policy_rehearsals.claim(now)
            draft = stores.policy_drafts.find(run.draft_id) if run else None
            version = find_version(stores.policy_versions) if run else None
        if run is None:
            return
        before = judge(version.text if version else self.file_text, self.realms)
        after = judge(draft.text, self.realms) if draft and draft.revision == run.revision else None
        result, state = None, RunState.FAILED
        if isinstance(before, Policy) and isinstance(after, Policy):
            result, state = self._rehearse(run, before, after, now), RunState.DONE
        with self.begin() as stores:
            told = msgspec.json.encode(result).decode() if result else None
            stores.policy_rehearsals.finish(run.run_id, state, told, now)

    def _rehearse(self, run: RehearsalRun, before: Policy, after: Policy, now: datetime) -> RehearsalResult:
        since = run.asked_at - timedelta(days=run.days)
        with self.read() as stores:
            services = read_services(stores.clients, before.default_service)
            last = stores.trail_pages.find_last()
            wished = stores.trail_pages.find_first(since - self.session)
        first = max(wished, last - MOST_EVENTS + 1)
        happenings = read_trail(self._walk(run, first, last, now), services)
        found = rehearse(before, after, happenings, self._find_subject, since)
        return build_result(found, is_cut=first > wished)

    def _walk(self, run: RehearsalRun, first: int, last: int, now: datetime) -> Iterator[Happening]:
        """Yield everything from one place to another, telling after each page how far it has come."""
        at, total = first, max(last - first + 1, 0)
        while at <= last:
            with self.read() as stores:
                page, next_at = stores.trail_pages.list_page(TAGS, at, last)
            yield from page
            at = next_at
            with self.begin() as stores:
                stores.policy_rehearsals.tell(run.run_id, min(at - first, total), total, now)

    def _find_subject(self, person_id: str) -> Subject | None:
        with self.read() as stores:
            person = stores.people.find_person(person_id)
        return Subject(person.groups, person.realm, person.is_active) if person else None


def read_services(clients: ClientStore, default: str | None) -> Mapping[str, str | None]:
    """Return the service of each application."""
    return {client.client_id: client.service or default for client in clients.list()}
