"""Writes drafts of the policy. What is written is judged when it is shown and submitted, never lost because it is wrong."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from idp.admin.actor import Actor
from idp.admin.permissions import Permission
from idp.admin.policy.outcomes import Refused
from idp.admin.policy.stores import Begin
from idp.audit.events import Event, Tag
from idp.chance import Chance
from idp.policy.drafts.draft import Draft, DraftState
from idp.policy.drafts.in_force import find_version
from idp.policy.drafts.version import Version

LONGEST_TEXT: Final = 1_000_000
LONGEST_REASON: Final = 2000
SHOWN: Final = 100
"""How many drafts and versions are listed."""


@dataclass(frozen=True, slots=True)
class Drafting:
    """Every step of writing a draft. `file_text` is the policy that is in force while nothing was published."""

    begin: Begin
    chance: Chance
    file_text: str = field(repr=False)

    def create(
        self,
        actor: Actor,
        reason: str,
        now: datetime,
        *,
        text: str | None = None,
        returns_to: int | None = None,
    ) -> Draft | Refused:
        """Begin a draft from the version in force, from a text, or from an earlier version that shall come back."""
        actor.check(Permission.POLICY_DRAFT)
        if refused := check_written(text or "", reason):
            return refused
        with self.begin() as stores:
            version = find_version(stores.policy_versions)
            earlier = stores.policy_versions.find(returns_to) if returns_to is not None else None
            if returns_to is not None and earlier is None:
                return Refused.GONE
            draft = Draft(
                draft_id=self.chance.identifier(),
                text=earlier.text if earlier else self.text_of(version) if text is None else tidy(text),
                reason=tidy(reason).strip(),
                based_on=version.number if version else 0,
                author_ids=(name_actor(actor),),
                created_at=now,
                changed_at=now,
                returns_to=returns_to,
            )
            stores.policy_drafts.add(draft)
            stores.audit.record(describe(actor, Tag.POLICY_DRAFTED, draft, now))
        return draft

    def change(
        self, actor: Actor, draft_id: str, revision: int, text: str, reason: str, based_on: int, now: datetime
    ) -> Draft | Refused:
        """Write another text and reason. `based_on` is the version that the writer had in mind: it must be in force."""
        actor.check(Permission.POLICY_DRAFT)
        if refused := check_written(text, reason):
            return refused
        with self.begin() as stores:
            draft = stores.policy_drafts.find(draft_id)
            if draft is None:
                return Refused.GONE
            if draft.state is not DraftState.OPEN:
                return Refused.NOT_OPEN
            if stores.policy_versions.find_newest_number() != based_on:
                return Refused.STALE
            changed = step(
                draft,
                now,
                text=tidy(text),
                reason=tidy(reason).strip(),
                based_on=based_on,
                author_ids=tuple(dict.fromkeys((*draft.author_ids, name_actor(actor)))),
            )
            if not stores.policy_drafts.replace(changed, revision):
                return Refused.MEANWHILE
            stores.audit.record(describe(actor, Tag.POLICY_CHANGED, changed, now))
        return changed

    def discard(self, actor: Actor, draft_id: str, revision: int, now: datetime) -> Draft | Refused:
        """Throw the draft away; it stays to be read."""
        actor.check(Permission.POLICY_DRAFT)
        with self.begin() as stores:
            draft = stores.policy_drafts.find(draft_id)
            if draft is None:
                return Refused.GONE
            if not draft.is_live:
                return Refused.NOT_OPEN
            discarded = step(draft, now, state=DraftState.DISCARDED)
            if not stores.policy_drafts.replace(discarded, revision):
                return Refused.MEANWHILE
            stores.audit.record(describe(actor, Tag.POLICY_DISCARDED, discarded, now))
        return discarded

    def text_of(self, version: Version | None) -> str:
        """Return a version's text, or the file's when there is none."""
        return version.text if version else self.file_text


def check_written(text: str, reason: str) -> Refused | None:
    """Return why a text and a reason are not kept; None when they are."""
    if not reason.strip():
        return Refused.NO_REASON
    return Refused.TOO_LONG if len(text) > LONGEST_TEXT or len(reason) > LONGEST_REASON else None


def tidy(text: str) -> str:
    """Return the text with the line ends of files, not of forms, one at its end, and no NUL, which no database keeps."""
    return text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").rstrip() + "\n"


def name_actor(actor: Actor) -> str:
    """Return who stands behind what is done: the person, also when a program acts for them."""
    return actor.person_id or actor.actor_id


def step(draft: Draft, now: datetime, **changes: Any) -> Draft:
    """Return the draft after one more step."""
    return replace(draft, revision=draft.revision + 1, changed_at=now, **changes)


def describe(actor: Actor, tag: Tag, draft: Draft, now: datetime, **details: str | int) -> Event:
    """Return the record of a step. The reason stays out of it: people write names in there."""
    told: dict[str, str | int] = {
        "draft_id": draft.draft_id,
        "revision": draft.revision,
        "based_on": draft.based_on,
    }
    return actor.describe(tag, now, details=told | details)
