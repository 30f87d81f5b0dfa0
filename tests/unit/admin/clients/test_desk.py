"""The desk: each may do what their role says, on the applications they may see, and nothing is lost."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from idp.admin.actor import Forbidden
from idp.admin.clients.desk import ClientDesk, NoSecret
from idp.admin.clients.listing import Wish
from idp.admin.permissions import Role
from idp.audit.events import Tag
from idp.oidc.clients.client import Client
from idp.oidc.clients.reserved import CONSOLE, ReservedClient
from idp.oidc.registration.registering import ChangedMeanwhile, UnknownClient
from idp.oidc.registration.rules import BadRegistration
from tests.support.actors import act_as
from tests.support.world import ANNA

NOW = datetime(2026, 3, 11, 11, 0, tzinfo=UTC)
ADMINISTRATOR, AUDITOR = act_as(Role.ADMINISTRATOR), act_as(Role.AUDITOR)
OWNER, STRANGER = act_as(Role.OWNER, person_id="p-anna"), act_as(Role.OWNER, person_id="p-other")
HELPDESK = act_as(Role.HELPDESK)
WANTED = Client(
    client_id="",
    name="Lönebesked",
    service="lonebesked",
    redirect_uris=("https://a.test/cb",),
    auth_method="client_secret_basic",
    created_at=NOW,
    owners=(ANNA.person_id,),
)


@pytest.fixture
def client(desk: ClientDesk) -> Client:
    return desk.register(ADMINISTRATOR, WANTED, NOW).client


def read_last(desk: ClientDesk) -> tuple[str, str]:
    with desk.begin() as stores:
        *_, last = stores.audit.load_rows()  # type: ignore[attr-defined]
    return last.tag, last.fields


def test_an_administrator_registers_and_the_secret_expires_in_its_time(desk: ClientDesk) -> None:
    made = desk.register(ADMINISTRATOR, WANTED, NOW)
    assert made.secret
    assert made.client.secrets[0].expires_at == NOW + timedelta(days=365)
    assert desk.show(AUDITOR, made.client.client_id) == made.client


@pytest.mark.parametrize("actor", [AUDITOR, OWNER, HELPDESK])
def test_nobody_else_registers(desk: ClientDesk, actor: Any) -> None:
    with pytest.raises(Forbidden):
        desk.register(actor, WANTED, NOW)


def test_the_trail_says_who_did_it(desk: ClientDesk, client: Client) -> None:
    desk.pause(OWNER, client.client_id, NOW)
    tag, fields = read_last(desk)
    assert tag == Tag.CLIENT_PAUSED
    assert '"by":"p-anna"' in fields


def test_an_owner_sees_their_own_and_no_other(desk: ClientDesk, client: Client) -> None:
    other = desk.register(ADMINISTRATOR, replace(WANTED, name="Frånvaro", owners=()), NOW).client
    assert [line.client for line in desk.list(OWNER, Wish(), NOW).lines] == [client]
    with pytest.raises(UnknownClient):
        desk.show(OWNER, other.client_id)
    with pytest.raises(UnknownClient):
        desk.pause(OWNER, other.client_id, NOW)
    assert desk.list(STRANGER, Wish(), NOW).lines == ()


def test_the_helpdesk_sees_none(desk: ClientDesk, client: Client) -> None:
    with pytest.raises(Forbidden):
        desk.list(HELPDESK, Wish(), NOW)
    with pytest.raises(Forbidden):
        desk.show(HELPDESK, client.client_id)


def test_an_owner_changes_addresses_and_keeps_what_the_provider_says(
    desk: ClientDesk, client: Client
) -> None:
    wanted = replace(client, redirect_uris=("https://b.test/cb",), secrets=(), permit=None)
    changed = desk.change(OWNER, wanted, NOW).client
    assert changed.redirect_uris == ("https://b.test/cb",)
    assert changed.secrets == client.secrets


def test_an_auditor_changes_nothing(desk: ClientDesk, client: Client) -> None:
    with pytest.raises(Forbidden):
        desk.change(AUDITOR, replace(client, name="X"), NOW)


@pytest.mark.parametrize(
    "act",
    [
        lambda desk, actor, client: desk.resume(actor, client.client_id, NOW),
        lambda desk, actor, client: desk.remove(actor, client.client_id, NOW),
    ],
)
def test_what_an_owner_may_not_do_is_refused(desk: ClientDesk, client: Client, act: Any) -> None:
    desk.pause(ADMINISTRATOR, client.client_id, NOW)
    with pytest.raises(Forbidden):
        act(desk, OWNER, client)


def test_an_owner_cannot_end_a_pause_by_a_change(desk: ClientDesk, client: Client) -> None:
    paused = desk.pause(ADMINISTRATOR, client.client_id, NOW)
    with pytest.raises(Forbidden):
        desk.change(OWNER, replace(paused, is_paused=False), NOW)


def test_a_change_of_what_somebody_else_has_changed_is_refused(desk: ClientDesk, client: Client) -> None:
    desk.change(ADMINISTRATOR, replace(client, name="A"), NOW)
    with pytest.raises(ChangedMeanwhile):
        desk.change(OWNER, replace(client, name="B"), NOW)


def test_every_fault_is_told_at_once(desk: ClientDesk) -> None:
    wanted = replace(WANTED, service="lonebsked", owners=("p-nobody",), redirect_uris=("http://a.test/",))
    with pytest.raises(BadRegistration) as refused:
        desk.register(ADMINISTRATOR, wanted, NOW)
    fields = [fault.partition(":")[0] for fault in refused.value.faults]
    assert fields == ["service", "owners", "redirect_uris"]


def test_an_owner_who_has_left_keeps_nobody_from_changing_the_rest(desk: ClientDesk) -> None:
    with desk.begin() as stores:
        stores.clients.add(replace(WANTED, client_id="c1", owners=("p-left",)))
    known = desk.show(ADMINISTRATOR, "c1")
    assert desk.change(ADMINISTRATOR, replace(known, name="B"), NOW).client.owners == ("p-left",)


def test_two_secrets_work_until_the_old_one_is_ended(desk: ClientDesk, client: Client) -> None:
    rotated = desk.rotate_secret(OWNER, client.client_id, NOW)
    assert len(rotated.client.secrets) == 2
    ended = desk.end_old_secrets(OWNER, client.client_id, NOW)
    assert ended.secrets == rotated.client.secrets[:1]


def test_a_secret_made_anew_within_minutes_replaces_the_new_one_and_the_trail_tells_it(
    desk: ClientDesk, client: Client
) -> None:
    desk.rotate_secret(OWNER, client.client_id, NOW)
    assert read_last(desk)[0] == Tag.CLIENT_SECRET_ROTATED
    again = desk.rotate_secret(OWNER, client.client_id, NOW).client
    assert read_last(desk)[0] == Tag.CLIENT_SECRET_REPLACED
    assert again.secrets[1].sha256 == client.secrets[0].sha256
    assert desk.end_old_secrets(OWNER, client.client_id, NOW).secrets == again.secrets[:1]


def test_an_application_without_a_secret_has_none_to_replace(desk: ClientDesk) -> None:
    public = desk.register(ADMINISTRATOR, replace(WANTED, auth_method="none"), NOW).client
    with pytest.raises(NoSecret):
        desk.rotate_secret(ADMINISTRATOR, public.client_id, NOW)


def test_the_providers_own_application_is_seen_and_not_changed(desk: ClientDesk) -> None:
    with desk.begin() as stores:
        stores.clients.add(replace(WANTED, client_id=CONSOLE))
    known = desk.show(ADMINISTRATOR, CONSOLE)
    for act in (desk.pause, desk.remove, desk.rotate_secret):
        with pytest.raises(ReservedClient):
            act(ADMINISTRATOR, CONSOLE, NOW)
    with pytest.raises(ReservedClient):
        desk.change(ADMINISTRATOR, replace(known, name="X"), NOW)
