"""How recently a member of staff must have signed in: somebody else may sit down at an unlocked computer."""

from datetime import datetime, timedelta
from typing import Final

from idp.policy.question import Ask

OPENS_WITHIN: Final = timedelta(minutes=10)
"""The form opens to a sign-in at most this old; an older one signs in again."""

TAKES_WITHIN: Final = timedelta(minutes=15)
"""What is sent is taken this long after the sign-in, so that nobody who has just opened the form is cut off."""


def ask_to_open(now: datetime) -> Ask:
    """Return the wish to decide with when the form is opened."""
    return Ask(fresh_after=now - OPENS_WITHIN)


def ask_to_act(now: datetime) -> Ask:
    """Return the wish to decide with when a step is taken."""
    return Ask(fresh_after=now - TAKES_WITHIN)
