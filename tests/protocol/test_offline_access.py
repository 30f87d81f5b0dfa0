"""OpenID Connect Core 1.0, section 11: what `offline_access` grants outlives the session, and nothing else does."""

from datetime import timedelta

import pytest

from idp.oidc.authorization.consenting import withdraw
from idp.oidc.registration.registering import Registered
from idp.sessions.session import End
from tests.protocol.test_multiple_response_types import fragment_of
from tests.protocol.test_rfc7662_introspection import introspect
from tests.support.world import ANNA, World

SCOPES = ("openid", "profile", "offline_access")
IDLE = timedelta(minutes=15)


@pytest.fixture
def calendar(world: World) -> Registered:
    """An application that goes on while its people are away."""
    return world.register(name="Kalendern", scopes=SCOPES)


def sign_in_offline(world: World, calendar: Registered, *methods: str, zone: str = "admin") -> dict[str, str]:
    """Sign Anna in and return tokens that outlive her session."""
    tokens: dict[str, str] = world.tokens(calendar, *methods, zone=zone, scope=" ".join(SCOPES))
    assert "offline_access" in tokens["scope"].split()
    return tokens


def test_it_is_refreshed_after_the_session_has_ended(world: World, calendar: Registered) -> None:
    tokens = sign_in_offline(world, calendar)
    for _ in range(3):
        world.clock.advance(days=9)
        response = world.refresh(calendar, tokens["refresh_token"])
        assert response.status_code == 200
        tokens = response.json
    assert world.userinfo(tokens["access_token"]).status_code == 200
    world.clock.advance(days=3)
    assert world.refresh(calendar, tokens["refresh_token"]).json["error"] == "invalid_grant"


def test_without_the_scope_it_ends_with_the_session(world: World, calendar: Registered) -> None:
    tokens = world.tokens(calendar, scope="openid")
    world.clock.advance(minutes=16)
    assert world.refresh(calendar, tokens["refresh_token"]).json["error"] == "invalid_grant"


def test_signing_out_leaves_it_and_signing_out_everywhere_ends_it(world: World, calendar: Registered) -> None:
    """Back-Channel Logout 1.0, section 2.7: refresh tokens with offline_access should not be revoked."""
    tokens = sign_in_offline(world, calendar)
    with world.database.begin() as stores:
        (session,) = stores.sessions.list_live(ANNA.person_id, world.clock(), IDLE)
        assert world.logout.end_session(stores, session, world.clock(), End.ELSEWHERE)
    tokens = world.refresh(calendar, tokens["refresh_token"]).json
    assert "access_token" in tokens
    with world.database.begin() as stores:
        world.logout.end_all(stores, ANNA.person_id, IDLE, world.clock(), End.REVOKED)
    assert world.refresh(calendar, tokens["refresh_token"]).json["error"] == "invalid_grant"
    assert world.userinfo(tokens["access_token"]).status_code == 401


@pytest.mark.parametrize("change", [{"is_active": False}, {"groups": frozenset()}])
def test_whoever_left_or_lost_the_group_is_out_at_the_next_refresh(
    world: World, calendar: Registered, change: dict[str, object]
) -> None:
    tokens = sign_in_offline(world, calendar)
    world.town.change(ANNA.person_id, **change)
    assert world.refresh(calendar, tokens["refresh_token"]).json["error"] == "invalid_grant"


def test_how_and_where_they_signed_in_stays_as_it_was(world: World, calendar: Registered) -> None:
    """Nothing rises because the session is gone, and auth_time is the sign-in's."""
    tokens = sign_in_offline(world, calendar, "password", "sms", zone="remote")
    first = introspect(world, calendar, token=tokens["access_token"]).json
    world.clock.advance(days=2)
    again = world.refresh(calendar, tokens["refresh_token"]).json
    later = introspect(world, calendar, token=again["access_token"]).json
    assert first["acr"].endswith("/acr/sms/remote")
    for name in ("acr", "amr", "auth_time", "sub"):
        assert later[name] == first[name]


def test_a_stolen_refresh_token_still_ends_all(world: World, calendar: Registered) -> None:
    old = sign_in_offline(world, calendar)["refresh_token"]
    new = world.refresh(calendar, old).json["refresh_token"]
    assert world.refresh(calendar, old).json["error"] == "invalid_grant"
    assert world.refresh(calendar, new).json["error"] == "invalid_grant"


def test_it_is_left_out_for_whom_it_is_not_registered(world: World, payslips: Registered) -> None:
    assert world.tokens(payslips, scope="openid offline_access")["scope"] == "openid"


def test_it_is_left_out_without_refresh_tokens(world: World) -> None:
    client = world.register(scopes=SCOPES, grant_types=())
    tokens = world.tokens(client, scope="openid offline_access")
    assert tokens["scope"] == "openid"
    assert "refresh_token" not in tokens


def test_it_is_left_out_without_a_code(world: World) -> None:
    client = world.register(scopes=SCOPES, response_types=("code", "id_token token")).client
    browser = world.browser()
    world.sign_in(browser)
    answer = fragment_of(
        world.authorize(browser, client, response_type="id_token token", scope="openid offline_access")
    )
    assert answer["scope"] == "openid"


def test_the_person_sees_it_and_takes_it_back(world: World, calendar: Registered) -> None:
    tokens, now = sign_in_offline(world, calendar), world.clock()
    with world.database.begin() as stores:
        assert stores.grants.list_offline(ANNA.person_id, now) == (
            (calendar.client.client_id, now + timedelta(days=30)),
        )
        assert withdraw(stores, ANNA.person_id, calendar.client.client_id, now)
        assert stores.grants.list_offline(ANNA.person_id, now) == ()
    assert world.refresh(calendar, tokens["refresh_token"]).json["error"] == "invalid_grant"


def test_people_are_told_where_they_are_asked(world: World) -> None:
    client = world.register(name="Lunchkortet", scopes=SCOPES, consent="once").client
    browser = world.browser()
    world.sign_in(browser)
    asked = world.authorize(browser, client, scope="openid offline_access")
    assert "också när du inte är inloggad" in browser.get(asked.headers["Location"]).text
