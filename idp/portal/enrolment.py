"""Who may change numbers and devices: someone inside, who signed in there a short while ago.

The policy's own rule for the service `enrolment` says how they signed in; the demonstration's, like the instruction
the portal grew from, asks for a password at the workplace. A lost phone can therefore be replaced there by its owner
alone. What a thief of the password inside could do is met by recency, by the notices to the mailbox and the old
number, and by invariants that keep the door shut to everyone outside whatever they hold.
"""

from datetime import datetime, timedelta
from typing import Final

from idp.policy.question import Ask

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
