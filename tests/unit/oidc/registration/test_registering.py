from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from joserfc.jwk import ECKey, OctKey

from idp.chance import SystemChance
from idp.oidc.clients.authentication import is_secret_right
from idp.oidc.clients.client import Client
from idp.oidc.clients.reserved import CONSOLE, ReservedClient
from idp.oidc.registration.client_secret import UNSEEN
from idp.oidc.registration.registering import (
    ChangedMeanwhile,
    UnknownClient,
    end_old_secrets,
    pause,
    register,
    remove,
    replace_client,
    resume,
    rotate_secret,
)
from idp.oidc.registration.rules import BadRegistration, check_registration
from idp.oidc.stores import OidcStores
from idp.storage.stores import Stores
from idp.storage.unit_of_work import Database

NOW = datetime(2026, 3, 11, 11, 0, tzinfo=UTC)
CHANCE = SystemChance()
PUBLIC = {"keys": [ECKey.generate_key("P-256").as_dict(private=False)]}
WANTED = Client(
    client_id="chosen-by-the-caller",
    name="Lönebesked",
    service="lonebesked",
    redirect_uris=("https://a.test/cb",),
    auth_method="client_secret_basic",
    created_at=NOW - timedelta(days=9),
)


@pytest.fixture
def stores(sqlite_database: Database) -> Iterator[Stores]:
    """One unit of work."""
    with sqlite_database.begin() as stores:
        yield stores


def test_id_secret_and_moment_are_ours(stores: Stores) -> None:
    registered = register(stores, WANTED, CHANCE, NOW)
    assert registered.client.client_id != WANTED.client_id
    assert registered.client.created_at == NOW
    assert stores.clients.find(registered.client.client_id) == registered.client


def test_only_a_hash_of_the_secret_is_kept(stores: Stores) -> None:
    registered = register(stores, WANTED, CHANCE, NOW)
    assert registered.secret is not None
    assert [one.sha256 for one in registered.client.secrets] == [
        sha256(registered.secret.encode()).hexdigest()
    ]
    assert registered.secret not in repr(registered)


@pytest.mark.parametrize("auth_method", ["none", "private_key_jwt"])
def test_a_client_that_needs_no_secret_gets_none(stores: Stores, auth_method: Any) -> None:
    keys = {"keys": [ECKey.generate_key("P-256").as_dict(private=False)]}
    registered = register(stores, replace(WANTED, auth_method=auth_method, jwks=keys), CHANCE, NOW)
    assert (registered.secret, registered.client.secrets) == (None, ())


def test_the_old_secret_works_for_a_week_beside_the_new(stores: Stores) -> None:
    old = register(stores, WANTED, CHANCE, NOW)
    new = rotate_secret(stores, old.client, CHANCE, NOW)
    assert old.secret is not None
    assert new.secret is not None
    last = NOW + timedelta(days=7) - timedelta(seconds=1)
    assert is_secret_right(new.client, old.secret, last)
    assert not is_secret_right(new.client, old.secret, NOW + timedelta(days=7))
    assert is_secret_right(new.client, new.secret, NOW + timedelta(days=700))


def test_a_second_rotation_ends_the_oldest_secret_at_once(stores: Stores) -> None:
    first = register(stores, WANTED, CHANCE, NOW)
    second = rotate_secret(stores, first.client, CHANCE, NOW)
    later = NOW + UNSEEN
    third = rotate_secret(stores, second.client, CHANCE, later)
    assert len(third.client.secrets) == 2
    assert not is_secret_right(third.client, first.secret or "", later)
    assert is_secret_right(third.client, second.secret or "", later)


def test_a_second_rotation_within_minutes_ends_the_one_that_nobody_saw(stores: Stores) -> None:
    first = register(stores, WANTED, CHANCE, NOW)
    second = rotate_secret(stores, first.client, CHANCE, NOW)
    third = rotate_secret(stores, second.client, CHANCE, NOW)
    assert third.client.secrets[1:] == second.client.secrets[1:]
    assert is_secret_right(third.client, first.secret or "", NOW)
    assert not is_secret_right(third.client, second.secret or "", NOW)
    assert is_secret_right(third.client, third.secret or "", NOW)


def test_a_secret_is_not_rotated_on_top_of_one_that_nobody_saw(stores: Stores) -> None:
    known = register(stores, WANTED, CHANCE, NOW).client
    kept = rotate_secret(stores, known, CHANCE, NOW).client
    with pytest.raises(ChangedMeanwhile):
        rotate_secret(stores, known, CHANCE, NOW)
    assert stores.clients.find(known.client_id) == kept


def test_a_removed_client_is_gone_and_parted_from_once(stores: Stores) -> None:
    parted: list[str] = []

    def part(_stores: OidcStores, client: Client, _now: datetime) -> None:
        parted.append(client.client_id)

    client_id = register(stores, WANTED, CHANCE, NOW).client.client_id
    remove(stores, client_id, part, NOW)
    assert stores.clients.find(client_id) is None
    with pytest.raises(UnknownClient):
        remove(stores, client_id, part, NOW)
    assert parted == [client_id]


