"""Checks a second factor, within the limit on guessing that all of a person's methods share."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from idp.audit.events import Event, Tag
from idp.methods.attempt import Attempt, Rejected, Rejection, Verified
from idp.methods.bypasses import METHOD as BYPASS
from idp.methods.bypasses import Bypasses
from idp.methods.check_code import CodeChecker
from idp.methods.code import Channel
from idp.methods.devices import Devices
from idp.methods.limits import Limits
from idp.methods.recovery import RECOVERY, RecoveryCodes
from idp.methods.throttle import Blocked, Throttle
from idp.methods.tokens.tokens import TOKEN, Tokens
from idp.people.person import Person
from idp.policy.zones import Zones
from idp.signin.interaction import Interaction
from idp.signin.steps.password import TrailStores
from idp.signin.visit import Visit


@dataclass(frozen=True, slots=True)
class FactorStep:
    """Counts the attempt before it is judged, over every method, code and sign-in of the person."""

    codes: CodeChecker
    devices: Devices
    bypasses: Bypasses
    tokens: Tokens
    recovery: RecoveryCodes
    throttle: Throttle
    limits: Limits
    zones: Zones
    begin: Callable[[], AbstractContextManager[TrailStores]]

    def check(
        self, visit: Visit, interaction: Interaction, person: Person, method: str, typed: str
    ) -> Attempt:
        """Judge what was typed as the code of `method`: any but a key or a password. A right one empties the count."""
        bucket = self.limits.factor(person, is_inside=self.zones.get(visit.zone).inside)
        taken = self.throttle.take(bucket, visit.now)
        if isinstance(taken, Blocked):
            self._record_throttled(visit, person)
            return Rejected(Rejection.TOO_MANY, wait_until=taken.until)
        attempt = self._judge(visit, interaction, person, method, typed)
        if isinstance(attempt, Verified):
            self.throttle.forgive(bucket)
        return attempt

    def _judge(
        self, visit: Visit, interaction: Interaction, person: Person, method: str, typed: str
    ) -> Attempt:
        if method == "totp":
            return self.devices.verify(person.person_id, typed, visit.now, visit.zone)
        if method == TOKEN:
            return self.tokens.verify(person.person_id, typed, visit.now, visit.zone)
        if method == RECOVERY:
            return self.recovery.verify(person, typed, visit.language, visit.now, visit.zone)
        if method == BYPASS:
            return self.bypasses.verify(person.person_id, typed, visit.now, visit.zone)
        asked = interaction.interaction_id, person.person_id, Channel(method)
        return self.codes.verify(*asked, typed, visit.now, visit.zone)

    def _record_throttled(self, visit: Visit, person: Person) -> None:
        event = Event(
            Tag.THROTTLED,
            visit.now,
            person_id=person.person_id,
            zone=visit.zone,
            address=visit.placement.address,
        )
        with self.begin() as stores:
            stores.audit.record(event)
