"""What the REST API takes and answers about people."""

from datetime import datetime

from msgspec import Struct, field

from idp.admin.api.operation import DEFAULT_LIMIT
from idp.methods.bypass import Checked, Reason


class PeopleListed(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whom to list. Names are searched for by `searchPeople`: they do not belong in addresses."""

    realm: str | None = None
    group: str | None = None
    """The exact name of a group."""
    limit: int = DEFAULT_LIMIT
    after: str | None = None


class PeopleSearched(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whom to search for. Every word must begin a name, the username, the employment or the mail address."""

    words: str
    realm: str | None = None
    group: str | None = None
    limit: int = DEFAULT_LIMIT
    after: str | None = None


class PersonLine(Struct, frozen=True, kw_only=True):
    """One person of a list. A protected one is an alias and an employment to who may not see those."""

    person_id: str
    realm: str
    name: str
    username: str
    unit: str
    title: str
    employee_id: str | None
    is_active: bool
    is_protected: bool


class RealmNote(Struct, frozen=True, kw_only=True):
    """A realm that may hold more than is shown: `away`, `cut` or `words_only`."""

    realm: str
    note: str


class PeopleFound(Struct, frozen=True, kw_only=True):
    """One page of a search. `after` is where the next begins, null at the end."""

    items: list[PersonLine]
    after: str | None
    notes: list[RealmNote]


class HeldThing(Struct, frozen=True, kw_only=True):
    """One thing somebody signs in with. `item` names it in a reset; numbers are masked."""

    item: str
    name: str
    added_at: datetime | None
    last_used_at: datetime | None
    is_passkey: bool


class OpenSignIn(Struct, frozen=True, kw_only=True):
    """A sign-in that is open."""

    sid: str
    device: str
    zone: str
    methods: list[str]
    started_at: datetime
    last_seen_at: datetime
    client_ids: list[str]


class PastSignIn(Struct, frozen=True, kw_only=True):
    """A sign-in or an attempt of the last 90 days."""

    at: datetime
    kind: str
    zone: str | None
    method: str | None


class Blocked(Struct, frozen=True, kw_only=True):
    """Too many attempts: of what, in which kind of place (null: anywhere), and until when nothing is judged."""

    kind: str
    place: str | None
    until: datetime


class PersonSheet(Struct, frozen=True, kw_only=True):
    """One person."""

    person_id: str
    realm: str
    name: str
    username: str
    email: str | None
    unit: str
    title: str
    employee_id: str | None
    groups: list[str]
    is_active: bool
    is_protected: bool
    is_locked: bool | None
    """Null for somebody whom another directory keeps."""
    expires_at: datetime | None
    password_expires_at: datetime | None
    things: list[HeldThing]
    recovery_codes_left: int
    blocks: list[Blocked]
    open_sign_ins: list[OpenSignIn]
    sign_ins: list[PastSignIn]
    personal_number: str | None = None
    """Only for who may see protected people."""
    coordination_number: str | None = None


class WhyAsked(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why somebody would be let in, or not: to which service, from where, with what proved there and then."""

    service: str
    zone: str
    methods: list[str] = field(default_factory=list)
    """Such as `["password", "totp"]`; none for somebody who has not signed in."""
    at: datetime | None = None
    language: str = "sv"
    """Of the sentences that the person reads."""


class Part(Struct, frozen=True, kw_only=True):
    """One part of a decision: what it is, and what it holds."""

    name: str
    holds: dict[str, str | list[str]]


class WhyTold(Struct, frozen=True, kw_only=True):
    """The decision, the same that the person met, with the sentences that they read."""

    outcome: str
    sentences: list[str]
    acr: str | None
    amr: list[str]
    options: list[str]
    reasons: list[Part]
    counterfactuals: list[Part]
    single_changes: list[Part]
    closes_at: datetime | None


class WhyAnswer(Struct, frozen=True, kw_only=True):
    """What was asked, and the latest refusals of the trail, explained again by today's policy."""

    answer: WhyTold | None
    refusals: list["Refusal"]


class Refusal(Struct, frozen=True, kw_only=True):
    """One refusal of the trail."""

    at: datetime
    client_id: str | None
    outcome: str
    service: str | None
    zone: str | None
    told: WhyTold | None


class Count(Struct, frozen=True, kw_only=True):
    """Of how many things it was done."""

    count: int


class ResetAsked(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to take away, why, and how it was made sure who they are."""

    items: list[str]
    """Each as `readPerson` names it; `recovery:` for the recovery codes."""
    reason: Reason
    checked: Checked


class ResetTold(Struct, frozen=True, kw_only=True):
    """A request, and what has become of it. `reset_id` is null where it was done at once."""

    state: str
    reset_id: str | None = None
    person_id: str | None = None
    items: list[str] = field(default_factory=list)
    reason: Reason | None = None
    checked: Checked | None = None
    asked_by: str | None = None
    asked_at: datetime | None = None
    good_until: datetime | None = None
    approved_by: str | None = None
    count: int | None = None
