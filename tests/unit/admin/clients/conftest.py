from datetime import UTC, datetime, timedelta

import pytest

from idp.admin.clients.desk import ClientDesk
from idp.chance import SystemChance
from idp.oidc.outbound import Outbound
from idp.people.person import Person
from idp.storage.unit_of_work import Database
from tests.support.world import ANNA

NOW = datetime(2026, 3, 11, 11, 0, tzinfo=UTC)


def find_person(person_id: str, _now: datetime) -> Person | None:
    return ANNA if person_id == ANNA.person_id else None


@pytest.fixture
def desk(sqlite_database: Database) -> ClientDesk:
    """The desk of a municipality with two services, whose secrets live for a year."""
    return ClientDesk(
        begin=sqlite_database.begin,
        read=sqlite_database.read,
        services=lambda: ("lonebesked", "franvaro"),
        find_person=find_person,
        outbound=Outbound(),
        chance=SystemChance(),
        part=lambda stores, client, now: None,
        secret_life=timedelta(days=365),
    )
