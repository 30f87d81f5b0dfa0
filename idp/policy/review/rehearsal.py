"""Replays recorded decisions under the policy in force and under a draft, and says who would be affected.

Both are asked with the same proofs, at the recorded moment. Where the two policies put an address into different
zones, the draft is asked with its own. What cannot be asked again is counted by its reason and never guessed.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from idp.policy.address import parse_address
from idp.policy.decide import decide
from idp.policy.decision import Decision, Outcome
from idp.policy.question import Proof, Question, Subject
from idp.policy.rules import EVERYONE, PORTAL, Policy
from idp.policy.zones import Zones


@dataclass(frozen=True, slots=True)
class Proved:
    """A recorded proof: what was proved in which session, and where."""

    at: datetime
    sid: str
    person_id: str
    methods: tuple[str, ...]
    zone: str
    address: str | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A recorded answer: somebody was let into a service, or not.

    `zone` is where they were; when only the zone of their `acr` was recorded, `is_acr_zone` says so: they were there or
    in a stronger one. `service` is None when nobody knows which it was.
    """

    at: datetime
    sid: str | None
    person_id: str | None
    service: str | None
    zone: str
    address: str | None
    was_allowed: bool
    is_acr_zone: bool = False


class Effect(StrEnum):
    """What a draft would do to something that happened."""

    KEPT_OUT = "kept out"
    ASKED_FOR_MORE = "asked for more"
    LET_IN = "let in"


class Untold(StrEnum):
    """Why something that was recorded cannot be replayed."""

    NO_SIGN_IN = "nobody was signed in, or the sign-in before it is not among what was read"
    NO_SERVICE = "its application is no longer registered, or belongs to no service"
    NO_PERSON = "the rule asks for groups or realms, and the person is not in the local directory"
    OTHER_TODAY = (
        "the policy in force answers otherwise than was answered then: rules, groups or clocks have changed"
    )
    OWN_WISH = "it was refused for something else than the policy: a wish of the application or of the person"


@dataclass(frozen=True, slots=True)
class Affected:
    """One person, one service and one place that a draft answers otherwise: how often, when last, and the new answer."""

    person_id: str
    service: str
    before_zone: str
    after_zone: str
    effect: Effect
    times: int
    last_at: datetime
    decision: Decision


@dataclass(slots=True)
class Rehearsal:
    """What came of it: how many were answered as before, who is affected, who is elsewhere, and what cannot be told."""

    unchanged: int = 0
    affected: dict[tuple[str, str, str, str, Effect], Affected] = field(default_factory=dict)
    moved: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    untold: Counter[Untold] = field(default_factory=Counter)
    people: set[str] = field(default_factory=set)

    @property
    def replayed(self) -> int:
        """How many answers were asked for again."""
        return self.unchanged + sum(one.times for one in self.affected.values())

    def list_affected(self) -> tuple[Affected, ...]:
        """Return who is affected: the kept out first, and of those whom it happened to most often."""
        order = list(Effect)
        return tuple(
            sorted(
                self.affected.values(),
                key=lambda one: (order.index(one.effect), -one.times, one.person_id, one.service),
            )
        )


Find = Callable[[str], Subject | None]
"""Returns what is known of a person today; None when nothing is."""


def rehearse(
    before: Policy, after: Policy, happenings: Iterable[Proved | Asked], find: Find, since: datetime
) -> Rehearsal:
    """Replay what happened, oldest first; what is older than `since` only says what had been proved."""
    stage = _Stage(before, after, find)
    for one in happenings:
        match one:
            case Proved():
                stage.note(one)
                if one.at >= since:
                    stage.replay(
                        Asked(
                            one.at, one.sid, one.person_id, PORTAL, one.zone, one.address, was_allowed=True
                        ),
                        is_sign_in=True,
                    )
            case Asked() if one.at >= since:
                stage.replay(one)
    return stage.rehearsal


