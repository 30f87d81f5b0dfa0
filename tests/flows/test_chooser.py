"""The page that asks how: what is in sight, what the browser remembers, and what it never tells."""

from tests.support.signing_in import HOME, MARIA, House


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


def test_the_way_used_last_comes_first_the_next_time(house: House) -> None:
    browser = house.at_factor(MARIA, "app")
    browser.send(code=house.app_code(MARIA))
    assert browser.cookie("idp_method") == "app"
    browser.http.delete_cookie("idp_session")
    page = browser.open("/inside/vab").text
    assert page.index('value="app"') < page.index('value="passkey"')


def test_a_sign_in_that_fails_is_not_remembered(house: House) -> None:
    browser = house.at_factor(MARIA, "app")
    browser.send(code="000000")
    assert browser.cookie("idp_method") is None
