"""Tries a change again when somebody else changed the same thing meanwhile."""

from collections.abc import Callable
from typing import Final, TypeVar

from idp.admin.scim.fault import Fault

TRIES: Final = 5
Result = TypeVar("Result")


class Moved(Exception):
    """The thing has another version than was read: the unit of work is rolled back."""


def retry(act: Callable[[], Result]) -> Result:
    """Return what `act` does, tried again with what is there now. Raises Fault 409 when it never comes to rest.

    A caller that sent If-Match is told by `act` itself that its version is gone.
    """
    for _ in range(TRIES):
        try:
            return act()
        except Moved:
            continue
    raise Fault(409, "others change the same thing all the time; send the same request again soon")
