"""What a reader of a draft sees: its faults, what it changes for whom, what of it takes two, and the text's difference."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from difflib import unified_diff
from functools import lru_cache
from typing import Protocol

from idp.admin.actor import Actor
from idp.admin.permissions import Permission
from idp.admin.policy.drafting import SHOWN
from idp.admin.policy.judging import judge
from idp.admin.policy.outcomes import Faulty
from idp.policy.drafts.draft import Draft, DraftStore
from idp.policy.drafts.in_force import find_version
from idp.policy.drafts.marking import has_changes, list_marked
from idp.policy.drafts.version import Version, VersionStore
from idp.policy.review.compare import Comparison, compare
from idp.policy.rules import Policy


class ReviewStores(Protocol):
    """A unit of work for reading versions and drafts."""

    @property
    def policy_drafts(self) -> DraftStore: ...
    @property
    def policy_versions(self) -> VersionStore: ...


@dataclass(frozen=True, slots=True)
class Review:
    """A draft beside the version in force. `faults` is None for a sound policy, and then there is a `comparison`.

    `diff` is the text's difference from the version that the draft changes; `meanwhile` what was published since, None when
    nothing was.
    """

    draft: Draft
    in_force: int
    faults: Faulty | None
    comparison: Comparison | None
    marked: tuple[str, ...]
    has_changes: bool
    diff: tuple[str, ...]
    meanwhile: tuple[str, ...] | None

    @property
    def is_stale(self) -> bool:
        """Say whether another version is in force than the one that the draft changes."""
        return self.meanwhile is not None


@dataclass(frozen=True, slots=True)
class Overview:
    """The latest versions, the one in force first, and the latest drafts."""

    versions: tuple[Version, ...]
    drafts: tuple[Draft, ...]


@dataclass(frozen=True, slots=True)
class Reviewing:
    """Reads. `file_text` is the policy that is in force while nothing was published; `marked` are further services."""

    read: Callable[[], AbstractContextManager[ReviewStores]]
    realms: tuple[str, ...]
    marked: tuple[str, ...]
    file_text: str = field(repr=False)

    def look_over(self, actor: Actor) -> Overview:
        """Return what there is."""
        actor.check(Permission.POLICY_READ)
        with self.read() as stores:
            return Overview(
                stores.policy_versions.list_latest(SHOWN), stores.policy_drafts.list_latest(SHOWN)
            )

    def find_draft(self, actor: Actor, draft_id: str) -> Draft | None:
        """Return the draft; None when there is none."""
        actor.check(Permission.POLICY_READ)
        with self.read() as stores:
            return stores.policy_drafts.find(draft_id)

    def find_version(self, actor: Actor, number: int) -> Version | None:
        """Return the version; None when there is none."""
        actor.check(Permission.POLICY_READ)
        with self.read() as stores:
            return stores.policy_versions.find(number)

    def load_text(self, number: int | None = None) -> tuple[int, str]:
        """Return a version's number and text, the one in force unless said; 0 and the file's while there is none."""
        with self.read() as stores:
            version = (
                find_version(stores.policy_versions)
                if number is None
                else stores.policy_versions.find(number)
            )
        return (version.number, version.text) if version else (0, self.file_text)

    def review(self, actor: Actor, draft: Draft, now: datetime) -> Review:
        """Return everything about a draft."""
        actor.check(Permission.POLICY_READ)
        number, text = self.load_text()
        _, base = (number, text) if number == draft.based_on else self.load_text(draft.based_on)
        before, after = judge(text, self.realms), judge(draft.text, self.realms)
        marked, changes = judge_change(before, after, self.marked)
        hour = now.replace(minute=0, second=0, microsecond=0)
        return Review(
            draft=draft,
            in_force=number,
            faults=after if isinstance(after, Faulty) else None,
            comparison=compare_texts(text, draft.text, self.realms, hour),
            marked=marked,
            has_changes=changes,
            diff=list_difference(base, draft.text),
            meanwhile=None if number == draft.based_on else list_difference(base, text),
        )


def judge_change(
    before: Policy | Faulty, after: Policy | Faulty, services: tuple[str, ...]
) -> tuple[tuple[str, ...], bool]:
    """Return what of a change takes two, and whether there is one; nothing when either text is no policy."""
    if isinstance(before, Faulty) or isinstance(after, Faulty):
        return (), False
    return list_marked(before, after, services), has_changes(before, after)


def list_difference(before: str, after: str) -> tuple[str, ...]:
    """Return the lines that differ with three around them, as a unified diff without its heads; none when alike."""
    return tuple(unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=3))[2:]


@lru_cache(maxsize=16)
def compare_texts(before: str, after: str, realms: tuple[str, ...], now: datetime) -> Comparison | None:
    """Return what the second text changes of the first; None when one of them is no policy. One is kept for an hour."""
    old, new = judge(before, realms), judge(after, realms)
    return compare(old, new, now) if isinstance(old, Policy) and isinstance(new, Policy) else None
