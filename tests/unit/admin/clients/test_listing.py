from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from idp.admin.clients.listing import Wish, build_page
from idp.admin.clients.state import State, find_state, list_missing
from idp.oidc.clients.client import Client, SecretHash
from idp.oidc.clients.reserved import CONSOLE

NOW = datetime(2026, 3, 11, 11, 0, tzinfo=UTC)
WHOLE = Client(
    client_id="c0",
    name="Lönebesked",
    service="lonebesked",
    redirect_uris=("https://lon.test/cb",),
    auth_method="client_secret_basic",
    created_at=NOW,
    secrets=(SecretHash("a" * 64),),
    purpose={"sv": "För att visa lönen"},
    legal_basis={"sv": "Anställningsavtalet"},
    data_owner="Lönekontoret",
    contact="lon@town.test",
)
MANY = [replace(WHOLE, client_id=f"c{n:03}", name=f"Tjänst {n:03}") for n in range(120)]


def expiring(days: float) -> Client:
    return replace(WHOLE, secrets=(SecretHash("a" * 64, NOW + timedelta(days=days)),))


@pytest.mark.parametrize(
    ("client", "state"),
    [
        (WHOLE, State.WORKING),
        (expiring(31), State.WORKING),
        (expiring(30), State.EXPIRING),
        (expiring(0), State.EXPIRED),
        (replace(expiring(0), is_paused=True), State.PAUSED),
        (replace(expiring(0), auth_method="none"), State.WORKING),
        (replace(WHOLE, purpose={}), State.INCOMPLETE),
        (replace(WHOLE, purpose={}, response_types=()), State.WORKING),
        (replace(WHOLE, purpose={}, client_id=CONSOLE), State.WORKING),
    ],
)
def test_the_state_is_what_most_needs_somebody(client: Client, state: State) -> None:
    assert find_state(client, NOW) is state


def test_a_record_lacks_what_nobody_has_written() -> None:
    bare = replace(WHOLE, purpose={}, legal_basis={}, data_owner=None, contact=None)
    assert list(list_missing(bare)) == ["purpose", "legal_basis", "data_owner", "contact"]


def test_pages_follow_each_other_and_show_everything_once() -> None:
    seen: list[str] = []
    after = None
    while True:
        page = build_page(MANY, Wish(after=after), NOW)
        assert page.found == 120
        seen += [line.client.client_id for line in page.lines]
        after = page.after
        if after is None:
            break
    assert seen == [client.client_id for client in MANY]


def test_every_word_must_stand_somewhere() -> None:
    clients = [WHOLE, replace(WHOLE, client_id="c9", name="Frånvaro", redirect_uris=("https://x.test/cb",))]

    def find(words: str) -> list[str]:
        return [line.client.name for line in build_page(clients, Wish(words=words), NOW).lines]

    assert find("LÖNE") == ["Lönebesked"]
    assert find("lon.test besked") == ["Lönebesked"]
    assert find("frånvaro lon.test") == []


def test_state_and_service_narrow_the_list() -> None:
    clients = [WHOLE, replace(WHOLE, client_id="c9", service="franvaro", is_paused=True)]
    paused = build_page(clients, Wish(state=State.PAUSED), NOW).lines
    assert [line.client.client_id for line in paused] == ["c9"]
    assert build_page(clients, Wish(service="lonebesked"), NOW).found == 1
