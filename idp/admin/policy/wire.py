"""What the REST API tells and takes about the policy."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from idp.admin.policy.reviewing import Review
from idp.policy.drafts.draft import Draft, DraftState
from idp.policy.drafts.version import Origin, Version

Number = Annotated[int, Meta(ge=0, le=2**31 - 1)]
"""A count or a number that a database takes."""


class PolicyVersion(Struct, frozen=True, kw_only=True):
    """A published version. `text` is told of one that is asked for by its number."""

    number: Number
    digest: str
    origin: Origin
    reason: str
    author: str
    publisher: str
    published_at: datetime
    approver: str | None = None
    source: str | None = None
    text: str | None = None


class PolicyInForce(Struct, frozen=True, kw_only=True):
    """The policy in force: its version, 0 for the file on the server, and its text."""

    number: Number
    text: str


class PolicyFault(Struct, frozen=True, kw_only=True):
    """What is wrong with a text, or the counter-example of a promise that it breaks. Line 0 is the whole text."""

    line: Number
    text: str


class PolicyDraft(Struct, frozen=True, kw_only=True):
    """A draft. `revision` grows with every step, and is its entity tag."""

    draft_id: str
    state: DraftState
    revision: Number
    based_on: Number
    reason: str
    authors: tuple[str, ...]
    created_at: datetime
    changed_at: datetime
    approver: str | None = None
    published_as: int | None = None
    text: str | None = None


class CellChanged(Struct, frozen=True, kw_only=True):
    """A service in a zone, and what a draft changes of it. Hours are counted in stretches of the coming 400 days."""

    service: str
    zone: str
    change: str
    levels_gained: tuple[str, ...]
    levels_lost: tuple[str, ...]
    groups_gained: tuple[str, ...]
    groups_lost: tuple[str, ...]
    times_newly_open: int
    times_newly_closed: int


class AddressesMoved(Struct, frozen=True, kw_only=True):
    """A network whose addresses change zone, but those of the narrower networks in `but`."""

    network: str
    before: str
    after: str
    but: tuple[str, ...]


class PolicyReview(Struct, frozen=True, kw_only=True):
    """A draft judged: its faults, what it changes, and what of it takes two people."""

    faults: tuple[PolicyFault, ...]
    is_stale: bool
    takes_two: tuple[str, ...]
    services: tuple[CellChanged, ...]
    zones: tuple[str, ...]
    addresses: tuple[AddressesMoved, ...]
    further: tuple[str, ...]
    """What changes of the levels, and of the rule of applications without a service of their own."""
    difference: tuple[str, ...]


class DraftWanted(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A draft to begin: from a text, from an earlier version, or from the one in force."""

    reason: str
    text: str | None = None
    returns_to: Number | None = None


class DraftChange(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Another text for a draft. `based_on` is the version that the writer had in mind."""

    text: str
    reason: str
    based_on: Number


class RollBackWanted(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why an earlier version comes back."""

    reason: str


class RehearsalWanted(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many days are rehearsed."""

    days: Number = 7


class SimulationWanted(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who, where, signed in how, when, for what: a username or groups, a zone or an address.

    `method` is a level, methods with commas between, or "none". `draft_id` asks a draft instead of the policy in force.
    """

    realm: str
    method: str
    username: str = ""
    groups: tuple[str, ...] = ()
    zone: str = ""
    address: str = ""
    service: str = ""
    at: datetime | None = None
    draft_id: str | None = None


class SimulatedReason(Struct, frozen=True, kw_only=True):
    """A reason, or a single change that would do, by its name, with what it holds."""

    name: str
    values: dict[str, str]


class SimulatedAnswer(Struct, frozen=True, kw_only=True):
    """One service's answer."""

    service: str
    zone: str
    at: datetime
    outcome: str
    level: str | None
    options: tuple[str, ...]
    reasons: tuple[SimulatedReason, ...]
    would_do: tuple[SimulatedReason, ...]


class MatrixRow(Struct, frozen=True, kw_only=True):
    """A service in a zone: the levels that open it there, those offered there that do not, for whom, and when."""

    service: str
    zone: str
    opens_with: tuple[str, ...]
    too_weak: tuple[str, ...]
    groups: tuple[str, ...]
    hours: str


def tell_version(version: Version, *, with_text: bool = False) -> PolicyVersion:
    """Return what is told of a version."""
    return PolicyVersion(
        number=version.number,
        digest=version.digest,
        origin=version.origin,
        reason=version.reason,
        author=version.author_id,
        publisher=version.publisher_id,
        published_at=version.published_at,
        approver=version.approver_id,
        source=version.source,
        text=version.text if with_text else None,
    )


def tell_draft(draft: Draft, *, with_text: bool = False) -> PolicyDraft:
    """Return what is told of a draft."""
    return PolicyDraft(
        draft_id=draft.draft_id,
        state=draft.state,
        revision=draft.revision,
        based_on=draft.based_on,
        reason=draft.reason,
        authors=draft.author_ids,
        created_at=draft.created_at,
        changed_at=draft.changed_at,
        approver=draft.approver_id,
        published_as=draft.published_as,
        text=draft.text if with_text else None,
    )


def tell_review(review: Review) -> PolicyReview:
    """Return what is told of a draft that was judged."""
    found = review.comparison
    return PolicyReview(
        faults=tuple(PolicyFault(line=one.line, text=one.text) for one in review.faults.faults)
        if review.faults
        else (),
        is_stale=review.is_stale,
        takes_two=review.marked,
        services=tuple(
            CellChanged(
                service=one.service,
                zone=one.zone,
                change=one.change.value,
                levels_gained=one.ways.gained,
                levels_lost=one.ways.lost,
                groups_gained=one.groups.gained,
                groups_lost=one.groups.lost,
                times_newly_open=len(one.hours.gained) if one.hours else 0,
                times_newly_closed=len(one.hours.lost) if one.hours else 0,
            )
            for one in (found.cells if found else ())
        ),
        zones=tuple(f"{one.zone} {one.what}" for one in (found.zones if found else ())),
        addresses=tuple(
            AddressesMoved(
                network=str(one.network), before=one.before, after=one.after, but=tuple(map(str, one.but))
            )
            for one in (found.moves if found else ())
        ),
        further=tuple(one.what for one in (found.further if found else ())),
        difference=review.diff,
    )
