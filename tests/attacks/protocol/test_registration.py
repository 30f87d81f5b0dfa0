"""Attacks on registration: invitations shared, other people's clients, and addresses that lead inside (RG1, RG5)."""

import json

import pytest

from idp.delivery.fetch import Fetcher
from idp.delivery.reach import Reach
from idp.oidc.outbound import Outbound
from tests.support.registering import invite
from tests.support.together import together
from tests.support.world import CALLBACK, World


def test_one_invitation_registers_one_client_however_many_try_at_once(world: World) -> None:
    newcomer = invite(world)
    statuses = [answer.status_code for answer in together(lambda _: newcomer.register(), 20)]
    assert sorted(set(statuses)) == [201, 401]
    assert statuses.count(201) == 1


def test_an_invitation_that_is_over_registers_nobody(world: World) -> None:
    newcomer = invite(world, days=1)
    world.clock.advance(days=1)
    assert newcomer.register().status_code == 401


def test_a_withdrawn_invitation_registers_nobody(world: World) -> None:
    newcomer = invite(world, uses=9)
    with world.database.begin() as stores:
        (invitation,) = stores.invitations.list()
        assert stores.invitations.remove(invitation.invitation_id)
    assert newcomer.register().status_code == 401


@pytest.mark.parametrize("token", ["", "x", "a" * 600, "å"])
def test_nobody_registers_without_an_invitation(world: World, token: str) -> None:
    newcomer = invite(world)
    newcomer.token = token
    assert newcomer.register().status_code == 401


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_a_client_cannot_be_taken_over_with_anothers_token(world: World, method: str) -> None:
    mine, theirs = invite(world), invite(world)
    mine.settle()
    told = theirs.settle()
    answer = mine.send(method, theirs.path, client_id=told["client_id"], redirect_uris=[CALLBACK])
    assert answer.status_code == 401
    assert theirs.send("GET").json["redirect_uris"] == [CALLBACK]


def test_an_invitation_manages_no_client(world: World) -> None:
    newcomer = invite(world, uses=2)
    invitation = newcomer.token
    newcomer.settle()
    newcomer.token = invitation
    assert newcomer.send("GET").status_code == 401


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "[::1]",
        "10.0.0.1",
        "169.254.169.254",
        "[::ffff:127.0.0.1]",
        "0.0.0.0",
        "localhost",
        "192.168.1.1",
    ],
)
def test_a_sector_address_that_leads_inside_is_never_connected_to(world: World, host: str) -> None:
    object.__setattr__(world.provider, "outbound", Outbound(Fetcher(Reach())))
    answer = invite(world).register(sector_identifier_uri=f"https://{host}:1/sector")
    assert answer.status_code == 400
    assert "forbidden" in answer.json["error_description"] or "lower-case" in answer.json["error_description"]


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1"])
def test_a_loopback_address_in_disguise_is_never_connected_to(world: World, host: str) -> None:
    """CVE-2025-67494."""
    object.__setattr__(world.provider, "outbound", Outbound(Fetcher(Reach())))
    answer = invite(world).register(sector_identifier_uri=f"https://{host}:1/sector")
    assert answer.status_code == 400
    assert "unreachable" not in answer.json["error_description"]


def test_a_huge_registration_is_refused_before_it_is_read(world: World) -> None:
    answer = world.app.test_client().post(
        "/register",
        data=json.dumps({"client_name": "x" * 70_000}),
        content_type="application/json",
        headers={"Authorization": f"Bearer {invite(world).token}"},
    )
    assert answer.status_code == 413


def test_an_error_repeats_nothing_that_breaks_its_line(world: World) -> None:
    answer = invite(world).register(logo_uri='https://x/"\r\n\\å', client_name="a\x00b")
    said = answer.json["error_description"]
    assert answer.status_code == 400
    assert said.isascii()
    assert said.isprintable()
    assert not set('"\\') & set(said)
