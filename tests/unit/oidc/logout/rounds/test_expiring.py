"""Whoever looks after an application hears that its secret is about to expire."""

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from idp.audit.events import Tag
from idp.chance import SystemChance
from idp.oidc.clients.client import Client, SecretHash
from idp.oidc.logout.rounds.expiring import SecretReminders
from idp.people.person import Person
from idp.storage.unit_of_work import Database
from tests.support.world import ANNA

NOW = datetime(2026, 3, 11, 11, 0, tzinfo=UTC)
CLIENT = Client(
    client_id="c1",
    name="Lönebesked",
    service=None,
    redirect_uris=("https://a.test/cb",),
    auth_method="client_secret_basic",
    created_at=NOW,
    contact="pay@a.test, other@a.test",
    owners=("p-anna", "p-gone"),
)


@dataclass
class House:
    """The round, and what it sent."""

    database: Database
    woken: int = 0
    mails: list[str] = field(default_factory=list)

    def find_person(self, person_id: str, _now: datetime) -> Person | None:
        return ANNA if person_id == ANNA.person_id else None

    def write(self, _language: str, name: str, **facts: object) -> tuple[str, str]:
        self.mails.append(f"{name} {facts['at']:%d %B}")
        return "subject", "body"

    def list_days(self) -> list[int]:
        """Return the limits that somebody was reminded at."""
        with self.database.begin() as stores:
            rows = tuple(stores.audit.load_rows())
        return [json.loads(row.fields)["days"] for row in rows if row.tag == Tag.CLIENT_SECRET_REMINDED]

    def wake(self) -> None:
        self.woken += 1

    def build(self) -> SecretReminders:
        return SecretReminders(
            self.database.begin, self, SystemChance(), self.write, "help@town.test", self.wake
        )


@pytest.fixture
def house(database: Database) -> House:
    return House(database)


def add(house: House, days: float, **changes: object) -> None:
    secrets = (SecretHash("a" * 64, NOW + timedelta(days=days)),)
    with house.database.begin() as stores:
        stores.clients.add(replace(CLIENT, secrets=secrets, **changes))


def test_each_reminder_is_sent_once_by_however_many_processes(house: House) -> None:
    add(house, 40)
    rounds = [house.build(), house.build()]
    for day in range(45):
        for one in rounds:
            one.run(NOW + timedelta(days=day))
    assert house.mails == [f"secret_expires_mail {NOW + timedelta(days=40):%d %B}"] * 6
    assert house.list_days() == [30, 7]
    assert house.woken == 2


def test_only_the_nearest_reminder_is_sent_of_two_that_are_due(house: House) -> None:
    add(house, 3, owners=())
    house.build().run(NOW)
    assert house.mails == [f"secret_expires_mail {NOW + timedelta(days=3):%d %B}"] * 2
    assert house.list_days() == [7]


def test_contact_and_owners_are_told(house: House) -> None:
    add(house, 30)
    house.build().run(NOW)
    with house.database.begin() as stores:
        claims = [stores.outbox.claim(NOW, ("mail",), timedelta(minutes=1)) for _ in range(4)]
    assert {claim.message.to for claim in claims if claim} == {"pay@a.test", "other@a.test", ANNA.email}


def test_the_helpdesk_is_told_when_an_application_names_nobody(house: House) -> None:
    add(house, 30, contact=None, owners=("p-gone",))
    house.build().run(NOW)
    with house.database.begin() as stores:
        claim = stores.outbox.claim(NOW, ("mail",), timedelta(minutes=1))
    assert claim is not None
    assert claim.message.to == "help@town.test"


@pytest.mark.parametrize("days", [-1, 31])
def test_nobody_is_told_too_early_or_too_late(house: House, days: float) -> None:
    add(house, days)
    house.build().run(NOW)
    assert house.mails == []


def test_nobody_is_told_of_a_paused_application(house: House) -> None:
    add(house, 5, is_paused=True)
    house.build().run(NOW)
    assert house.mails == []
