"""The test sign-in shows how a sign-in would go, and gives nobody anything."""

import json
import re
from dataclasses import replace
from html import unescape

import pytest
from sqlalchemy import text

from idp.chance import SystemChance
from idp.oidc.clients.client import Client
from idp.oidc.registration.registering import register
from tests.support.console import JOHAN, at_console
from tests.support.employees import NOON
from tests.support.signing_in import House

CLIENT = Client(
    client_id="",
    name="Lunchkortet",
    service="lonebesked",
    redirect_uris=("https://lunch.example/callback",),
    auth_method="client_secret_basic",
    created_at=NOON,
)


def add(house: House, **changes: object) -> str:
    with house.database.begin() as stores:
        wanted = replace(CLIENT, **changes)  # type: ignore[arg-type]
        return register(stores, wanted, SystemChance(), NOON).client.client_id


def run(house: House, client_id: str) -> tuple[list[str], dict[str, str], str]:
    """Return the steps that are shown, the facts of them all, and the page."""
    page = at_console(house, JOHAN, f"/admin/clients/{client_id}/test").text
    steps = re.findall(r"<h2 class=\"clients-name\">(.*?) <span", page)
    facts = re.findall(r"<dt><code>(.*?)</code></dt><dd><code>(.*?)</code></dd>", page)
    return [unescape(step) for step in steps], {unescape(k): unescape(v) for k, v in facts}, page


def test_a_sign_in_that_goes_all_the_way_shows_what_the_application_would_be_told(house: House) -> None:
    steps, facts, page = run(house, add(house))
    assert "Det går hela vägen" in page
    assert len(steps) == 8
    assert facts["sub"] == JOHAN.person_id
    assert facts["name"] == JOHAN.name
    assert facts["acr"].endswith("/acr/app/admin")
    assert json.loads(facts["amr"])
    assert "email" not in facts


def test_what_the_id_token_tells_of_the_person_is_shown_where_it_is_told(house: House) -> None:
    for is_told, times in ((False, 1), (True, 2)):
        page = run(house, add(house, claims_in_id_token=is_told))[2]
        assert unescape(page).count(f"<dt><code>name</code></dt><dd><code>{JOHAN.name}</code>") == times


def test_nothing_of_it_can_be_used(house: House) -> None:
    """No grant, code or token is stored, and no signed token stands on the page."""
    client_id = add(house)
    johan = at_console(house)
    count = {}
    for moment in ("before", "after"):
        with house.database.engine.connect() as connection:
            count[moment] = [
                connection.execute(text(f"SELECT count(*) FROM {table}")).scalar()
                for table in ("grants", "tokens")
            ]
        page = johan.open(f"/admin/clients/{client_id}/test").text
    assert count["before"] == count["after"]
    assert not re.search(r"eyJ[\w-]+\.[\w-]+\.[\w-]+", page)
    assert "client.tested" in house.tags()


def test_a_pairwise_application_is_told_its_own_subject(house: House) -> None:
    _, facts, _ = run(house, add(house, subject_type="pairwise"))
    assert facts["sub"] != JOHAN.person_id


@pytest.mark.parametrize(
    ("changes", "step", "told"),
    [
        ({"is_paused": True}, "Begäran kontrolleras", "client_id is not that of a registered client"),
        ({"service": "no-such"}, "Får du komma in?", "Det stannar vid reglerna"),
        (
            {"auth_method": "private_key_jwt", "jwks_uri": "https://lunch.example/jwks"},
            "Tjänsten visar vem den är",
            "jwks_uri",
        ),
        ({"redirect_uris": (), "response_types": (), "scopes": ()}, "En maskin", "Ingen loggar in"),
    ],
)
def test_it_says_where_it_stops_and_why(
    house: House, changes: dict[str, object], step: str, told: str
) -> None:
    if "scopes" in changes:
        changes = changes | {"grant_types": ("client_credentials",)}
    steps, _, page = run(house, add(house, **changes))
    assert steps[-1] == step
    assert told in unescape(page)
    assert "Det går hela vägen" not in page


def test_an_expired_secret_stops_it(house: House) -> None:
    client_id = add(house)
    with house.database.begin() as stores:
        known = stores.clients.find(client_id)
        assert known is not None
        stores.clients.replace(replace(known, secrets=(replace(known.secrets[0], expires_at=NOON),)))
    steps, _, _ = run(house, client_id)
    assert steps[-1] == "Tjänsten visar vem den är"
