"""Registered clients in both databases."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from idp.oidc.clients.client import Client, SecretHash
from idp.storage.unit_of_work import Database
from tests.support.together import together

NOW = datetime(2026, 3, 11, 11, 0, 0, 123456, tzinfo=UTC)

FULL = Client(
    client_id="c1",
    name="Lönebesked åäö",
    service="lonebesked",
    redirect_uris=("https://a.test/cb", "http://localhost:8001/cb"),
    auth_method="private_key_jwt",
    created_at=NOW,
    grant_types=("authorization_code", "refresh_token"),
    scopes=("openid", "profile"),
    id_token_alg="RS256",
    claims_in_id_token=True,
    secrets=(SecretHash("a" * 64), SecretHash("b" * 64, NOW + timedelta(days=7))),
    jwks={"keys": [{"kty": "EC", "crv": "P-256", "x": "x", "y": "y", "kid": "k"}]},
    jwks_uri="https://a.test/jwks",
    post_logout_redirect_uris=("https://a.test/out",),
    backchannel_logout_uri="https://a.test/bye",
    backchannel_logout_session_required=True,
    initiate_login_uri="https://a.test/login",
    is_native=True,
    is_paused=True,
    requires_pkce=False,
    contact="a@a.test",
    logo_uri="https://a.test/logo.svg",
    policy_uri="https://a.test/policy",
    tos_uri="https://a.test/tos",
)
PLAIN = Client(
    client_id="c2",
    name="B",
    service=None,
    redirect_uris=("https://b.test/cb",),
    auth_method="none",
    created_at=NOW + timedelta(days=1),
)


def test_a_client_comes_back_whole(database: Database) -> None:
    with database.begin() as stores:
        stores.clients.add(FULL)
        stores.clients.add(PLAIN)
    with database.begin() as stores:
        assert stores.clients.find("c1") == FULL
        assert stores.clients.find("c2") == PLAIN
        assert stores.clients.find("c3") is None


def test_of_many_who_add_one_client_one_does(database: Database) -> None:
    def add(number: int) -> bool:
        with database.begin() as stores:
            return stores.clients.add(replace(PLAIN, name=f"C{number}", owners=(f"p{number}",)))

    assert sorted(together(add, 10)) == [False] * 9 + [True]
    with database.begin() as stores:
        (kept,) = stores.clients.list()
        assert [stores.clients.has_owner(f"p{number}") for number in range(10)].count(True) == 1
        assert stores.clients.has_owner(*kept.owners)
        assert stores.clients.version() == 1


def test_clients_are_listed_oldest_first(database: Database) -> None:
    with database.begin() as stores:
        stores.clients.add(PLAIN)
        stores.clients.add(FULL)
        assert stores.clients.list() == (FULL, PLAIN)


def test_every_change_raises_the_version(database: Database) -> None:
    versions = []
    with database.begin() as stores:
        versions.append(stores.clients.version())
        stores.clients.add(FULL)
        versions.append(stores.clients.version())
        stores.clients.replace(replace(FULL, name="C"))
        versions.append(stores.clients.version())
        stores.clients.remove("c1")
        versions.append(stores.clients.version())
    assert versions == [0, 1, 2, 3]


def test_what_is_not_there_is_neither_replaced_nor_removed(database: Database) -> None:
    with database.begin() as stores:
        assert not stores.clients.replace(FULL)
        assert not stores.clients.remove("c1")
        assert stores.clients.list() == ()


def test_a_change_raises_the_revision(database: Database) -> None:
    with database.begin() as stores:
        stores.clients.add(PLAIN)
        assert stores.clients.replace(replace(PLAIN, name="C"))
        assert stores.clients.find("c2") == replace(PLAIN, name="C", revision=1)


def test_nothing_is_changed_on_top_of_what_nobody_saw(database: Database) -> None:
    with database.begin() as stores:
        stores.clients.add(PLAIN)
        assert stores.clients.replace(replace(PLAIN, name="C"))
        assert not stores.clients.replace(replace(PLAIN, name="D"))
        assert stores.clients.list() == (replace(PLAIN, name="C", revision=1),)


def test_of_many_who_change_one_revision_one_does(database: Database) -> None:
    with database.begin() as stores:
        stores.clients.add(PLAIN)

    def change(number: int) -> bool:
        with database.begin() as stores:
            return stores.clients.replace(replace(PLAIN, name=f"C{number}"))

    assert sorted(together(change, 10)) == [False] * 9 + [True]
