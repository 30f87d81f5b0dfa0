"""OpenID Connect Back-Channel Logout 1.0."""

from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet
from joserfc.jws import extract_compact

from idp.chance import SystemChance
from idp.delivery.message import Message
from idp.oidc.logout.logout_token import SigningSender
from idp.oidc.registration.registering import Registered
from idp.sessions.session import End, Session
from tests.support.statements import watch_statements
from tests.support.world import ANNA, ISSUER, KEYRING, Browser, World, answer_of

RECEIVER = "https://payslips.test/backchannel-logout"


class Recorder:
    """A sender that keeps what it is given."""

    def __init__(self) -> None:
        self.sent: list[Message] = []

    def send(self, message: Message) -> None:
        self.sent.append(message)


@pytest.fixture
def client(world: World) -> Registered:
    """A client that wants to be told."""
    return world.register(backchannel_logout_uri=RECEIVER)


def sign_in_to(world: World, client: Registered) -> tuple[Browser, Session]:
    """Sign Anna in, and in to the client."""
    browser = world.browser()
    session = world.sign_in(browser)
    answer_of(world.authorize(browser, client.client))
    return browser, session


def send_waiting(world: World) -> list[Message]:
    """Send every notice that waits and return what went out."""
    recorder = Recorder()
    sender = SigningSender(recorder, ISSUER, lambda: KEYRING, SystemChance(), world.clock)
    for message in world.waiting_notices():
        sender.send(message)
    return recorder.sent


def claims_of(token: str) -> dict[str, Any]:
    """Return the claims of a logout token that our published keys verify."""
    keys = KeySet.import_key_set(KEYRING.public_jwks())  # type: ignore[arg-type]
    return dict(jwt.decode(token, keys, algorithms=["ES256", "RS256"]).claims)


def test_each_client_that_took_part_is_told(world: World, client: Registered) -> None:
    """2.3."""
    second = world.register(
        backchannel_logout_uri="https://vab.test/logout", redirect_uris=client.client.redirect_uris
    )
    browser, session = sign_in_to(world, client)
    answer_of(world.authorize(browser, second.client))
    world.logout.end(session, world.clock(), End.SIGNED_OUT)
    assert {message.to for message in send_waiting(world)} == {RECEIVER, "https://vab.test/logout"}


def test_a_client_that_took_no_part_or_wants_no_word_is_not_told(world: World, client: Registered) -> None:
    """2.3."""
    silent = world.register()
    _, session = sign_in_to(world, silent)
    world.logout.end(session, world.clock(), End.SIGNED_OUT)
    assert send_waiting(world) == []


def test_the_token_says_whose_session_ended_and_holds_no_nonce(world: World, client: Registered) -> None:
    """2.4."""
    _, session = sign_in_to(world, client)
    world.logout.end(session, world.clock(), End.SIGNED_OUT)
    (message,) = send_waiting(world)
    claims, now = claims_of(message.body), int(world.clock().timestamp())
    assert claims.pop("jti")
    assert claims == {
        "iss": ISSUER,
        "sub": "p-anna",
        "aud": client.client.client_id,
        "sid": session.sid,
        "iat": now,
        "exp": now + 120,
        "events": {"http://schemas.openid.net/event/backchannel-logout": {}},
    }


@pytest.mark.parametrize("alg", ["ES256", "RS256"])
def test_the_token_is_signed_as_the_clients_id_tokens_and_has_its_own_type(world: World, alg: str) -> None:
    """2.4."""
    client = world.register(backchannel_logout_uri=RECEIVER, id_token_alg=alg)
    _, session = sign_in_to(world, client)
    world.logout.end(session, world.clock(), End.SIGNED_OUT)
    (message,) = send_waiting(world)
    header = extract_compact(message.body.encode()).headers()
    assert header == {"alg": alg, "kid": KEYRING.active(alg).kid, "typ": "logout+jwt"}


def test_a_token_sent_late_is_fresh_and_each_attempt_has_its_own_jti(
    world: World, client: Registered
) -> None:
    """2.4 and 2.6: a receiver refuses an expired token and a jti it has seen."""
    _, session = sign_in_to(world, client)
    world.logout.end(session, world.clock(), End.SIGNED_OUT)
    (waiting,), recorder = world.waiting_notices(), Recorder()
    sender = SigningSender(recorder, ISSUER, lambda: KEYRING, SystemChance(), world.clock)
    sender.send(waiting)
    world.clock.advance(minutes=9)
    sender.send(waiting)
    first, second = (claims_of(message.body) for message in recorder.sent)
    assert second["exp"] == int(world.clock().timestamp()) + 120
    assert first["jti"] != second["jti"]


def test_the_session_is_dead_before_anyone_is_told(world: World, client: Registered) -> None:
    """2.3, and LO4."""
    browser, session = sign_in_to(world, client)
    world.logout.end(session, world.clock(), End.SIGNED_OUT)
    assert answer_of(world.authorize(browser, client.client, prompt="none"))["error"] == "login_required"
    assert len(world.waiting_notices()) == 1


def test_a_session_ends_once_and_its_clients_are_told_once(world: World, client: Registered) -> None:
    """2.3."""
    _, session = sign_in_to(world, client)
    for _ in range(2):
        world.logout.end(session, world.clock(), End.SIGNED_OUT)
    assert len(world.waiting_notices()) == 1
    assert world.count_tags("session.ended") == 1


def test_a_logout_token_is_no_id_token(world: World, client: Registered) -> None:
    """RFC 8725, 3.11."""
    browser, session = sign_in_to(world, client)
    world.logout.end(session, world.clock(), End.SIGNED_OUT)
    (message,) = send_waiting(world)
    refused = world.authorize(browser, client.client, id_token_hint=message.body)
    assert answer_of(refused)["error"] == "invalid_request"


def test_whoever_has_been_in_everywhere_is_out_everywhere_at_once(world: World, client: Registered) -> None:
    """2.6. Ending thirty sign-ins takes as many statements as ending one, but for the notices."""

    def end_all(sign_ins: int) -> tuple[int, int]:
        for _ in range(sign_ins):
            sign_in_to(world, client)
        idle = world.provider.lifetimes.idle
        with watch_statements(world.database) as seen, world.database.begin() as stores:
            ended = world.logout.end_all(stores, ANNA.person_id, idle, world.clock(), End.ELSEWHERE)
        return ended, len(
            [one for one in seen if not one.startswith(("INSERT INTO outbox", "INSERT INTO audit"))]
        )

    (one, statements), (many, as_many) = end_all(1), end_all(30)
    assert (one, many) == (1, 30)
    assert as_many == statements
    assert len(send_waiting(world)) == 31