def test_secrets_expire_when_the_operator_has_said_how_long_they_live(stores: Stores) -> None:
    year = timedelta(days=365)
    first = register(stores, WANTED, CHANCE, NOW, year)
    assert is_secret_right(first.client, first.secret or "", NOW + year - timedelta(seconds=1))
    assert not is_secret_right(first.client, first.secret or "", NOW + year)


def test_rotation_gives_an_old_secret_no_longer_life_than_it_had(stores: Stores) -> None:
    soon = timedelta(days=2)
    first = register(stores, WANTED, CHANCE, NOW, soon)
    second = rotate_secret(stores, first.client, CHANCE, NOW, timedelta(days=365))
    assert not is_secret_right(second.client, first.secret or "", NOW + soon)
    assert is_secret_right(second.client, second.secret or "", NOW + timedelta(days=364))


def test_the_old_secret_can_be_ended_at_once(stores: Stores) -> None:
    first = register(stores, WANTED, CHANCE, NOW)
    second = rotate_secret(stores, first.client, CHANCE, NOW)
    client = end_old_secrets(stores, first.client.client_id, NOW)
    assert not is_secret_right(client, first.secret or "", NOW)
    assert is_secret_right(client, second.secret or "", NOW)


def test_a_paused_client_is_resumed_as_it_was(stores: Stores) -> None:
    client = register(stores, WANTED, CHANCE, NOW).client
    assert pause(stores, client.client_id, NOW).is_paused
    assert resume(stores, client.client_id, NOW) == replace(client, revision=2)


def test_a_change_is_not_made_over_one_that_nobody_saw(stores: Stores) -> None:
    known = register(stores, WANTED, CHANCE, NOW).client
    replace_client(stores, replace(known, name="Lön"), known, CHANCE, NOW)
    with pytest.raises(ChangedMeanwhile):
        replace_client(stores, replace(known, name="Löner"), known, CHANCE, NOW)


def remove_unparted(stores: Stores, client_id: str, now: datetime) -> None:
    remove(stores, client_id, lambda *_: None, now)


@pytest.mark.parametrize("act", [pause, resume, end_old_secrets, remove_unparted])
def test_the_providers_own_client_is_not_for_anybody_to_change(stores: Stores, act: Any) -> None:
    stores.clients.add(replace(WANTED, client_id=CONSOLE))
    with pytest.raises(ReservedClient):
        act(stores, CONSOLE, NOW)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"name": "a\nb"}, "name"),
        ({"redirect_uris": ()}, "redirect_uris"),
        ({"redirect_uris": ("http://a.test/",)}, "redirect_uris"),
        ({"post_logout_redirect_uris": ("https://a.test/#x",)}, "post_logout_redirect_uris"),
        ({"backchannel_logout_uri": "http://a.test/"}, "backchannel_logout_uri"),
        ({"initiate_login_uri": "http://a.test/"}, "initiate_login_uri"),
        ({"jwks_uri": "file:///etc/passwd"}, "jwks_uri"),
        ({"logo_uri": "javascript:alert(1)"}, "logo_uri"),
        ({"policy_uri": "x"}, "policy_uri"),
        ({"tos_uri": "x"}, "tos_uri"),
        ({"contact": "the third floor"}, "contact"),
        ({"data_owner": " "}, "data_owner"),
        ({"owners": ("p-anna", "p-anna")}, "owners"),
        ({"auth_method": "client_secret_jwt"}, "auth_method"),
        ({"grant_types": ("authorization_code", "password")}, "grant_types"),
        ({"scopes": ("openid", "admin")}, "scopes"),
        ({"scopes": ("profile",)}, "scopes"),
        ({"id_token_alg": "none"}, "id_token_alg"),
        ({"response_alg": "none"}, "response_alg"),
        ({"id_token_alg": "HS256"}, "id_token_alg"),
        ({"auth_method": "private_key_jwt"}, "jwks"),
        ({"jwks": PUBLIC, "jwks_uri": "https://a.test/jwks"}, "jwks"),
        ({"jwks": {}}, "jwks"),
        ({"jwks": {"keys": []}}, "jwks"),
        ({"jwks": PUBLIC | {"more": [[[[[1]]]]]}}, "jwks"),
        ({"jwks": {"keys": [{"kty": "??"}]}}, "jwks"),
        ({"jwks": {"keys": ["x"]}}, "jwks"),
        ({"jwks": {"keys": [ECKey.generate_key("P-256").as_dict(private=True)]}}, "jwks"),
        ({"jwks": {"keys": [OctKey.generate_key(256).as_dict()]}}, "jwks"),
        ({"jwks": {"keys": [{"kty": "RSA", "e": "AQAB", "n": "_" * 171}]}}, "jwks"),
    ],
)
@pytest.mark.filterwarnings("ignore::joserfc.errors.SecurityWarning")
def test_a_registration_that_breaks_a_rule_is_told_which(changes: dict[str, Any], fault: str) -> None:
    with pytest.raises(BadRegistration) as refused:
        check_registration(replace(WANTED, **changes))
    assert [line.partition(":")[0] for line in refused.value.faults] == [fault]


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(BadRegistration) as refused:
        check_registration(replace(WANTED, name="", redirect_uris=("x", "y"), scopes=("z",)))
    assert len(refused.value.faults) == 5
