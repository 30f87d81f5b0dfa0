"""A person who is kept out is out at once, wherever they were in (SE6, 2.q)."""

from datetime import timedelta

import pytest

from idp.sessions.session import End
from tests.support.portal import sign_in
from tests.support.signing_in import MARIA, House


@pytest.mark.parametrize("address", ["/", "/settings", "/settings/devices", "/services/vab/start"])
def test_a_session_of_someone_disabled_opens_no_page_and_does_not_come_back(
    house: House, address: str
) -> None:
    browser = sign_in(house, MARIA)
    with house.database.begin() as stores:
        stores.people.set_active(MARIA.person_id, False, house.clock())
    assert browser.open(address).path in ("/session/ended", browser.path)
    assert MARIA.name not in browser.text
    assert browser.left_for is None
    with house.database.begin() as stores:
        stores.people.set_active(MARIA.person_id, True, house.clock())
    assert MARIA.name not in browser.open("/").text
    assert house.count_live_sessions(MARIA) == 0


def test_a_session_ended_elsewhere_opens_nothing_on_the_next_request(house: House) -> None:
    """CVE-2025-29928."""
    browser = sign_in(house, MARIA)
    with house.database.begin() as stores:
        live = stores.sessions.list_live(MARIA.person_id, house.clock(), timedelta(minutes=15))
        stores.sessions.end([session.sid for session in live], house.clock(), End.REVOKED)
    assert MARIA.name not in browser.open("/settings").text
