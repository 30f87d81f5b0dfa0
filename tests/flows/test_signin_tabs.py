"""Two tabs, the back button, a page left open, a form sent twice, a link sent on: all end well."""

from sqlalchemy import update

from idp.storage.interactions import interactions
from tests.support.signing_in import HOME, MARIA, OFFICE, PASSWORD, Browser, House


def second_tab(browser: Browser) -> Browser:
    """Open another tab of the same browser."""
    return Browser(browser.http, browser.address)


def test_second_tab_goes_straight_on_when_the_first_has_signed_in(house: House) -> None:
    first = house.at_password()
    second = second_tab(first).open("/inside/tidrapportering")
    first.send(username="margra001", password=PASSWORD)
    assert second.refresh().text.startswith("inside tidrapportering: Maria Granhage")


def test_form_of_the_second_tab_goes_straight_on_too(house: House) -> None:
    first = house.at_password()
    second = second_tab(first).open("/inside/tidrapportering").send(method="password")
    first.send(username="margra001", password=PASSWORD)
    assert second.send(username="margra001", password="anything").text.startswith("inside tidrapportering")


def test_two_tabs_finish_each_its_own_request(house: House) -> None:
    first = house.at_password(HOME, method="app")
    second = second_tab(first).open("/inside/resor").send(method="sms")
    second.send(username="margra001", password=PASSWORD).send(code=house.last_code())
    assert second.text.startswith("inside resor")
    assert first.refresh().text.startswith("inside vab")


def test_sign_in_begun_as_one_person_is_never_finished_as_another(house: House) -> None:
    first = house.at_factor(MARIA, "sms")
    code = house.last_code()
    house.clock.advance(minutes=1)
    second = second_tab(first).open("/inside/vab?fresh").send(method="sms")
    second.send(username="gunhol001", password=PASSWORD)
    assert first.refresh().step == "password"
    assert first.send_to(first.path.replace("password", "code"), code=code).step == "password"


def test_back_button_after_signing_in_leads_on_instead_of_to_an_error(house: House) -> None:
    browser = house.at_password()
    page = browser.path
    browser.send(username="margra001", password=PASSWORD)
    assert browser.open(page).text.startswith("inside vab")


def test_form_sent_twice_leads_on_and_makes_one_session(house: House) -> None:
    browser = house.at_password()
    page, token = browser.path, browser.csrf
    browser.send(username="margra001", password=PASSWORD)
    browser.send_to(page, csrf=token, username="margra001", password=PASSWORD)
    assert browser.text.startswith("inside vab")
    assert house.count_live_sessions(MARIA) == 1


def test_page_left_open_overnight_says_so_and_starts_afresh(house: House) -> None:
    browser = house.at_password()
    house.clock.advance(hours=12)
    assert browser.refresh().title == "Sidan har legat öppen länge"
    stale = browser.interaction_id
    house.clock.advance(hours=12)
    browser.send_to(f"/signin/{stale}/new")
    assert browser.interaction_id != stale
    assert browser.path.endswith("/password"), "how to sign in was chosen yesterday, and is not asked again"
    assert browser.send(username="margra001", password=PASSWORD).text.startswith("inside vab")


def test_password_sent_from_a_page_left_open_overnight_is_not_judged(house: House) -> None:
    browser = house.at_password()
    house.clock.advance(hours=12)
    browser.send(username="margra001", password=PASSWORD)
    assert browser.title == "Sidan har legat öppen länge"
    assert house.count_live_sessions(MARIA) == 0


def test_page_left_open_over_a_weekend_can_still_start_afresh(house: House) -> None:
    browser = house.at_password()
    house.clock.advance(days=3)
    assert browser.refresh().title == "Sidan har legat öppen länge"


def test_page_left_open_for_weeks_is_gone_with_a_way_on(house: House) -> None:
    browser = house.at_password()
    house.clock.advance(days=30)
    assert browser.refresh().page.status_code == 404
    assert "Inloggningen finns inte kvar" in browser.text
    assert 'href="/"' in browser.text


def test_browser_that_was_closed_goes_on_where_it_was(house: House) -> None:
    browser = house.at_password()
    browser.http.delete_cookie("idp_session")
    assert browser.refresh().send(username="margra001", password=PASSWORD).text.startswith("inside vab")


def test_link_opens_nothing_in_another_browser(house: House) -> None:
    page = house.at_factor(MARIA, "app").path
    other = house.browser(HOME).open(page)
    assert other.page.status_code == 403
    assert "hör till en annan webbläsare" in other.text
    assert other.send_to(page, code=house.app_code(MARIA)).page.status_code == 403


def test_link_to_start_afresh_opens_nothing_in_another_browser(house: House) -> None:
    page = house.at_password()
    house.clock.advance(hours=2)
    other = house.browser()
    other.open("/about/privacy")
    assert other.send_to(f"/signin/{page.interaction_id}/new").page.status_code == 403


def test_a_later_page_asked_for_by_its_address_leads_back_to_the_step_that_is_next(house: House) -> None:
    browser = house.at_password(HOME, method="app")
    assert browser.open(browser.path.replace("password", "app")).step == "password"
    assert browser.open(browser.path.replace("password", "protect")).step == "password"


def test_moving_out_mid_way_demands_a_second_factor(house: House) -> None:
    browser = house.at_password(OFFICE, method="password")
    browser.address = HOME
    assert browser.send(username="margra001", password=PASSWORD).step == "method"
    assert "Du är på en annan plats nu" in browser.text
    assert 'value="password"' not in browser.text


def test_password_session_carried_home_earns_nothing_until_a_second_factor(house: House) -> None:
    browser = house.at_password().send(username="margra001", password=PASSWORD)
    browser.address = HOME
    assert browser.open("/inside/vab").step == "method"
    browser.send(method="app").send(code=house.app_code(MARIA))
    assert browser.text.endswith("by app/remote")


def test_moving_in_never_raises_what_was_proved_outside(house: House) -> None:
    browser = house.at_factor(MARIA, "app").send(code=house.app_code(MARIA))
    browser.address = OFFICE
    assert browser.open("/inside/vab").text.endswith("by app/remote")


def test_someone_who_came_to_the_office_can_sign_in_again_in_place(house: House) -> None:
    browser = house.at_factor(MARIA, "app").send(code=house.app_code(MARIA))
    browser.address = OFFICE
    assert browser.open("/inside/enrolment").path.startswith("/signin/")
    browser.send(method="password").send(username="margra001", password=PASSWORD)
    assert browser.text == "inside enrolment: Maria Granhage by password/admin"


def test_page_of_an_application_left_open_overnight_starts_the_application_afresh(house: House) -> None:
    browser = house.at_password()
    begin_at_application(house, browser.interaction_id, "http://localhost:8002/")
    house.clock.advance(hours=12)
    assert browser.refresh().title == "Sidan har legat öppen länge"
    assert 'href="http://localhost:8002/"' in browser.text
    assert "/new" not in browser.text


def test_page_of_an_application_that_starts_nowhere_begins_the_same_request_again(house: House) -> None:
    browser = house.at_password()
    begin_at_application(house, browser.interaction_id, None)
    house.clock.advance(hours=12)
    assert f'action="/signin/{browser.interaction_id}/new"' in browser.refresh().text


def begin_at_application(house: House, interaction_id: str, service_url: str | None) -> None:
    """Make the sign-in one that an application asked for."""
    with house.database.engine.begin() as connection:
        connection.execute(
            update(interactions)
            .where(interactions.c.interaction_id == interaction_id)
            .values(purpose="authorize", service_url=service_url)
        )
