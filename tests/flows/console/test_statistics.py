"""The dashboard in the console: charts, a table beside each, files, and nothing of any single person."""

from datetime import timedelta

import pytest

from idp.admin.statistics.counting import CountingRound
from idp.audit.events import Event, Tag
from tests.support.console import ANNA, KARIN, at_console
from tests.support.employees import ERIK
from tests.support.signing_in import House


@pytest.fixture
def house(house: House) -> House:
    """The whole provider, with the console's staff, and two days that were counted."""
    person, now = ERIK.person_id, house.clock()
    with house.database.begin() as stores:
        for day in range(2):
            at = now - timedelta(days=day + 1)
            stores.audit.record(
                Event(Tag.SESSION_STARTED, at, person_id=person, zone="remote", outcome="passkey")
            )
            stores.audit.record(Event(Tag.PASSWORD_WRONG, at, person_id=person))
            stores.audit.record(
                Event(Tag.AUTHORIZATION_GRANTED, at, person_id=person, client_id="=gone", level="loa3")
            )
    CountingRound(house.database.begin, house.database.read).run(now)
    return house


def test_an_auditor_sees_charts_with_their_numbers_beside_them(house: House) -> None:
    karin = at_console(house, KARIN, "/admin/statistics")
    assert karin.page.status_code == 200
    assert karin.text.count('role="img"') >= 4
    assert karin.text.count("<desc ") == karin.text.count('role="img"')
    assert "Passkey" in karin.text
    assert "Fel lösenord" in karin.text
    assert 'style="' not in karin.text
    assert ERIK.person_id not in karin.text
    assert ERIK.name not in karin.text


def test_twelve_months_are_chosen_by_a_link(house: House) -> None:
    karin = at_console(house, KARIN, "/admin/statistics?span=12m")
    assert "Siffrorna månad för månad" in karin.text
    assert karin.open("/admin/statistics?span=forever").page.status_code == 200


def test_the_numbers_come_as_a_file_that_no_spreadsheet_calculates(house: House) -> None:
    karin = at_console(house, KARIN, "/admin/statistics/applications.csv?span=12m")
    assert karin.page.headers["Content-Type"].startswith("text/csv")
    assert '"\'=gone","2"' in karin.text
    assert karin.open("/admin/statistics/sms-costs.csv").text.startswith('"month","kronor","codes"')
    assert karin.open("/admin/statistics/nonsense.csv").page.status_code == 404


def test_the_helpdesk_sees_no_statistics(house: House) -> None:
    anna = at_console(house, ANNA)
    assert anna.open("/admin/statistics").page.status_code == 403
    assert anna.open("/admin/statistics/failures.csv").page.status_code == 403
