"""Request objects that somebody else made, or made for another use (RFC 9101, section 10; RFC 8725)."""

from datetime import timedelta
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey

from idp.oidc.registration.registering import Registered
from tests.protocol.test_encrypted_requests import seal
from tests.protocol.test_rfc9101_request_objects import ask, signed
from tests.support.assertions import Signer
from tests.support.forgeries import FORGERIES, OWN, Genuine
from tests.support.world import ISSUER, World

THEIRS = "https://evil.test/keys"


@pytest.fixture
def signer() -> Signer:
    """A relying party's key."""
    return Signer()


@pytest.fixture
def client(world: World, signer: Signer) -> Registered:
    """A client whose key is registered, and who may not send unsigned requests."""
    return world.register(jwks=signer.jwks())


def build_genuine(world: World, signer: Signer, client: Registered, **changes: Any) -> Genuine:
    """Return the claims of a request that would do, under the client's own key."""
    assert isinstance(signer.key, ECKey)
    request = signed(world, signer, client, **changes)
    return Genuine(signer.key, "k1", dict(jwt.decode(request, signer.key, algorithms=["ES256"]).claims))


def test_the_genuine_request_would_have_passed(world: World, signer: Signer, client: Registered) -> None:
    """Else the tests below prove nothing."""
    genuine = build_genuine(world, signer, client, state="inside")
    assert ask(world, client, request=genuine.sign(genuine.key))["state"] == "inside"


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_object_asks_for_nothing(
    world: World, signer: Signer, client: Registered, name: str
) -> None:
    """AZ15; KY1, KY2, KY4: nothing of it counts, the state inside neither, and nobody is asked for a key."""
    forged = FORGERIES[name](build_genuine(world, signer, client, state="forged"))
    answer = ask(world, client, request=forged)
    assert answer["error"] in {"invalid_request_object", "invalid_request"}
    assert answer.get("state") != "forged"
    assert "code" not in answer
    assert world.web.asked == []


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_object_is_no_better_for_being_encrypted(
    world: World, signer: Signer, client: Registered, name: str
) -> None:
    """Anybody can encrypt to a published key."""
    forged = FORGERIES[name](build_genuine(world, signer, client))
    answer = ask(world, client, request=seal(world, forged))
    assert answer["error"] in {"invalid_request_object", "invalid_request"}


POINTERS: dict[str, Any] = {
    "jku": THEIRS,
    "x5u": THEIRS,
    "jwk": OWN.as_dict(private=False),
    "x5c": ["MIIB"],
}


@pytest.mark.parametrize("member", POINTERS)
def test_a_header_never_says_where_the_key_is(
    world: World, signer: Signer, client: Registered, member: str
) -> None:
    """RFC 8725, 3.10: the client's own signature counts, the pointer does not, and the attacker's does not either."""
    genuine = build_genuine(world, signer, client, state="inside")
    pointer = {member: POINTERS[member]}
    world.web.documents[THEIRS] = b'{"keys":[]}'
    assert ask(world, client, request=genuine.sign(OWN, **pointer))["error"] == "invalid_request_object"
    assert ask(world, client, request=genuine.sign(genuine.key, **pointer))["state"] == "inside"
    assert world.web.asked == []


def test_the_clients_secret_signs_no_request(world: World, signer: Signer) -> None:
    """HS256 is not offered: who knows the secret of a leaked back end must not speak for the front."""
    client = world.register(jwks=signer.jwks())
    forged = build_genuine(world, signer, client).with_public_key_as_secret((client.secret or "").encode())
    assert ask(world, client, request=forged)["error"] == "invalid_request_object"


@pytest.mark.parametrize(
    "audience",
    [
        None,
        "",
        "https://idp.test/",
        "https://idp.test.evil.test",
        "https://payslips.test",
        [],
        ["x"],
        {},
        1,
        True,
    ],
)
def test_an_object_for_somebody_else_is_not_for_us(
    world: World, signer: Signer, client: Registered, audience: Any
) -> None:
    """RFC 9101, 10.3; RFC 8725, 3.9."""
    answer = ask(world, client, request=signed(world, signer, client, aud=audience))
    assert answer["error"] == "invalid_request_object"


