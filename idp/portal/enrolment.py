"""Who may change numbers and devices: someone inside, who signed in there a short while ago.

The policy's own rule for the service `enrolment` says how they signed in; the demonstration's, like the instruction
the portal grew from, asks for a password at the workplace. A lost phone can therefore be replaced there by its owner
alone. What a thief of the password inside could do is met by recency, by the notices to the mailbox and the old
number, and by invariants that keep the door shut to everyone outside whatever they hold. A municipality that fears
the thief more has `[enrolment] asks_for = "strongest"`: then whoever has a factor changes it with that factor.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from idp.methods.holdings import Holdings, HoldingStores, load_holdings
from idp.policy.question import Ask
from idp.policy.rules import ENROLMENT, PASSKEYS, Policy
from idp.signin.next_step import is_usable
from idp.signin.visit import Visit

OPENS_WITHIN: Final = timedelta(minutes=10)
"""A page of numbers or devices opens to a sign-in at most this old; an older one signs in again."""

TAKES_WITHIN: Final = timedelta(minutes=15)
"""What such a page sends is taken this long after the sign-in, so that nobody who has just opened it is cut off."""


def ask_to_open(now: datetime) -> Ask:
    """Return the wish to decide with when a page is opened."""
    return Ask(fresh_after=now - OPENS_WITHIN)


def ask_to_change(now: datetime) -> Ask:
    """Return the wish to decide with when a page sends a change."""
    return Ask(fresh_after=now - TAKES_WITHIN)


NOT_ONES_OWN: Final = frozenset({"password", "mail"})
"""What everybody has: no factor that somebody set up."""

STAND_INS: Final = frozenset({"recovery", "bypass"})
"""What stands in for a lost factor, here too: else whoever loses a phone could never link another."""


@dataclass(frozen=True, slots=True)
class Strongest:
    """Asks whoever changes what they sign in with for the strongest factor they have, if `is_asked`."""

    policy: Policy
    begin: Callable[[], AbstractContextManager[HoldingStores]]
    is_asked: bool

    def strengthen(self, visit: Visit, service: str, ask: Ask) -> Ask:
        """Return the ask with the level to reach. Pages that only show ask for nothing fresh and stay as they are."""
        if (
            not self.is_asked
            or service not in (ENROLMENT, PASSKEYS)
            or ask.fresh_after is None
            or visit.person is None
        ):
            return ask
        with self.begin() as stores:
            holdings = load_holdings(stores, visit.person, visit.now)
        return replace(ask, level=find_level(self.policy, holdings, visit.zone, visit.person.realm, service))


def find_level(
    policy: Policy, holdings: Holdings, zone: str, realm: str, service: str = ENROLMENT
) -> str | None:
    """Return the level to change things with: the strongest the person can reach here, or what stands in for it.

    None for somebody who has set up no factor: the service's own rule is all there is to ask.
    """
    usable = [
        level
        for name in policy.ways_in(service, zone, realm)
        if (level := policy.levels.get(name)) and is_usable(policy, name, holdings)
    ]
    own = [level for level in usable if level.methods - NOT_ONES_OWN and not level.methods & STAND_INS]
    if not own:
        return None
    enough = [own[0], *(level for level in usable if level.methods & STAND_INS)]
    return min(enough, key=policy.levels.order.index).name
