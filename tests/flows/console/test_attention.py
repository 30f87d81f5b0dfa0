"""What the start page says waits for somebody."""

from dataclasses import replace
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import cast

from sqlalchemy import update

from idp.admin.actor import build_operator
from idp.admin.keys.desk import KeysDesk
from idp.admin.keys.line import KeyLine
from idp.admin.pages.console.parts import Attention
from idp.admin.pages.due import DueKeys
from idp.admin.permissions import Role
from idp.admin.roles.grants import RoleGrant
from idp.audit.events import Event, Tag
from idp.methods.bypass import Bypass, Checked, Reason
from idp.oidc.clients.client import SecretHash
from idp.signin.visit import Visit
from idp.signing.key import State
from idp.storage.trail.audit import audit_trail
from tests.support.console import ANNA, JOHAN, KARIN, at_console
from tests.support.employees import ERIK, MARIA
from tests.support.signing_in import House


def test_nothing_waits_in_a_new_house(house: House) -> None:
    assert "Inget väntar på dig just nu" in at_console(house, KARIN).text


def test_a_lone_administrator_is_told_what_takes_two(house: House) -> None:
    assert "Du är ensam administratör" in at_console(house, JOHAN).text
    assert "ensam administratör" not in at_console(house, ANNA).text
    with house.database.begin() as stores:
        stores.role_grants.add(RoleGrant(KARIN.person_id, Role.ADMINISTRATOR, "operator", house.clock()))
    assert "ensam administratör" not in at_console(house, JOHAN).text


def test_lost_messages_and_signs_of_misuse_wait_for_those_who_read_the_log(house: House) -> None:
    with house.database.begin() as stores:
        for hours in (1, 2, 30):
            stores.audit.record(Event(Tag.MESSAGE_FAILED, house.clock() - timedelta(hours=hours)))
        stores.audit.record(Event(Tag.SMS_ALARM, house.clock()))
    karin = at_console(house, KARIN)
    assert "2 meddelanden kom inte fram" in karin.text
    assert karin.text.index("1 tecken på att sms missbrukas") < karin.text.index("2 meddelanden")
    assert "meddelanden" not in at_console(house, ANNA).text


def test_a_broken_chain_is_urgent(house: House) -> None:
    with house.database.begin() as stores:
        stores.audit.record(Event(Tag.STARTED, house.clock()))
    house.database.bind()
    with house.database.engine.begin() as connection:
        connection.execute(update(audit_trail).where(audit_trail.c.seq == 1).values(fields='{"a":1}'))
    johan = at_console(house, JOHAN, "/admin/audit/chain")
    johan.send_to("/admin/audit/chain/verify")
    for _ in range(100):
        if "kedja är bruten" in johan.open("/admin").text:
            break
    assert "kedja är bruten" in johan.text
    assert "Bråttom" in johan.text


def test_a_temporary_code_waits_for_a_colleague_and_not_for_whoever_asked_or_hands_out_none(
    house: House,
) -> None:
    asked_at = house.clock()
    good_until = asked_at + timedelta(minutes=30)
    how = (Reason.LOST_PHONE, Checked.ID_CARD, asked_at, good_until)
    with house.database.begin() as stores:
        stores.bypasses.add(Bypass("b1", ERIK.person_id, MARIA.person_id, *how))
        stores.bypasses.add(Bypass("b2", MARIA.person_id, ANNA.person_id, *how))
    assert "1 tillfällig kod väntar" in at_console(house, ANNA).text
    assert "väntar på att en andra person" not in at_console(house, JOHAN).text


def test_a_secret_that_runs_out_waits_for_those_who_see_the_application(house: House) -> None:
    karin, now = at_console(house, KARIN), house.clock()
    with house.database.begin() as stores:
        client = stores.clients.list()[0]
        for name, days in (("Förbi", -1), ("Snart", 5), ("Senare", 20), ("Sedan", 60)):
            secret = SecretHash("0" * 64, now + timedelta(days=days, hours=1))
            stores.clients.add(
                replace(client, client_id=name.lower(), name=name, secrets=(secret,), is_paused=False)
            )
    karin.open("/admin")
    assert "Hemligheten för Snart går ut om 5 dagar" in karin.text
    assert "Hemligheten för Senare går ut om 20 dagar" in karin.text
    assert "Sedan" not in karin.text
    assert "1 tjänst har en hemlighet som har gått ut" in at_console(house, JOHAN).text
    assert "Hemligheten" not in at_console(house, ANNA).text


def test_keys_that_have_signed_for_too_long_wait_for_those_who_see_them(house: House) -> None:
    visit = cast(Visit, SimpleNamespace(now=house.clock()))
    assert find_due_keys(house.clock() - timedelta(days=364), visit) == ()
    (due,) = find_due_keys(house.clock() - timedelta(days=400), visit)
    assert due.parameters == {"n": 400}
    assert find_due_keys(house.clock() - timedelta(days=92), visit, timedelta(days=90))
    assert not find_due_keys(house.clock() - timedelta(days=90), visit, timedelta(days=90))


def find_due_keys(since: datetime, visit: Visit, after: timedelta | None = None) -> tuple[Attention, ...]:
    """Return what waits when the active key has signed since then."""
    line = KeyLine("k1", "ES256", "sig", State.ACTIVE, since)
    desk = SimpleNamespace(rotated_after=after, list=lambda _actor: (line,))
    return DueKeys(cast(KeysDesk, desk))(build_operator("root"), visit)
