"""Checks passkeys and security keys, within the limits on guessing, and finds out whose they are."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from idp.audit.events import Event, Tag
from idp.methods.limits import Limits
from idp.methods.throttle import Blocked, Bucket, Throttle
from idp.methods.webauthn.asking import Asking
from idp.methods.webauthn.challenge import Bond, Purpose
from idp.methods.webauthn.outcome import Failed, Failure
from idp.people.person import Person
from idp.policy.zones import Zones
from idp.signin.steps.password import TrailStores
from idp.signin.visit import People, Visit


@dataclass(frozen=True, slots=True)
class Recognised:
    """The person whose credential it is, and the methods they have proved, the strongest last."""

    person: Person
    methods: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeyStep:
    """Counts the attempt before it is judged: against the person it names and, outside, against the address.

    After the password a key counts with the person's other second factors. A passkey alone counts by itself, so that
    nobody who only knows which credential somebody has can shut them out of the rest.
    """

    asking: Asking
    people: People
    throttle: Throttle
    limits: Limits
    zones: Zones
    begin: Callable[[], AbstractContextManager[TrailStores]]

    def ask(self, visit: Visit, bond: Bond) -> tuple[str, dict[str, Any]]:
        """Return the id of a new challenge and the options for the browser."""
        return self.asking.ask(bond, visit.now)

    def check(self, visit: Visit, bond: Bond, challenge_id: str, sent: str) -> Recognised | Failed:
        """Judge an answer. Whoever is gone or inactive is answered as an unknown credential.

        Raises DirectoryUnavailable before anything is counted or used up.
        """
        person_id = bond.person_id or self.asking.find_owner(sent)
        person = self.people.find_person(person_id, visit.now) if person_id else None
        buckets = self._list_buckets(visit, bond, person)
        if blocked := self._take(visit, buckets):
            self._record(Tag.THROTTLED, visit, bond, person_id)
            return Failed(Failure.TOO_MANY, blocked.until)
        if person_id and (person is None or not person.is_active):
            self._record(Tag.FACTOR_WRONG, visit, bond, person_id)
            return Failed(Failure.UNKNOWN)
        outcome = self.asking.judge(bond, challenge_id, sent, visit.now, visit.zone)
        if isinstance(outcome, Failed):
            if outcome.copied and person:
                self.asking.tell_of_copy(person, outcome.copied, visit.language, visit.now, visit.zone)
            return outcome
        if person is None or outcome.credential.person_id != person.person_id:
            raise LookupError("the credential changed owner while it was judged")
        for bucket in buckets:
            self._settle(bucket)
        return Recognised(person, outcome.methods)

    def _list_buckets(self, visit: Visit, bond: Bond, person: Person | None) -> tuple[Bucket, ...]:
        is_inside = self.zones.get(visit.zone).inside
        if bond.purpose is Purpose.KEY:
            return (self.limits.factor(person, is_inside=is_inside),) if person else ()
        address = () if is_inside else (self.limits.address(visit.placement.address),)
        return (*address, self.limits.passkey(person, is_inside=is_inside)) if person else address

    def _take(self, visit: Visit, buckets: tuple[Bucket, ...]) -> Blocked | None:
        for bucket in buckets:
            taken = self.throttle.take(bucket, visit.now)
            if isinstance(taken, Blocked):
                return taken
        return None

    def _settle(self, bucket: Bucket) -> None:
        """Empty the person's count; uncount one attempt from the address, which others share."""
        if bucket.kind == "address":
            self.throttle.give_back(bucket)
        else:
            self.throttle.forgive(bucket)

    def _record(self, tag: Tag, visit: Visit, bond: Bond, person_id: str | None) -> None:
        event = Event(
            tag,
            visit.now,
            person_id=person_id,
            zone=visit.zone,
            address=visit.placement.address,
            details={"method": bond.purpose.value},
        )
        with self.begin() as stores:
            stores.audit.record(event)
