"""Every form of the whole application, sent without this browser's token (SE8; CVE-2026-7507, B 4.7)."""

import re
from collections.abc import Callable

import pytest

from tests.support.portal import sign_in
from tests.support.signing_in import ERIK, GUNILLA, HOME, MARIA, PASSWORD, PER, Browser, House

PROTOCOL = {"oidc.token", "oidc.userinfo", "oidc.authorize_posted", "oidc.end_session"}
"""What relying parties and other sites post to by design: no session changes by any of them but by asking first."""


def at_realm(house: House) -> Browser:
    return house.browser().open("/")


def at_password(house: House) -> Browser:
    return at_realm(house).send(realm="adm").send(method="password")


def at_method(house: House) -> Browser:
    return at_realm(house).send(realm="adm")


def at_second_factor(house: House, username: str, method: str) -> Browser:
    browser = house.browser(HOME).open("/").send(realm="adm")
    return browser.send(method=method).send(username=username, password=PASSWORD)


def at_protect(house: House) -> Browser:
    return at_password(house).send(username=PER.username, password=PASSWORD)


def at_stop(house: House) -> Browser:
    return at_second_factor(house, PER.username, "app")


def at_restart(house: House) -> Browser:
    browser = at_realm(house)
    browser.path = f"/signin/{browser.interaction_id}/new"
    return browser


def at_cancel(house: House) -> Browser:
    browser = at_realm(house)
    browser.path = f"/authorize/{browser.interaction_id}/cancel"
    return browser


def signed_in_at(path: str) -> Callable[[House], Browser]:
    """Return the way to a page of someone who has just signed in at the office, for the form it holds."""

    def walk(house: House) -> Browser:
        browser = sign_in(house, MARIA)
        with house.database.begin() as stores:
            device = stores.devices.list_confirmed(MARIA.person_id)[0]
        browser.path = path.replace("<device>", device.device_id)
        return browser

    return walk


WAYS: dict[str, Callable[[House], Browser]] = {
    "oidc.cancel": at_cancel,
    "oidc.end_session_confirmed": signed_in_at("/end-session/confirmed"),
    "portal.confirm": signed_in_at("/settings/devices/add/<device>/code"),
    "portal.extend": signed_in_at("/session/extend"),
    "portal.remove": signed_in_at("/settings/devices/<device>/remove"),
    "portal.rename": signed_in_at("/settings/devices/<device>/rename"),
    "portal.save_numbers": signed_in_at("/settings/numbers"),
    "portal.sign_out": signed_in_at("/sign-out"),
    "portal.start_linking": signed_in_at("/settings/devices/add"),
    "signin.new": at_restart,
    "signin.submit_app": lambda house: at_second_factor(house, MARIA.username, "app"),
    "signin.submit_code": lambda house: at_second_factor(house, ERIK.username, "mail"),
    "signin.submit_method": at_method,
    "signin.submit_number": lambda house: at_second_factor(house, GUNILLA.username, "sms"),
    "signin.submit_password": at_password,
    "signin.submit_protect": at_protect,
    "signin.submit_realm": at_realm,
    "signin.submit_stop": at_stop,
}
"""How a browser comes to where each form is taken, by endpoint."""


def test_every_address_that_takes_a_form_is_known_here(house: House) -> None:
    taking = {rule.endpoint for rule in house.app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    assert taking - PROTOCOL == set(WAYS)


@pytest.mark.parametrize("endpoint", sorted(WAYS))
def test_a_form_is_taken_with_this_browsers_token_alone(house: House, endpoint: str) -> None:
    browser = WAYS[endpoint](house)
    assert matched(house, browser.path) == endpoint
    foreign = at_realm(house).csrf
    before = state_of(house)
    form = {"action": "send", "realm": "skola", "code": "1"}
    for token in ({}, {"csrf": ""}, {"csrf": "0" * 64}, {"csrf": foreign}, {"csrf": "å" * 64}):
        assert browser._call("POST", browser.path, form | token).status_code == 403
        assert state_of(house) == before
    assert browser._call("POST", browser.path, {"csrf": browser.csrf}).status_code != 403


@pytest.mark.parametrize(
    "endpoint", ["oidc.cancel", "portal.extend", "portal.save_numbers", "portal.sign_out"]
)
def test_the_way_out_of_a_refused_form_is_a_page(house: House, endpoint: str) -> None:
    browser = WAYS[endpoint](house)
    refused = browser._call("POST", browser.path, {"csrf": "0" * 64})
    (way_out,) = re.findall(r'class="button[^"]*" href="([^"]+)"', refused.get_data(as_text=True))
    assert browser._call("GET", way_out).status_code in {200, 303}


def matched(house: House, path: str) -> str:
    """Return the endpoint that takes a form sent to the path."""
    endpoint, _ = house.app.url_map.bind("localhost:8000").match(path, method="POST")
    return str(endpoint)


def state_of(house: House) -> list[object]:
    """Return every row of the tables that a form can change, but for when the browser was last seen."""
    tables = ("devices", "interactions", "numbers", "codes", "grants", "throttle", "outbox", "audit_trail")
    with house.database.engine.connect() as connection:
        rows = [connection.exec_driver_sql(f"SELECT * FROM {table}").all() for table in tables]
        sessions = connection.exec_driver_sql("SELECT sid, secret_hash, events, ended_at FROM sessions").all()
    return [*rows, sessions]