@dataclass(slots=True)
class _Stage:
    """The two policies, the sign-ins seen so far, and what has come of it."""

    before: Policy
    after: Policy
    find: Find
    rehearsal: Rehearsal = field(default_factory=Rehearsal)
    proved: dict[str, list[Proved]] = field(default_factory=dict)
    known: dict[str, Subject | None] = field(default_factory=dict)

    def note(self, one: Proved) -> None:
        """Remember what was proved in a session."""
        self.proved.setdefault(one.sid, []).append(one)

    def replay(self, asked: Asked, *, is_sign_in: bool = False) -> None:
        """Ask both policies again and note how they differ. A sign-in that only led to the next step is none."""
        rehearsal = self.rehearsal
        if asked.service is None or asked.service not in self.before.services:
            rehearsal.untold[Untold.NO_SERVICE] += 1
            return
        proofs = self.proved.get(asked.sid or "")
        if not proofs or asked.person_id is None:
            rehearsal.untold[Untold.NO_SIGN_IN] += 1
            return
        who = self._find_subject(asked.person_id, asked.service)
        if who is None:
            rehearsal.untold[Untold.NO_PERSON] += 1
            return
        was, would = self._ask(asked, proofs, who)
        if is_sign_in and not was[1].is_allowed and not would[1].is_allowed:
            return
        if asked.was_allowed != was[1].is_allowed and not is_sign_in:
            rehearsal.untold[Untold.OTHER_TODAY if asked.was_allowed else Untold.OWN_WISH] += 1
            return
        self._note_answer(asked.person_id, asked, was, would)

    def _ask(
        self, asked: Asked, proofs: list[Proved], who: Subject
    ) -> tuple[tuple[str, Decision], tuple[str, Decision]]:
        """Return where the person is and what is answered, in force and under the draft."""
        zone = asked.zone
        if asked.is_acr_zone:
            placed = _place(self.before.zones, asked.address)
            zone = max(zone, placed, key=self.before.zones.rank)
        question = Question(who, _read_proofs(proofs), zone, asked.at, asked.service or "")
        drafted = replace(
            question,
            zone=self._move(zone, asked.address),
            proofs=tuple(
                Proof(method, one.at, self._move(one.zone, one.address))
                for one in proofs
                for method in one.methods
            ),
        )
        return (zone, decide(self.before, question)), (drafted.zone, decide(self.after, drafted))

    def _move(self, zone: str, address: str | None) -> str:
        """Return the draft's zone of somebody who was recorded in a zone at an address."""
        old, new = _place(self.before.zones, address), _place(self.after.zones, address)
        return self.after.zones.get(zone if old == new else new).name

    def _find_subject(self, person_id: str, service: str) -> Subject | None:
        """Return the person, active as they were then; somebody entitled when nothing of them matters to the draft.

        None when something does and they are not known.
        """
        if person_id not in self.known:
            self.known[person_id] = self.find(person_id)
        if found := self.known[person_id]:
            return replace(found, is_active=True)
        groups = self.before.services[service].groups
        drafted = self.after.services.get(service)
        is_for_all = drafted is None or EVERYONE in drafted.groups or groups <= drafted.groups
        has_realms = any(level.realms for policy in (self.before, self.after) for level in policy.levels)
        return Subject(groups, "", is_active=True) if is_for_all and not has_realms else None

    def _note_answer(
        self, person_id: str, asked: Asked, was: tuple[str, Decision], would: tuple[str, Decision]
    ) -> None:
        rehearsal = self.rehearsal
        rehearsal.people.add(person_id)
        if was[0] != would[0]:
            rehearsal.moved.setdefault((was[0], would[0]), set()).add(person_id)
        effect = _judge(was[1], would[1])
        if effect is None:
            rehearsal.unchanged += 1
            return
        key = (person_id, asked.service or "", was[0], would[0], effect)
        seen = rehearsal.affected.get(key)
        rehearsal.affected[key] = Affected(*key, (seen.times if seen else 0) + 1, asked.at, would[1])


def _judge(was: Decision, would: Decision) -> Effect | None:
    """Return what the draft changes; None when the answer is as good as before."""
    if was.is_allowed == would.is_allowed:
        return None
    if would.is_allowed:
        return Effect.LET_IN
    return Effect.ASKED_FOR_MORE if would.outcome is Outcome.NEEDS_PROOF else Effect.KEPT_OUT


def _read_proofs(proofs: list[Proved]) -> tuple[Proof, ...]:
    return tuple(Proof(method, one.at, one.zone) for one in proofs for method in one.methods)


def _place(zones: Zones, written: str | None) -> str:
    """Return the zone of a recorded address; the default zone when there is none."""
    address = parse_address(written) if written else None
    found = zones.find_network(address) if address else None
    return found[0].name if found else zones.default.name
