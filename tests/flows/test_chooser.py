"""The page that asks how: what is in sight, what the browser remembers, and what it never tells."""

from tests.support.signing_in import GUNILLA, HOME, MARIA, OFFICE, PASSWORD, Browser, House


def test_rare_ways_wait_behind_more_ways(house: House) -> None:
    page = house.browser(HOME).open("/inside/vab").send(realm="adm")
    before, _, folded = page.text.partition("<details")
    assert "Fler sätt att logga in" in folded
    assert 'value="app"' in before
    assert 'value="token"' in folded
    assert 'value="token"' not in before


def test_a_folded_way_is_chosen_as_any_other(house: House) -> None:
    browser = house.browser(HOME).open("/inside/vab").send(realm="adm").send(method="token")
    assert browser.step == "password"


def sign_in_by_app(house: House) -> Browser:
    browser = house.at_factor(MARIA, "app")
    browser.send(code=house.app_code(MARIA))
    browser.http.delete_cookie("idp_session")
    return browser


def test_the_way_used_last_is_not_asked_for_the_next_time(house: House) -> None:
    browser = sign_in_by_app(house).open("/inside/vab")
    assert browser.step == "password"
    assert 'Sedan: Mobilapp <a href="method">Välj en annan metod</a>' in browser.text
    browser.send(username=MARIA.username, password=PASSWORD)
    assert browser.step == "app"


def test_another_way_is_one_step_away_and_the_last_one_comes_first(house: House) -> None:
    browser = sign_in_by_app(house).open("/inside/vab")
    browser.open(browser.path.replace("password", "method"))
    assert browser.text.index('value="app"') < browser.text.index('value="passkey"')
    browser.send(method="sms").send(username=MARIA.username, password=PASSWORD)
    assert browser.step == "code"


def test_elsewhere_is_asked_anew(house: House) -> None:
    browser = sign_in_by_app(house)
    browser.address = OFFICE
    assert browser.open("/inside/vab").step == "method"
    browser.send(method="password").send(username=MARIA.username, password=PASSWORD)
    assert browser.open("/inside/vab").text.endswith("by password/admin")
    browser.http.delete_cookie("idp_session")
    assert browser.open("/inside/vab").step == "password"
    browser.address = HOME
    assert browser.open("/inside/vab").step == "password"
    assert "Sedan: Mobilapp" in browser.text


def test_somebody_else_at_the_computer_is_told_and_chooses(house: House) -> None:
    browser = sign_in_by_app(house).open("/inside/vab").send(username=GUNILLA.username, password=PASSWORD)
    assert browser.step == "method"
    assert "Du har ingen app kopplad" in browser.text


def test_a_sign_in_that_fails_is_not_remembered(house: House) -> None:
    browser = house.at_factor(MARIA, "app")
    browser.send(code="000000")
    assert browser.cookie("idp_method") is None


def test_a_page_that_named_a_way_leads_there_whatever_another_tab_chose(house: House) -> None:
    first = sign_in_by_app(house).open("/inside/vab")
    assert "Sedan: Mobilapp" in first.text
    second = Browser(first.http, HOME).open("/inside/vab").open("/inside/vab")
    second.open(second.path.replace("password", "method")).send(method="sms")
    second.send(username=MARIA.username, password=PASSWORD).send(code=house.last_code())
    second.http.delete_cookie("idp_session")
    first.send(level="app", username=MARIA.username, password=PASSWORD)
    assert first.step == "app"
