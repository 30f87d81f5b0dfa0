"""Hands out temporary codes, two members of the helpdesk to a code, and checks them."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol

from idp.audit.events import Event, Tag
from idp.audit.trail import Trail
from idp.chance import Chance
from idp.methods.attempt import Attempt, Rejected, Rejection, Verified
from idp.methods.bypass import Bypass, BypassStore, Checked, Reason
from idp.methods.change import Change, ChangeKind
from idp.methods.code import read_code
from idp.methods.code_hash import hash_code
from idp.methods.telling import Telling, TellingStores
from idp.people.person import Person

METHOD: Final = "bypass"

CODE_LENGTH: Final = 10
"""Characters of a code: 47 bits, since it is read out over a desk and typed once."""

MOST_CHARACTERS: Final = 64
"""Longer than any code with whatever people put between its characters."""


class Refused(StrEnum):
    """Why a step of handing out a code did nothing."""

    OWN = "own"
    """Nobody gets a code for themselves."""
    SAME_PERSON = "same_person"
    """Whoever asks does not approve."""
    NOT_ASKER = "not_asker"
    """The code is shown to whoever asked, and to nobody else."""
    OPEN_ALREADY = "open_already"
    """The person has a request that is not over yet."""
    OVER = "over"
    """The request is approved, shown, used, cancelled or expired: somebody was faster, or too much time has passed."""


class BypassStores(TellingStores, Protocol):
    """A unit of work that holds requests for codes, tells the person and records each step."""

    @property
    def audit(self) -> Trail: ...

    @property
    def bypasses(self) -> BypassStore: ...


@dataclass(frozen=True, slots=True)
class Bypasses:
    """Every step of a temporary code. Whether someone is helpdesk, here and now, is decided before, by the policy.

    A request is good for `approval`: within it a second member approves and the first has the code shown. From then
    on the code is good for `life`.
    """

    begin: Callable[[], AbstractContextManager[BypassStores]]
    chance: Chance
    telling: Telling
    life: timedelta
    approval: timedelta
    language: str
    """What the person is told in: nobody knows their wish at this moment."""
    secret: bytes = field(repr=False)

    def ask(
        self, by: Person, person: Person, reason: Reason, checked: Checked, now: datetime
    ) -> Bypass | Refused:
        """Ask for a code for the person; a second member of staff must approve it."""
        if by.person_id == person.person_id:
            return Refused.OWN
        bypass = Bypass(
            bypass_id=self.chance.identifier(),
            person_id=person.person_id,
            asked_by=by.person_id,
            reason=reason,
            checked=checked,
            asked_at=now,
            good_until=now + self.approval,
        )
        with self.begin() as stores:
            if not stores.bypasses.add(bypass):
                return Refused.OPEN_ALREADY
            stores.audit.record(describe(Tag.BYPASS_ASKED, bypass, by, now))
        return bypass

    def approve(self, by: Person, bypass_id: str, now: datetime) -> Refused | None:
        """Approve another's request for a third person; of two approvals at once one counts."""
        with self.begin() as stores:
            bypass = stores.bypasses.find(bypass_id)
            if bypass is None or not bypass.is_open(now):
                return Refused.OVER
            if bypass.involves(by.person_id):
                return Refused.OWN if by.person_id == bypass.person_id else Refused.SAME_PERSON
            if not stores.bypasses.approve(bypass_id, by.person_id, now):
                return Refused.OVER
            stores.audit.record(describe(Tag.BYPASS_APPROVED, bypass, by, now))
        return None

    def show(self, by: Person, person: Person, bypass_id: str, now: datetime) -> str | Refused:
        """Make the code of an approved request and return it, this once, to whoever asked; tell the person of it."""
        code = self.chance.code(CODE_LENGTH)
        with self.begin() as stores:
            bypass = stores.bypasses.find(bypass_id)
            if bypass is None or bypass.person_id != person.person_id:
                return Refused.OVER
            if bypass.asked_by != by.person_id:
                return Refused.NOT_ASKER
            code_hash = hash_bypass(self.secret, bypass_id, code)
            if not stores.bypasses.show(bypass_id, by.person_id, code_hash, now + self.life, now):
                return Refused.OVER
            self.telling.tell(
                stores, person, Change(ChangeKind.BYPASS_MADE, item_id=bypass_id), self.language, now
            )
            stores.audit.record(describe(Tag.BYPASS_SHOWN, bypass, by, now))
        return f"{code[:5]}-{code[5:]}"

    def cancel(self, by: Person, bypass_id: str, now: datetime) -> bool:
        """Cancel the request and its code; False when it was over already. Everybody at the helpdesk may."""
        with self.begin() as stores:
            bypass = stores.bypasses.find(bypass_id)
            if bypass is None or not stores.bypasses.cancel(bypass_id, by.person_id, now):
                return False
            stores.audit.record(describe(Tag.BYPASS_CANCELLED, bypass, by, now))
        return True

    def find(self, bypass_id: str) -> Bypass | None:
        """Return the request, whatever became of it."""
        with self.begin() as stores:
            return stores.bypasses.find(bypass_id)

    def list_since(self, since: datetime) -> tuple[Bypass, ...]:
        """Return the requests made at `since` or later, newest first."""
        with self.begin() as stores:
            return stores.bypasses.list_since(since)

    def verify(self, person_id: str, typed: str, now: datetime, zone: str | None = None) -> Attempt:
        """Judge a code against the person's; the right one is used up, of fifty at once by one.

        The caller counts the attempt against the person's second-factor limit first.
        """
        code = read_code(typed[:MOST_CHARACTERS])
        with self.begin() as stores:
            ready = stores.bypasses.list_ready(person_id, now)
            is_right = any(
                stores.bypasses.consume(one.bypass_id, hash_bypass(self.secret, one.bypass_id, code), now)
                for one in ready
            )
            attempt: Attempt = Verified(METHOD) if is_right else Rejected(Rejection.WRONG)
            tag = Tag.FACTOR_OK if is_right else Tag.FACTOR_WRONG
            stores.audit.record(Event(tag, now, person_id=person_id, zone=zone, details={"method": METHOD}))
        return attempt


def describe(tag: Tag, bypass: Bypass, by: Person, now: datetime) -> Event:
    """Return the record of a step: whom the code is for, who did it, and what was said about it."""
    details = {
        "bypass_id": bypass.bypass_id,
        "staff_id": by.person_id,
        "reason": bypass.reason.value,
        "checked": bypass.checked.value,
    }
    return Event(tag, now, person_id=bypass.person_id, details=details)


def hash_bypass(secret: bytes, bypass_id: str, code: str) -> str:
    """Return the keyed hash of a code, bound to its own request."""
    return hash_code(secret, f"bypass:{bypass_id}", code)
