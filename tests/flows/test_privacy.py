"""Så behandlar vi dina uppgifter: what is kept, for how long, and what each of one's own services may learn."""

from pathlib import Path
from typing import Any

import pytest

from idp.chance import SystemChance
from idp.oidc.clients.client import Client
from idp.oidc.registration.registering import register
from idp.storage.unit_of_work import Database
from tests.support.portal import build_portal_house, sign_in
from tests.support.signing_in import ERIK, House

PAGE = "/settings/privacy"


@pytest.fixture
def house(sqlite_database: Database, tmp_path: Path) -> House:
    return build_portal_house(sqlite_database, tmp_path / "keys")


def connect(house: House, **fields: Any) -> None:
    ordinary = {
        "client_id": "",
        "name": "Ansökan",
        "service": "lonebesked",
        "redirect_uris": ("https://payslips.test/callback",),
        "auth_method": "client_secret_basic",
        "created_at": house.clock(),
    }
    with house.database.begin() as stores:
        register(stores, Client(**ordinary | fields), SystemChance(), house.clock())


def test_a_service_is_told_with_what_it_learns_why_and_on_what_ground(house: House) -> None:
    connect(
        house,
        purpose={"sv": "För att visa dina lönebesked.", "en": "To show your payslips."},
        legal_basis={"sv": "Anställningsavtalet gäller."},
    )
    browser = sign_in(house, ERIK, to=PAGE)

    for text in ("Lönebesked", "ditt namn", "För att visa dina lönebesked.", "Anställningsavtalet gäller."):
        assert text in browser.text
    assert "personnummer eller" not in browser.text
    english = browser.open(f"{PAGE}?lang=en").text
    assert "To show your payslips." in english
    assert "Anställningsavtalet gäller." in english


def test_a_service_that_learns_the_personal_number_says_so(house: House) -> None:
    connect(house, scopes=("openid", "https://id.oidc.se/scope/naturalPersonNumber"))

    assert "ditt personnummer eller samordningsnummer" in sign_in(house, ERIK, to=PAGE).text


def test_services_for_other_groups_and_paused_ones_are_not_named(house: House) -> None:
    connect(house, service="ekonomi")
    connect(house, is_paused=True)

    assert "Du har inga tjänster som får uppgifter härifrån." in sign_in(house, ERIK, to=PAGE).text


def test_what_is_kept_is_told_with_its_life_to_everybody(house: House) -> None:
    text = house.browser().open("/about/privacy").text

    assert "Mobilnummer för engångskoder" in text
    assert "31 dygn" in text
    assert "Högst 34 timmar" in text


def test_the_open_page_names_no_service(house: House) -> None:
    connect(house)

    assert "Lönebesked" not in house.browser().open("/about/privacy").text