def test_one_audience_among_others_is_enough(world: World, signer: Signer, client: Registered) -> None:
    request = signed(world, signer, client, aud=["https://other.test", ISSUER])
    assert "code" in ask(world, client, request=request)


@pytest.mark.parametrize("issuer", [None, "", ISSUER, [], {"client_id": "x"}, 1])
def test_an_object_by_nobody_is_nobodys(
    world: World, signer: Signer, client: Registered, issuer: Any
) -> None:
    """RFC 9101, 10.3."""
    answer = ask(world, client, request=signed(world, signer, client, iss=issuer))
    assert answer["error"] == "invalid_request_object"


def test_another_clients_object_is_not_this_ones_even_with_the_same_key(
    world: World, signer: Signer, client: Registered
) -> None:
    """RFC 9101, 10.8: two clients of one supplier may share a key."""
    other = world.register(jwks=signer.jwks())
    answer = ask(world, client, request=signed(world, signer, other))
    assert answer["error"] == "invalid_request_object"


def test_a_client_assertion_is_no_request(world: World, signer: Signer, client: Registered) -> None:
    """RFC 9101, 10.8: both are signed by the client, for us."""
    assertion = signer.sign(world, client.client.client_id)
    assert ask(world, client, request=assertion)["error"] == "invalid_request_object"


def test_an_id_token_of_ours_is_no_request(world: World, signer: Signer, client: Registered) -> None:
    """RFC 8725, 3.11."""
    answer = ask(world, client, request=world.tokens(client)["id_token"])
    assert answer["error"] == "invalid_request_object"


def test_an_object_within_an_object_is_not_opened(world: World, signer: Signer, client: Registered) -> None:
    """RFC 9101, 4: no request or request_uri inside; and an envelope holds a signed object, not another envelope."""
    inner = signed(world, signer, client, state="inner")
    assert ask(world, client, request=signed(world, signer, client, request=inner))["error"] == (
        "invalid_request_object"
    )
    assert ask(world, client, request=seal(world, seal(world, inner)))["error"] == "invalid_request_object"


@pytest.mark.parametrize("characters", [8193, 20_000])
def test_an_object_that_is_too_long_is_not_looked_at(
    world: World, signer: Signer, client: Registered, characters: int
) -> None:
    padding = "x" * characters
    answer = ask(world, client, request=signed(world, signer, client, padding=padding))
    assert answer["error"] in {"invalid_request", "invalid_request_object"}


def test_an_object_of_too_many_members_is_refused(world: World, signer: Signer, client: Registered) -> None:
    many = {f"m{number}": "" for number in range(100)}
    answer = ask(world, client, request=signed(world, signer, client, **many))
    assert answer["error"] == "invalid_request_object"


@pytest.mark.parametrize("value", [{"a": {"b": {}}}, [["state"]], 1.5, True, None])
def test_members_of_odd_types_break_nothing(
    world: World, signer: Signer, client: Registered, value: Any
) -> None:
    """Never a 500: each is an error for the client, or absent."""
    request = build_genuine(world, signer, client).claims | {"scope": value}
    token = jwt.encode({"alg": "ES256", "kid": "k1"}, request, signer.key, algorithms=["ES256"])
    answer = ask(world, client, request=token, scope=None)
    assert answer["error"] in {"invalid_request_object", "invalid_scope", "invalid_request"}


def test_an_object_is_good_until_it_expires_and_not_after(
    world: World, signer: Signer, client: Registered
) -> None:
    request = signed(world, signer, client)
    world.clock.now += timedelta(seconds=61)
    assert ask(world, client, request=request)["error"] == "invalid_request_object"


def test_a_signature_permits_no_tokens_in_the_front_channel(
    world: World, signer: Signer, client: Registered
) -> None:
    """RFC 9101, 10.4: what an administrator has not permitted is not to be had by signing for it."""
    browser = world.browser()
    world.sign_in(browser)
    request = signed(world, signer, client, response_type="id_token token")
    location = world.authorize(browser, client.client, response_type=None, request=request).headers[
        "Location"
    ]
    assert "error=" in location
    assert "id_token=" not in location
    assert "access_token=" not in location
