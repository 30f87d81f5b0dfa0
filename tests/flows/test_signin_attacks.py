"""What somebody who means harm may send to the sign-in, and what comes of it."""

import pytest

from idp.storage.unit_of_work import Database
from tests.support.signing_in import HOME, MARIA, OFFICE, PASSWORD, House, build_house

HOSTILE = [
    "\r\nSet-Cookie: a=b",
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "\ud800",
    "💥" * 50,
    "A" * 20_000,
    " ",
]


def test_form_without_this_browsers_token_does_nothing_and_loses_nothing(house: House) -> None:
    browser = house.at_password()
    browser.send(csrf="0" * 64, username="margra001", password=PASSWORD)
    assert browser.page.status_code == 403
    assert "Skicka en gång till" in browser.text
    assert 'value="margra001"' in browser.text
    assert house.count_live_sessions(MARIA) == 0
    assert browser.send(username="margra001", password=PASSWORD).text.startswith("inside vab")


def test_token_of_another_browser_is_not_good_here(house: House) -> None:
    token = house.at_password().csrf
    assert (
        house.at_password().send(csrf=token, username="margra001", password=PASSWORD).page.status_code == 403
    )


def test_token_from_before_a_sign_in_is_not_good_after_it(house: House) -> None:
    browser = house.at_password(HOME, method="app")
    token = browser.csrf
    browser.send(username="margra001", password=PASSWORD)
    assert browser.send(csrf=token, code=house.app_code(MARIA)).page.status_code == 403


def test_session_secret_is_new_after_each_factor_and_the_old_one_is_dead(house: House) -> None:
    browser = house.at_factor(MARIA, "app")
    first = browser.cookie("idp_session")
    browser.send(code=house.app_code(MARIA))
    assert browser.cookie("idp_session") != first
    browser.http.set_cookie("idp_session", str(first))
    assert browser.open("/").text == "start page of nobody"


def test_planted_session_cookie_is_replaced(house: House) -> None:
    browser = house.at_password()
    browser.http.set_cookie("idp_session", "planted-by-somebody-else")
    browser.refresh().send(username="margra001", password=PASSWORD)
    assert browser.cookie("idp_session") != "planted-by-somebody-else"


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-For": OFFICE},
        {"Forwarded": f"for={OFFICE}"},
        {"X-Real-IP": OFFICE},
        {"X_Forwarded_For": OFFICE},
        {"X-Forwarded-For": f"{OFFICE}, {OFFICE}"},
    ],
    ids=lambda headers: next(iter(headers)),
)
def test_forged_forwarding_header_moves_nobody_inside(house: House, headers: dict[str, str]) -> None:
    browser = house.browser(HOME)
    browser.headers = headers
    assert 'value="password"' not in browser.open("/inside/vab").send(realm="adm").text


def test_extra_hop_before_a_trusted_proxy_moves_nobody_inside(sqlite_database: Database) -> None:
    house = build_house(sqlite_database, trusted_proxies=("10.0.0.0/8",))
    browser = house.browser("10.0.0.1")
    browser.headers = {"X-Forwarded-For": f"{OFFICE}, {HOME}"}
    assert 'value="password"' not in browser.open("/inside/vab").send(realm="adm").text
    browser.headers = {"X-Forwarded-For": f"{HOME}, {OFFICE}"}
    assert 'value="password"' in browser.refresh().text


@pytest.mark.parametrize("name", ["idp_demo_zone", "__Host-idp_demo_zone"])
def test_demonstration_cookie_moves_nobody_when_there_is_no_demonstration(house: House, name: str) -> None:
    browser = house.browser(HOME)
    browser.http.set_cookie(name, "admin")
    assert 'value="password"' not in browser.open("/inside/vab").send(realm="adm").text


@pytest.mark.parametrize("field", ["username", "password", "csrf"])
def test_form_with_a_nul_is_refused_before_anybody_is_looked_for(house: House, field: str) -> None:
    """PostgreSQL takes none, and its client library would end the text there."""
    typed = {"username": "margra001", "password": PASSWORD}
    browser = house.at_password()
    refused = browser.send(**typed | {field: f"{typed.get(field, browser.csrf)}\0"})
    assert refused.page.status_code == 400
    assert house.count_live_sessions(MARIA) == 0


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("field", ["username", "password", "csrf"])
def test_hostile_bytes_in_the_password_form_are_an_ordinary_failure(
    house: House, field: str, value: str
) -> None:
    encoded = value.encode("utf-8", "surrogatepass")
    browser = house.at_password()
    form = {"csrf": browser.csrf.encode(), "username": b"margra001", "password": b"wrong", field: encoded}
    response = browser.http.post(
        browser.path,
        data=form,
        base_url="http://localhost:8000",
        environ_overrides={"REMOTE_ADDR": OFFICE},
    )
    assert response.status_code in (403, 422)
    assert "<script>alert" not in response.get_data(as_text=True)


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize(("step", "field"), [("realm", "realm"), ("method", "method"), ("code", "code")])
def test_hostile_bytes_in_the_other_forms_are_an_ordinary_failure(
    house: House, step: str, field: str, value: str
) -> None:
    browser = {
        "realm": lambda: house.browser().open("/inside/vab"),
        "method": lambda: house.browser().open("/inside/vab").send(realm="adm"),
        "code": lambda: house.at_factor(MARIA, "sms"),
    }[step]()
    assert browser.step == step
    form = {"csrf": browser.csrf.encode(), field: value.encode("utf-8", "surrogatepass")}
    response = browser.http.post(
        browser.path,
        data=form,
        base_url="http://localhost:8000",
        environ_overrides={"REMOTE_ADDR": browser.address},
    )
    assert response.status_code == 422


@pytest.mark.parametrize("interaction_id", ["x", "%00", "..%2f..", "A" * 5000, "%F0%9F%92%A5", "'%20OR%201"])
def test_hostile_interaction_id_is_not_found(house: House, interaction_id: str) -> None:
    assert house.browser().open(f"/signin/{interaction_id}/password").page.status_code == 404


@pytest.mark.parametrize("cookie", ["idp_session", "idp_browser", "idp_realm", "idp_language", "idp_not_now"])
def test_hostile_cookie_is_as_none(house: House, cookie: str) -> None:
    browser = house.browser()
    browser.http.set_cookie(cookie, "å'\"<>" * 100)
    assert browser.open("/inside/vab").title == "Var arbetar du?"


def test_only_the_step_that_proves_sets_a_session_cookie(house: House) -> None:
    browser = house.browser(HOME)
    for page in ("/", "/inside/vab", "/about/privacy", "/nowhere"):
        browser.open(page)
        assert browser.cookie("idp_session") is None
    browser.open("/inside/vab").send(realm="adm").send(method="app")
    assert browser.cookie("idp_session") is None
    assert browser.send(username="margra001", password="wrong").cookie("idp_session") is None
    assert browser.send(username="margra001", password=PASSWORD).cookie("idp_session") is not None


def test_nothing_typed_is_in_the_database_mid_way(house: House) -> None:
    browser = house.at_factor(MARIA, "sms")
    code = house.last_code()
    browser.send(code="ZZZZZZ")
    with house.database.engine.connect() as connection:
        tables = (
            connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        )
        dump = str([connection.exec_driver_sql(f'SELECT * FROM "{table}"').all() for table in tables])
    for secret in (PASSWORD, code, "ZZZZZZ", browser.cookie("idp_session"), browser.cookie("idp_browser")):
        assert str(secret) not in dump
