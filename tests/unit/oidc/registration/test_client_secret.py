"""A secret asked for twice: nobody loses the one that the application uses, and nothing that leaked lives longer."""

from datetime import UTC, datetime, timedelta

import pytest

from idp.config.ranges import RANGES
from idp.oidc.clients.client import Client, SecretHash
from idp.oidc.registration.client_secret import (
    OLD_SECRET_LIFE,
    UNSEEN,
    hash_client_secret,
    list_old_secrets,
    replaces_newest,
)

NOW = datetime(2026, 3, 11, 11, 0, tzinfo=UTC)
MOMENT = timedelta(seconds=1)
USED = SecretHash("a" * 64, NOW + OLD_SECRET_LIFE, NOW - timedelta(days=300))
UNREAD = SecretHash("b" * 64, None, NOW)


def build(*secrets: SecretHash) -> Client:
    return Client(
        client_id="c1",
        name="Lönebesked",
        service=None,
        redirect_uris=("https://a.test/cb",),
        auth_method="client_secret_basic",
        created_at=NOW,
        secrets=secrets,
    )


def test_no_old_secret_can_outlive_the_new_one_so_that_nobody_gets_in_when_the_newest_has_expired() -> None:
    shortest, _ = RANGES["client_secrets.days"]
    assert timedelta(days=shortest) > OLD_SECRET_LIFE + UNSEEN


@pytest.mark.parametrize("later", [-MOMENT, MOMENT, UNSEEN - MOMENT])
def test_one_made_minutes_after_another_takes_its_place_and_the_used_one_keeps_its_end(
    later: timedelta,
) -> None:
    assert list_old_secrets(build(UNREAD, USED), NOW + later) == (USED,)


def test_one_made_later_ends_the_oldest() -> None:
    (old,) = list_old_secrets(build(UNREAD, USED), NOW + UNSEEN)
    assert (old.sha256, old.expires_at) == (UNREAD.sha256, NOW + UNSEEN + OLD_SECRET_LIFE)


def test_however_often_it_is_made_anew_the_used_one_ends_when_it_should() -> None:
    secrets, now = (UNREAD, USED), NOW
    while now < NOW + OLD_SECRET_LIFE:
        assert USED in secrets
        now += UNSEEN - MOMENT
        secrets = (hash_client_secret("x", now, None), *list_old_secrets(build(*secrets), now))
    assert USED not in secrets


@pytest.mark.parametrize(
    "secrets",
    [
        (),
        (UNREAD,),
        (UNREAD, SecretHash("c" * 64, NOW)),
        (SecretHash("b" * 64), USED),
    ],
    ids=["none", "the only one", "the other has ended", "made before that was kept"],
)
def test_a_newest_that_the_application_may_use_is_not_replaced(secrets: tuple[SecretHash, ...]) -> None:
    assert not replaces_newest(build(*secrets), NOW)
    assert [one.sha256 for one in list_old_secrets(build(*secrets), NOW)] == [
        one.sha256 for one in secrets[:1]
    ]
