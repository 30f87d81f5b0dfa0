"""Whoever fails to prove to be a client is counted (TK12)."""

from base64 import b64encode
from datetime import timedelta

import pytest
from werkzeug.test import TestResponse

from idp.methods.strikes import MOST, WINDOW
from idp.oidc.registration.registering import Registered
from tests.support.world import World

HERE, ELSEWHERE = "192.0.2.7", "192.0.2.8"


def call(
    world: World, client_id: str, secret: str, address: str = HERE, path: str = "/token"
) -> TestResponse:
    proof = b64encode(f"{client_id}:{secret}".encode()).decode()
    return world.app.test_client(use_cookies=False).post(
        path,
        data={"grant_type": "refresh_token", "refresh_token": "none", "token": "none"},
        headers={"Authorization": f"Basic {proof}"},
        environ_overrides={"REMOTE_ADDR": address},
    )


def guess_until_out(world: World, client_id: str) -> None:
    assert [call(world, client_id, f"guess-{n}").status_code for n in range(MOST)] == [401] * MOST


@pytest.mark.parametrize("path", ["/token", "/introspect", "/revoke"])
def test_after_too_many_guesses_not_even_the_right_secret_is_looked_at(
    world: World, payslips: Registered, path: str
) -> None:
    guess_until_out(world, payslips.client.client_id)
    answer = call(world, payslips.client.client_id, payslips.secret or "", path=path)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")
    assert answer.json["error"] == "temporarily_unavailable"


def test_guesses_from_one_address_lock_nobody_out_at_another(world: World, payslips: Registered) -> None:
    guess_until_out(world, payslips.client.client_id)
    answer = call(world, payslips.client.client_id, payslips.secret or "", ELSEWHERE)
    assert answer.json["error"] == "invalid_grant"


def test_guesses_at_one_client_lock_out_no_other_of_the_same_server(
    world: World, payslips: Registered
) -> None:
    guess_until_out(world, "somebody-else")
    answer = call(world, payslips.client.client_id, payslips.secret or "")
    assert answer.json["error"] == "invalid_grant"


def test_a_minute_later_the_right_secret_is_taken_again(world: World, payslips: Registered) -> None:
    guess_until_out(world, payslips.client.client_id)
    world.clock.now += WINDOW + timedelta(seconds=1)
    answer = call(world, payslips.client.client_id, payslips.secret or "")
    assert answer.json["error"] == "invalid_grant"


def test_who_is_out_writes_nothing_into_the_audit_trail(world: World, payslips: Registered) -> None:
    guess_until_out(world, payslips.client.client_id)
    before = world.count_tags("client.authentication_failed")
    for number in range(5):
        assert call(world, payslips.client.client_id, f"more-{number}").status_code == 429
    assert world.count_tags("client.authentication_failed") == before == MOST


def test_what_is_counted_by_is_short_however_long_the_name(world: World) -> None:
    for number in range(MOST + 1):
        answer = call(world, "x" * 5000, f"guess-{number}")
    assert answer.status_code == 429
    assert all(len(name) < 200 for name in world.provider.strikes._counts)
