"""Signing in at the workplace, where the password is enough."""

from tests.support.signing_in import ERIK, HOME, MARIA, OFFICE, PASSWORD, House


def test_password_is_enough_at_work(house: House) -> None:
    browser = house.at_password().send(username="margra001", password=PASSWORD)
    assert browser.text == "inside vab: Maria Granhage by password/admin"


def test_pages_come_in_order_and_are_told_apart_by_title(house: House) -> None:
    browser = house.browser().open("/inside/vab")
    titles = [browser.title, browser.send(realm="adm").title, browser.send(method="password").title]
    assert titles == ["Var arbetar du?", "Hur vill du logga in?", "Skriv användarnamn och lösenord"]


def test_username_is_taken_in_any_case_and_with_blanks_around_it(house: House) -> None:
    assert "Maria Granhage" in house.at_password().send(username=" MARGRA001 ", password=PASSWORD).text


def test_realm_is_remembered_for_the_next_sign_in(house: House) -> None:
    browser = house.at_password().send(username="margra001", password=PASSWORD)
    browser.http.delete_cookie("idp_session")
    browser.http.delete_cookie("idp_method")
    assert browser.open("/inside/vab").step == "method"


def test_realm_can_be_changed_until_the_password(house: House) -> None:
    browser = house.at_password()
    browser.open(browser.path.replace("password", "realm")).send(realm="skola")
    assert "Pedagogisk personal" in browser.text


def test_the_other_realm_answers_as_for_a_wrong_password(house: House) -> None:
    browser = house.browser().open("/inside/vab").send(realm="skola").send(method="password")
    assert "Fel användarnamn eller lösenord" in browser.send(username="margra001", password=PASSWORD).text


def test_someone_who_chose_the_app_at_work_is_asked_for_its_code(house: House) -> None:
    browser = house.at_factor(MARIA, "app", OFFICE)
    assert browser.step == "app"
    assert browser.send(code=house.app_code(MARIA)).text.endswith("by app/admin")


def test_someone_who_chose_the_app_at_work_may_change_to_the_password(house: House) -> None:
    browser = house.at_factor(MARIA, "app", OFFICE)
    browser.open(browser.path.replace("/app", "/method")).send(method="password")
    assert browser.text.endswith("by password/admin")


def test_session_is_strengthened_in_place_without_asking_for_the_password_again(house: House) -> None:
    browser = house.at_password().send(username="margra001", password=PASSWORD)
    browser.open("/inside/vab?level=app")
    assert browser.step == "app"
    assert browser.send(code=house.app_code(MARIA)).text.endswith("by app/admin")


def test_fresh_sign_in_asks_for_the_password_again_with_the_name_filled_in(house: House) -> None:
    browser = house.at_password().send(username="margra001", password=PASSWORD)
    house.clock.advance(minutes=5)
    browser.open("/inside/vab?fresh").send(method="password")
    assert browser.step == "password"
    assert 'value="margra001"' in browser.text


def test_someone_without_a_second_factor_is_asked_to_set_one_up(house: House) -> None:
    browser = house.at_factor(ERIK, "password", OFFICE)
    assert browser.title == "Så att du kan logga in hemifrån"


def test_not_now_goes_on_and_is_not_asked_again_the_same_day(house: House) -> None:
    browser = house.at_factor(ERIK, "password", OFFICE)
    assert browser.send(action="later").text == "inside vab: Erik Karlsvik by password/admin"
    browser.http.delete_cookie("idp_session")
    browser.open("/inside/vab").send(method="password").send(username="erikar001", password=PASSWORD)
    assert browser.text.startswith("inside vab")


def test_setting_up_an_app_leads_to_the_portal_with_the_way_back(house: House) -> None:
    browser = house.at_factor(ERIK, "password", OFFICE)
    interaction_id = browser.interaction_id
    response = browser.http.post(
        browser.path,
        data={"csrf": browser.csrf, "action": "totp"},
        base_url="http://localhost:8000",
        environ_overrides={"REMOTE_ADDR": OFFICE},
    )
    assert response.headers["Location"] == f"/settings/devices/add?interaction={interaction_id}"


def test_nobody_at_home_is_asked_to_set_up_a_factor(house: House) -> None:
    browser = house.at_factor(ERIK, "mail", HOME).send(code=house.last_code())
    assert browser.text == "inside vab: Erik Karlsvik by mail/remote"


def test_somebody_elses_password_in_the_same_browser_ends_the_session_before(house: House) -> None:
    browser = house.at_password().send(username="margra001", password=PASSWORD)
    house.clock.advance(minutes=1)
    browser.open("/inside/vab?fresh").send(method="password").send(username="gunhol001", password=PASSWORD)
    assert browser.text.startswith("inside vab: Gunilla Holmsand")
    assert house.ended == [("p-maria", "replaced")]
