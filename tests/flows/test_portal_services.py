"""Mina tjänster shows what decide() says of this person, here and now, and starts nothing else."""

from pathlib import Path

import pytest

from idp.oidc.clients.client import Client
from idp.storage.unit_of_work import Database
from tests.support.portal import build_portal_house, sign_in
from tests.support.signing_in import ERIK, HOME, ISSUER, MARIA, NOON, House

LOGIN = "http://localhost:8001/login"


@pytest.fixture
def house(sqlite_database: Database, tmp_path: Path) -> House:
    return build_portal_house(sqlite_database, tmp_path / "keys")


def register_payslips(house: House) -> None:
    client = Client(
        client_id="payslips",
        name="Lönebesked",
        service="lonebesked",
        redirect_uris=("http://localhost:8001/callback",),
        auth_method="none",
        created_at=NOON,
        initiate_login_uri=LOGIN,
    )
    with house.database.begin() as stores:
        stores.clients.add(client)


def test_the_list_is_what_a_sign_in_at_the_office_leads_to(house: House) -> None:
    browser = sign_in(house, MARIA)

    assert (browser.path, browser.title) == ("/", "Mina tjänster")


def test_nothing_of_the_list_is_shown_before_signing_in(house: House) -> None:
    assert "Lönebesked" not in house.browser().open("/").text


def test_a_tile_starts_its_service_by_the_relying_partys_own_sign_in(house: House) -> None:
    register_payslips(house)

    browser = sign_in(house, MARIA).open("/services/lonebesked/start")

    assert browser.left_for is not None
    assert browser.left_for.startswith(f"{LOGIN}?iss=http%3A%2F%2Flocalhost%3A8000")
    assert "service.started" in house.tags()


def test_a_service_without_a_relying_party_starts_at_its_own_address(house: House) -> None:
    browser = sign_in(house, MARIA).open("/services/tidrapportering/start")

    assert browser.left_for == "http://localhost:8025/tjanst/tidrapportering"


def test_a_locked_tile_signs_in_stronger_in_place_and_opens_the_service(house: House) -> None:
    browser = sign_in(house, MARIA, HOME, "mail")
    assert "Kräver säkrare inloggning" in browser.text

    browser.open("/services/lonebesked/start")
    if browser.step == "method":
        browser.send(method="app")
    assert browser.step == "app"
    house.clock.advance(seconds=30)
    browser.send(code=house.app_code(MARIA))

    assert browser.left_for == "http://localhost:8001/"


def test_a_service_of_other_groups_answers_as_one_that_does_not_exist(house: House) -> None:
    browser = sign_in(house, MARIA)

    assert "Omsorgsjournal" not in browser.text
    pages = [browser.open(f"/services/{name}/start") for name in ("omsorgsjournal", "finns-inte")]
    assert [page.page.status_code for page in pages] == [404, 404]


@pytest.mark.parametrize("name", ["portal", "enrolment"])
def test_the_built_in_services_are_not_started(house: House, name: str) -> None:
    assert sign_in(house, MARIA).open(f"/services/{name}/start").page.status_code == 404


def test_a_closed_service_stays_in_the_list_and_says_when_it_opens(house: House) -> None:
    house.clock.advance(hours=11)
    browser = sign_in(house, MARIA)

    assert "Stängd just nu" in browser.text
    page = browser.open("/services/lonebesked/start")
    assert (page.page.status_code, page.left_for) == (403, None)
    assert "Öppnar igen" in page.text


def test_carrying_a_password_out_of_the_office_demands_the_second_factor(house: House) -> None:
    browser = sign_in(house, MARIA)
    browser.address = HOME

    assert browser.open("/").path.startswith("/signin/")


def test_someone_without_a_second_factor_is_asked_to_set_one_up(house: House) -> None:
    assert "Skaffa ett andra sätt att logga in" in sign_in(house, ERIK).text


def test_someone_with_a_second_factor_is_not_asked(house: House) -> None:
    assert "Skaffa ett andra sätt att logga in" not in sign_in(house, MARIA).text


def test_every_page_says_where_how_and_how_long(house: House) -> None:
    browser = sign_in(house, MARIA)

    for path in ("/", "/settings", "/settings/devices", "/about/privacy"):
        text = browser.open(path).text
        assert all(words in text for words in ("Kontorets nät", "Användarnamn och lösenord", "15 minuter")), (
            path
        )


def test_the_list_is_kept_by_no_cache(house: House) -> None:
    headers = sign_in(house, MARIA).page.headers

    assert (headers["Cache-Control"], headers["Vary"]) == ("no-store", "Cookie")


def test_the_address_of_a_start_holds_nothing_of_the_person(house: House) -> None:
    register_payslips(house)
    left_for = sign_in(house, MARIA).open("/services/lonebesked/start").left_for or ""

    assert MARIA.person_id not in left_for
    assert MARIA.username not in left_for
    assert ISSUER.split("//")[1] in left_for.replace("%3A", ":")
