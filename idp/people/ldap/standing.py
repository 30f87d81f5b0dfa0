"""Whether an account may be used, and until when: as Active Directory, OpenLDAP and 389 Directory Server each say it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from idp.people.ldap.entry import Entry
from idp.people.ldap.moments import NEVER, read_filetime, read_generalized

DISABLED: Final = 0x2
PASSWORD_STAYS: Final = 0x10000
"""Bits of userAccountControl (MS-ADTS, section 2.2.16)."""
LOCKED_FOR_GOOD: Final = "000001010000Z"
"""pwdAccountLockedTime of an account that only an administrator unlocks."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the directory says of an account; None is never."""

    is_enabled: bool
    expires_at: datetime | None
    password_expires_at: datetime | None
    changed_at: datetime | None


def read_standing(entry: Entry, password_days: int | None) -> Standing:
    """Return how the account stands. What the directory does not say is taken to be in order."""
    control = entry.number("userAccountControl") or 0
    is_locked = entry.text("pwdAccountLockedTime") == LOCKED_FOR_GOOD
    is_inactivated = (entry.text("nsAccountLock") or "").lower() == "true"
    return Standing(
        is_enabled=not control & DISABLED and not is_locked and not is_inactivated,
        expires_at=read_filetime(entry.number("accountExpires")),
        password_expires_at=None if control & PASSWORD_STAYS else find_password_end(entry, password_days),
        changed_at=read_generalized(entry.text("whenChanged") or entry.text("modifyTimestamp")),
    )


def find_password_end(entry: Entry, password_days: int | None) -> datetime | None:
    """Return when the password runs out, as computed by Active Directory or counted from its last change."""
    computed = entry.number("msDS-UserPasswordExpiryTimeComputed")
    if computed is not None:
        return None if computed in NEVER else read_filetime(computed)
    changed = read_generalized(entry.text("pwdChangedTime"))
    if changed is None or password_days is None:
        return None
    return changed + timedelta(days=password_days)
