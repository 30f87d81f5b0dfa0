"""What people agreed to: one whole for each person and application, in however many browsers they agree."""

from datetime import UTC, datetime

from idp.oidc.authorization.consent import Consent, Release
from idp.storage.unit_of_work import Database
from tests.support.together import together

NOW = datetime(2026, 3, 11, 11, 0, tzinfo=UTC)


def agree(database: Database, *scopes: str) -> None:
    """Have Maria agree that an application is told this."""
    with database.begin() as stores:
        stores.consents.add(Consent("p-maria", "payslips", Release(frozenset(scopes), frozenset()), NOW))


def find_scopes(database: Database) -> set[str]:
    """Return the scopes that Maria agreed to."""
    with database.begin() as stores:
        consent = stores.consents.find("p-maria", "payslips")
    assert consent is not None
    return set(consent.release.scopes)


def test_what_was_agreed_to_before_stays(database: Database) -> None:
    agree(database, "openid", "profile")
    agree(database, "openid", "email")
    assert find_scopes(database) == {"openid", "profile", "email"}


def test_who_agrees_in_many_browsers_at_once_agreed_to_all_of_it(database: Database) -> None:
    together(lambda number: agree(database, f"scope{number}"), 20)
    assert find_scopes(database) == {f"scope{number}" for number in range(20)}
