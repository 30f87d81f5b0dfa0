"""Whether an account may be used, and until when, in three directories' words."""

from datetime import UTC, datetime, timedelta

import pytest

from idp.people.ldap.entry import Entry
from idp.people.ldap.standing import read_standing
from tests.unit.people.ldap.entries import entry

MIDNIGHT, TICKS = datetime(2026, 3, 11, tzinfo=UTC), "134176608000000000"


def test_what_the_directory_does_not_say_is_in_order() -> None:
    standing = read_standing(entry(), None)
    assert (standing.is_enabled, standing.expires_at, standing.password_expires_at) == (True, None, None)
    assert standing.changed_at is None


@pytest.mark.parametrize(
    ("held", "is_enabled"),
    [
        (entry(userAccountControl="512"), True),
        (entry(userAccountControl="514"), False),
        (entry(userAccountControl="66050"), False),
        (entry(userAccountControl="none"), True),
        (entry(pwdAccountLockedTime="000001010000Z"), False),
        (entry(pwdAccountLockedTime="20260311000000Z"), True),
        (entry(nsAccountLock="TRUE"), False),
        (entry(nsAccountLock="false"), True),
    ],
)
def test_an_account_is_disabled_in_each_directorys_own_way(held: Entry, is_enabled: bool) -> None:
    assert read_standing(held, None).is_enabled is is_enabled


@pytest.mark.parametrize("never", ["0", "9223372036854775807"])
def test_an_employment_without_an_end_has_none(never: str) -> None:
    assert read_standing(entry(accountExpires=never), None).expires_at is None
    assert read_standing(entry(accountExpires=TICKS), None).expires_at == MIDNIGHT


def test_active_directory_computes_when_the_password_ends() -> None:
    held = {"msDS_UserPasswordExpiryTimeComputed": TICKS}
    assert read_standing(entry(**held), 30).password_expires_at == MIDNIGHT
    assert read_standing(entry(**held, userAccountControl=str(0x10000)), 30).password_expires_at is None
    held = {"msDS_UserPasswordExpiryTimeComputed": "9223372036854775807"}
    assert read_standing(entry(**held), 30).password_expires_at is None


def test_elsewhere_it_is_counted_from_the_last_change() -> None:
    held = entry(pwdChangedTime="20260311000000Z")
    assert read_standing(held, 90).password_expires_at == MIDNIGHT + timedelta(days=90)
    assert read_standing(held, None).password_expires_at is None
    assert read_standing(entry(), 90).password_expires_at is None


@pytest.mark.parametrize("attribute", ["whenChanged", "modifyTimestamp"])
def test_when_it_was_changed_is_read_from_either_directory(attribute: str) -> None:
    assert read_standing(entry(**{attribute: "20260311000000.0Z"}), None).changed_at == MIDNIGHT
