"""OpenID Connect Registration 1.0, section 2: a client's keys are those at its jwks_uri."""

import json
from typing import Any

import pytest
from joserfc.jwk import ECKey, OctKey

from idp.oidc.registration.registering import Registered
from tests.support.assertions import Signer, redeem_with
from tests.support.world import World

URI = "https://payslips.test/jwks"


@pytest.fixture
def signer() -> Signer:
    """A relying party's key."""
    return Signer()


@pytest.fixture
def client(world: World, signer: Signer) -> Registered:
    """A client that publishes its key."""
    publish(world, signer.jwks())
    return world.register(auth_method="private_key_jwt", jwks_uri=URI)


def publish(world: World, jwks: Any) -> None:
    world.web.documents[URI] = json.dumps(jwks).encode()


def attempt(world: World, signer: Signer, client: Registered, kid: str = "k1") -> int:
    """Return the status that an assertion of this key and kid gets."""
    assertion = signer.sign(world, client.client.client_id, {"kid": kid})
    return int(redeem_with(world, world.get_code(client), assertion).status_code)


def test_a_published_key_proves_the_client(world: World, signer: Signer, client: Registered) -> None:
    assert attempt(world, signer, client) == 200


def test_keys_are_fetched_once_for_many_assertions(world: World, signer: Signer, client: Registered) -> None:
    assert [attempt(world, signer, client) for _ in range(5)] == [200] * 5
    assert world.web.asked == [URI]


def test_a_new_key_is_found_half_a_minute_after_the_change(
    world: World, signer: Signer, client: Registered
) -> None:
    """Core, 10.1.1."""
    assert attempt(world, signer, client) == 200
    other = Signer(ECKey.generate_key("P-256"))
    publish(world, {"keys": [{**other.key.as_dict(private=False), "kid": "k2"}]})
    world.clock.advance(seconds=30)
    assert attempt(world, other, client, "k2") == 200
    assert attempt(world, signer, client) == 401


def test_guessing_kids_fetches_no_more_than_every_twenty_seconds(
    world: World, signer: Signer, client: Registered
) -> None:
    for number in range(15):
        attempt(world, signer, client, f"guess-{number}")
    assert len(world.web.asked) == 1
    world.clock.advance(seconds=21)
    attempt(world, signer, client, "guess-again")
    assert len(world.web.asked) == 2


def test_a_server_that_is_away_is_not_asked_again_at_once(world: World, client: Registered) -> None:
    world.web.documents.clear()
    stranger = Signer()
    assert [attempt(world, stranger, client) for _ in range(5)] == [401] * 5
    assert len(world.web.asked) == 1


def test_a_failed_renewal_leaves_the_known_keys_in_use(
    world: World, signer: Signer, client: Registered
) -> None:
    assert attempt(world, signer, client) == 200
    world.web.documents.clear()
    world.clock.advance(seconds=30)
    assert attempt(world, signer, client, "unknown") == 401
    assert attempt(world, signer, client) == 200


@pytest.mark.parametrize(
    "published",
    [
        [],
        {},
        {"keys": []},
        {"keys": "many"},
        {"keys": [{"kty": "EC"}]},
        {"keys": [OctKey.generate_key(256).as_dict(private=True)]},
        {"keys": [ECKey.generate_key("P-256").as_dict(private=True)]},
        {"keys": [ECKey.generate_key("P-256").as_dict(private=False)] * 21},
    ],
)
def test_an_unsound_key_set_proves_nobody(
    world: World, signer: Signer, client: Registered, published: Any
) -> None:
    publish(world, published)
    assert attempt(world, signer, client) == 401


def test_a_key_of_a_kind_we_do_not_use_spoils_no_other(
    world: World, signer: Signer, client: Registered
) -> None:
    """RFC 7517, 5."""
    foreign = {
        "kty": "OKP",
        "crv": "Ed25519",
        "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
        "kid": "ed",
    }
    publish(world, {"keys": [foreign, *signer.jwks()["keys"]]})
    assert attempt(world, signer, client) == 200


def test_no_transaction_is_open_while_keys_are_fetched(
    world: World, signer: Signer, client: Registered
) -> None:
    """SQLite would refuse the second writer after its patience."""

    def write() -> None:
        with world.database.begin() as stores:
            stores.clients.remove("nobody")

    world.web.meanwhile = write
    assert attempt(world, signer, client) == 200


def test_a_registered_address_must_be_https(world: World) -> None:
    client = world.register(auth_method="private_key_jwt", jwks_uri="http://localhost:1/jwks")
    assert attempt(world, Signer(), client) == 401
    assert world.web.asked == []
