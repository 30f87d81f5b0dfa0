"""Puts a draft, a file or an earlier version in force, through the same checks: promises, two people, no lock-out.

What was judged is what is published: if another version came meanwhile, nothing is.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from idp.admin.actor import Actor
from idp.admin.permissions import Permission
from idp.admin.policy.drafting import check_written, describe, name_actor, step, tidy
from idp.admin.policy.judging import judge
from idp.admin.policy.outcomes import Faulty, Refused
from idp.admin.policy.stores import Begin, PolicyStores
from idp.admin.roles.keeping import Keeping
from idp.audit.events import Tag
from idp.people.person import Person
from idp.policy.address import parse_address
from idp.policy.drafts.administrators import Administrators
from idp.policy.drafts.draft import Draft, DraftState
from idp.policy.drafts.in_force import find_version
from idp.policy.drafts.lockout import LockedOut, Publisher, find_lockout
from idp.policy.drafts.marking import has_changes, list_marked
from idp.policy.drafts.version import Origin, Version
from idp.policy.question import Subject
from idp.policy.rules import Policy

Published = Version | Refused | Faulty | LockedOut


class Overtaken(Exception):
    """Somebody published or took another step meanwhile: the unit of work is rolled back."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(refused)
        self.refused = refused


@dataclass(frozen=True, slots=True)
class Publishing:
    """Publishes. `file_text` is the policy that is in force while nothing was published; `marked` are the services
    that take two, `keeping` knows who must not be locked out. `idle` is how long a session lives.
    """

    begin: Begin
    find_person: Callable[[str, datetime], Person | None]
    realms: tuple[str, ...]
    keeping: Keeping
    marked: tuple[str, ...]
    idle: timedelta
    file_text: str = field(repr=False)

    def publish(self, actor: Actor, draft_id: str, revision: int, now: datetime) -> Published:
        """Put a draft in force: an approved one, or one whose change is not marked."""
        actor.check(Permission.POLICY_PUBLISH)
        with self.begin() as stores:
            draft, version = stores.policy_drafts.find(draft_id), find_version(stores.policy_versions)
            earlier = stores.policy_versions.find(draft.returns_to) if draft and draft.returns_to else None
        if draft is None:
            return Refused.GONE
        if not draft.is_live:
            return Refused.NOT_OPEN
        if draft.based_on != (version.number if version else 0):
            return Refused.STALE
        is_approved = draft.state is DraftState.APPROVED
        if objection := self.find_objection(actor, version, draft.text, now, is_approved=is_approved):
            return objection
        is_return = earlier is not None and earlier.text == draft.text
        wanted = Version(
            number=draft.based_on + 1,
            text=draft.text,
            origin=Origin.RETURN if is_return else Origin.DRAFT,
            reason=draft.reason,
            author_id=draft.author_ids[0],
            publisher_id=name_actor(actor),
            published_at=now,
            approver_id=draft.approver_id,
            source=str(draft.returns_to) if is_return else draft.draft_id,
        )
        return self._put_in_force(actor, wanted, now, draft, revision)

    def publish_text(
        self,
        actor: Actor,
        text: str,
        reason: str,
        now: datetime,
        *,
        is_alone: bool,
        based_on: int | None = None,
    ) -> Published:
        """Put a file in force, from the machine. `is_alone` does without the second person, which is recorded."""
        actor.check(Permission.POLICY_PUBLISH)
        if refused := check_written(text, reason):
            return refused
        with self.begin() as stores:
            version = find_version(stores.policy_versions)
        number = version.number if version else 0
        if based_on not in {None, number}:
            return Refused.STALE
        if objection := self.find_objection(actor, version, tidy(text), now, is_approved=is_alone):
            return objection
        name = name_actor(actor)
        wanted = Version(number + 1, tidy(text), Origin.COMMAND, tidy(reason).strip(), name, name, now)
        return self._put_in_force(actor, wanted, now)

    def roll_back(
        self, actor: Actor, number: int, reason: str, now: datetime, *, is_alone: bool = False
    ) -> Published:
        """Put an earlier version in force again. A marked change takes a draft that a second person approves."""
        actor.check(Permission.POLICY_PUBLISH)
        if refused := check_written("", reason):
            return refused
        with self.begin() as stores:
            version, earlier = find_version(stores.policy_versions), stores.policy_versions.find(number)
        if version is None or earlier is None:
            return Refused.GONE
        if objection := self.find_objection(actor, version, earlier.text, now, is_approved=is_alone):
            return objection
        name = name_actor(actor)
        wanted = Version(
            version.number + 1,
            earlier.text,
            Origin.RETURN,
            tidy(reason).strip(),
            earlier.author_id,
            name,
            now,
            source=str(number),
        )
        return self._put_in_force(actor, wanted, now)

    def find_objection(
        self, actor: Actor, version: Version | None, text: str, now: datetime, *, is_approved: bool
    ) -> Refused | Faulty | LockedOut | None:
        """Return why this text may not follow the version in force; None when it may."""
        after = judge(text, self.realms)
        if isinstance(after, Faulty):
            return after
        before = judge(self.text_of(version), self.realms)
        if isinstance(before, Faulty):
            return None if is_approved else Refused.NEEDS_APPROVAL
        if version is not None and text == version.text:
            return Refused.UNCHANGED
        publisher, administrators = self.find_publisher(actor, after, now), self.find_administrators(now)
        if found := find_lockout(before, after, publisher, administrators, now):
            return found
        needs_two = has_changes(before, after) and list_marked(before, after, self.marked)
        return Refused.NEEDS_APPROVAL if needs_two and not is_approved else None

    def find_publisher(self, actor: Actor, after: Policy, now: datetime) -> Publisher | None:
        """Return the administrator as the draft would see them; None for a program and the operator on the machine."""
        if actor.sid is None or actor.person_id is None:
            return None
        person = self.find_person(actor.person_id, now)
        if person is None:
            return None
        with self.begin() as stores:
            session = stores.sessions.find_by_sid(actor.sid, now, self.idle)
        methods = tuple(event.method for event in session.events) if session else ()
        who = Subject(person.groups, person.realm, person.is_active)
        return Publisher(who, methods, find_zone(after, actor))

    def find_administrators(self, now: datetime) -> Administrators:
        """Return everybody who administers now, in whatever directory they are."""
        keeping = self.keeping.look(now)
        with self.keeping.begin() as stores:
            return keeping.find_all(stores, now)

    def text_of(self, version: Version | None) -> str:
        """Return a version's text, or the file's when there is none."""
        return version.text if version else self.file_text

    def _put_in_force(
        self, actor: Actor, wanted: Version, now: datetime, draft: Draft | None = None, revision: int = 0
    ) -> Version | Refused:
        """Write the version, and what became of its draft, in one transaction that somebody faster undoes whole."""
        number = wanted.number
        try:
            with self.begin() as stores:
                if number == 1 and wanted.text != tidy(self.file_text):
                    self._keep_file(stores, actor, now)
                    number = 2
                version = replace(wanted, number=number)
                if not stores.policy_versions.publish(version):
                    raise Overtaken(Refused.STALE)
                if draft is not None:
                    done = step(draft, now, state=DraftState.PUBLISHED, published_as=number)
                    if not stores.policy_drafts.replace(done, revision):
                        raise Overtaken(Refused.MEANWHILE)
                    stores.audit.record(describe(actor, find_tag(version), done, now, **tell(version)))
                else:
                    stores.audit.record(actor.describe(find_tag(version), now, details=tell(version)))
        except Overtaken as overtaken:
            return overtaken.refused
        return version

    def _keep_file(self, stores: PolicyStores, actor: Actor, now: datetime) -> None:
        """Keep the file that was in force as version 1, so that there is a way back to it."""
        name = name_actor(actor)
        first = Version(1, self.file_text, Origin.FILE, "", name, name, now)
        if not stores.policy_versions.publish(first):
            raise Overtaken(Refused.STALE)


def find_zone(policy: Policy, actor: Actor) -> str:
    """Return the zone that a policy puts the actor's address in; their own zone when the address is not known."""
    address = parse_address(actor.address) if actor.address else None
    if address is None:
        return policy.zones.get(actor.zone or "").name
    found = policy.zones.find_network(address)
    return found[0].name if found else policy.zones.default.name


def find_tag(version: Version) -> Tag:
    """Return the event that a version's publication is."""
    return Tag.POLICY_ROLLED_BACK if version.origin is Origin.RETURN else Tag.POLICY_PUBLISHED


def tell(version: Version) -> dict[str, str | int]:
    """Return what the trail says of a version: which, whence, its digest, and who agreed."""
    told: dict[str, str | int] = {
        "version": version.number,
        "origin": version.origin.value,
        "digest": version.digest,
    }
    if version.approver_id:
        told["approver_id"] = version.approver_id
    if version.origin is Origin.RETURN and version.source:
        told["returns_to"] = version.source
    return told
