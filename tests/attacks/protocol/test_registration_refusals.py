"""Whoever is refused at the registration endpoint again and again is told to wait, and the trail says what was refused."""

from datetime import timedelta
from typing import Any

import pytest
from werkzeug.test import TestResponse

from idp.methods.strikes import MOST, WINDOW
from tests.support.registering import invite
from tests.support.world import CALLBACK, World

HERE, ELSEWHERE = "192.0.2.7", "192.0.2.8"


def ask(
    world: World, token: str | None, address: str = HERE, method: str = "POST", **members: Any
) -> TestResponse:
    """Send a registration from an address."""
    return world.app.test_client().open(
        "/register" if method == "POST" else "/register/somebody",
        method=method,
        json={"redirect_uris": [CALLBACK]} | members,
        headers={} if token is None else {"Authorization": f"Bearer {token}"},
        environ_overrides={"REMOTE_ADDR": address},
    )


def guess_until_out(world: World) -> None:
    assert [ask(world, f"guess-{n}").status_code for n in range(MOST)] == [401] * MOST


def test_after_too_many_guesses_not_even_an_invitation_is_looked_at(world: World) -> None:
    newcomer = invite(world)
    guess_until_out(world)
    answer = ask(world, newcomer.token)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")
    assert answer.json["error"] == "temporarily_unavailable"
    assert ask(world, newcomer.token, ELSEWHERE).status_code == 201


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_guesses_at_a_registered_clients_token_count_too(world: World, method: str) -> None:
    for number in range(MOST):
        assert ask(world, f"guess-{number}", method=method).status_code == 401
    assert ask(world, "one more", method=method).status_code == 429


def test_a_minute_later_an_invitation_is_taken_again(world: World) -> None:
    newcomer = invite(world)
    guess_until_out(world)
    world.clock.now += WINDOW + timedelta(seconds=1)
    assert ask(world, newcomer.token).status_code == 201


def test_who_is_out_at_registration_is_not_out_as_a_client(world: World) -> None:
    """They are counted apart: two applications of one supplier share an address."""
    payslips = world.register()
    guess_until_out(world)
    answer = world.app.test_client().post(
        "/token",
        data={"grant_type": "refresh_token", "refresh_token": "none"},
        auth=(payslips.client.client_id, payslips.secret or ""),
        environ_overrides={"REMOTE_ADDR": HERE},
    )
    assert answer.json["error"] == "invalid_grant"


@pytest.mark.parametrize(
    ("members", "is_invited"),
    [
        ({}, False),
        ({"redirect_uris": ["http://evil.test/"]}, True),
        ({"subject_type": "odd"}, True),
        ({"grant_types": ["password"]}, True),
    ],
)
def test_every_refusal_is_recorded_once(world: World, members: dict[str, Any], is_invited: bool) -> None:
    token = invite(world).token if is_invited else "wrong"
    assert ask(world, token, **members).status_code in {400, 401}
    assert world.count_tags("registration.refused") == 1


def test_a_request_without_a_token_is_recorded_too(world: World) -> None:
    assert ask(world, None).status_code == 401
    assert world.count_tags("registration.refused") == 1


def test_what_succeeds_is_no_refusal(world: World) -> None:
    invite(world).settle()
    assert world.count_tags("registration.refused") == 0


def test_who_is_out_writes_nothing_into_the_audit_trail(world: World) -> None:
    guess_until_out(world)
    for number in range(5):
        assert ask(world, f"more-{number}").status_code == 429
    assert world.count_tags("registration.refused") == MOST


def test_the_trail_repeats_nothing_that_was_sent(world: World) -> None:
    ask(world, "canary-token", redirect_uris=["https://canary.test/\u202e"], client_name="canary")
    with world.database.begin() as stores:
        written = str(list(stores.audit.load_rows()))
    assert "canary" not in written
