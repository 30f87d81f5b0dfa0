"""Hands a draft to a second person, who agrees to exactly what they read or gives it back."""

from dataclasses import dataclass
from datetime import datetime

from idp.admin.actor import Actor, Kind
from idp.admin.permissions import Permission
from idp.admin.policy.drafting import describe, name_actor, step
from idp.admin.policy.judging import judge
from idp.admin.policy.outcomes import Faulty, Refused
from idp.admin.policy.stores import Begin, PolicyStores
from idp.audit.events import Tag
from idp.policy.drafts.draft import Draft, DraftState


@dataclass(frozen=True, slots=True)
class Approving:
    """The steps between writing and publishing. `realms` are the directories there are."""

    begin: Begin
    realms: tuple[str, ...]

    def submit(self, actor: Actor, draft_id: str, revision: int, now: datetime) -> Draft | Refused | Faulty:
        """Hand the draft over. One with faults, or of another version than the one in force, is not.

        Somebody does, and counts among its authors from then on: what a program wrote, its keeper might approve else.
        """
        actor.check(Permission.POLICY_DRAFT)
        if is_nobody(actor):
            return Refused.NO_PERSON
        with self.begin() as stores:
            draft = stores.policy_drafts.find(draft_id)
        if draft is None:
            return Refused.GONE
        if isinstance(judged := judge(draft.text, self.realms), Faulty):
            return judged
        with self.begin() as stores:
            if draft.state is not DraftState.OPEN:
                return Refused.NOT_OPEN
            if stores.policy_versions.find_newest_number() != draft.based_on:
                return Refused.STALE
            authors = tuple(dict.fromkeys((*draft.author_ids, name_actor(actor))))
            submitted = step(draft, now, state=DraftState.SUBMITTED, author_ids=authors)
            return take(stores, actor, submitted, revision, Tag.POLICY_SUBMITTED, now)

    def approve(self, actor: Actor, draft_id: str, revision: int, now: datetime) -> Draft | Refused:
        """Agree to the draft as it was read. Nobody who wrote in it or handed it over may, and no program."""
        actor.check(Permission.POLICY_PUBLISH)
        if is_nobody(actor):
            return Refused.NO_PERSON
        with self.begin() as stores:
            draft = stores.policy_drafts.find(draft_id)
            if draft is None:
                return Refused.GONE
            if draft.state is not DraftState.SUBMITTED:
                return Refused.NOT_WAITING
            if is_author(actor, draft):
                return Refused.OWN
            approved = step(draft, now, state=DraftState.APPROVED, approver_id=name_actor(actor))
            return take(stores, actor, approved, revision, Tag.POLICY_APPROVED, now)

    def give_back(self, actor: Actor, draft_id: str, revision: int, now: datetime) -> Draft | Refused:
        """Open a submitted or approved draft again; whoever agreed has agreed to nothing any more."""
        actor.check(Permission.POLICY_DRAFT, Permission.POLICY_PUBLISH)
        with self.begin() as stores:
            draft = stores.policy_drafts.find(draft_id)
            if draft is None:
                return Refused.GONE
            if draft.state not in {DraftState.SUBMITTED, DraftState.APPROVED}:
                return Refused.NOT_WAITING
            opened = step(draft, now, state=DraftState.OPEN, approver_id=None)
            return take(stores, actor, opened, revision, Tag.POLICY_GIVEN_BACK, now)


def is_nobody(actor: Actor) -> bool:
    """Say whether the actor is a program that acts as itself."""
    return actor.kind is Kind.CLIENT and actor.person_id is None


def is_author(actor: Actor, draft: Draft) -> bool:
    """Say whether the actor, or the person behind it, wrote in the draft."""
    return not {actor.actor_id, name_actor(actor)}.isdisjoint(draft.author_ids)


def take(
    stores: PolicyStores, actor: Actor, draft: Draft, revision: int, tag: Tag, now: datetime
) -> Draft | Refused:
    """Write the step and record it, unless another was taken since `revision`."""
    if not stores.policy_drafts.replace(draft, revision):
        return Refused.MEANWHILE
    stores.audit.record(describe(actor, tag, draft, now))
    return draft
