"""Every form of the whole application, sent without this browser's token (SE8; CVE-2026-7507, B 4.7)."""

import re
from collections.abc import Callable

import pytest

from idp.methods.webauthn.challenge import Purpose
from tests.support.helpdesk import ANNA, at_helpdesk, staff_helpdesk
from tests.support.keys import bond, ring
from tests.support.methods import build_keys, hand_out
from tests.support.portal import sign_in
from tests.support.signing_in import ERIK, GUNILLA, HOME, MARIA, OFFICE, PASSWORD, PER, Browser, House
from tests.support.tokens import build_recovery, give_token

NOBODYS = "0" * 32
"""An id that is nobody's: the form is judged before what it is about."""

PROTOCOL = {
    "oidc.token",
    "oidc.introspect",
    "oidc.revoke",
    "oidc.userinfo",
    "oidc.register",
    "oidc.authorize_posted",
    "oidc.end_session",
    "delivery_reports.report",
}
"""What relying parties, gateways and other sites post to by design: no session changes by any of them but by asking first."""


ELSEWHERE = ("console.", "api.", "scim.")
"""The console's forms have a test of their own in tests/flows/console/test_matrix.py; programs' doors read no cookie."""


def at_realm(house: House) -> Browser:
    return house.browser().open("/")


def at_password(house: House) -> Browser:
    return at_realm(house).send(realm="adm").send(method="password")


def at_method(house: House) -> Browser:
    return at_realm(house).send(realm="adm")


def at_second_factor(house: House, username: str, method: str, address: str = HOME) -> Browser:
    browser = house.browser(address).open("/").send(realm="adm")
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


def at_consent(house: House) -> Browser:
    browser = at_realm(house)
    browser.path = f"/authorize/{browser.interaction_id}/consent"
    return browser


def at_options(house: House, page: str) -> Browser:
    """Return a browser at the address where the page's script asks for a challenge."""
    browser = at_key(house) if page == "key" else at_passkey(house)
    browser.path = f"/signin/{browser.interaction_id}/{page}/options"
    return browser


def hold(house: House) -> None:
    """Give Maria a key."""
    authenticator, keys, now = ring(), build_keys(house.database), house.clock()
    tied = bond(Purpose.ENROL, MARIA)
    challenge_id, options = keys.ask(MARIA, tied, now)
    keys.add(MARIA, tied, challenge_id, authenticator.make(options), "Min nyckel", "sv", now)


def at_key(house: House) -> Browser:
    hold(house)
    return at_second_factor(house, MARIA.username, "key")


def at_passkey(house: House) -> Browser:
    return at_realm(house).send(realm="adm").send(method="passkey")


def at_token(house: House) -> Browser:
    give_token(house.database, GUNILLA, now=house.clock())
    return at_second_factor(house, GUNILLA.username, "token")


def at_recovery(house: House) -> Browser:
    build_recovery(house.database).make(MARIA, "sv", house.clock())
    return at_second_factor(house, MARIA.username, "recovery")


def at_bypass(house: House) -> Browser:
    hand_out(house.database, ERIK, house.clock())
    return at_second_factor(house, ERIK.username, "bypass", OFFICE)


def at_helpdesk_page(house: House, path: str) -> Browser:
    staff_helpdesk(house)
    browser = at_helpdesk(house, ANNA)
    browser.path = path
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
    "admin.act": lambda house: at_helpdesk_page(house, f"/helpdesk/{NOBODYS}"),
    "admin.send_ask": lambda house: at_helpdesk_page(house, "/helpdesk/new"),
    "oidc.cancel": at_cancel,
    "oidc.consent": at_consent,
    "oidc.end_session_confirmed": signed_in_at("/end-session/confirmed"),
    "portal.add_key": signed_in_at("/settings/keys/add"),
    "portal.ask_key_options": signed_in_at("/settings/keys/add/options"),
    "portal.confirm": signed_in_at("/settings/devices/add/<device>/code"),
    "portal.end_everywhere": signed_in_at("/sign-ins/end-everywhere"),
    "portal.end_others": signed_in_at("/sign-ins/end-others"),
    "portal.end_sign_in": signed_in_at("/sign-ins/end"),
    "portal.extend": signed_in_at("/session/extend"),
    "portal.make_recovery": signed_in_at("/settings/recovery"),
    "portal.object_by_code": signed_in_at("/not-me"),
    "portal.object_by_owner": signed_in_at(f"/settings/changes/{NOBODYS}"),
    "portal.remove": signed_in_at("/settings/devices/<device>/remove"),
    "portal.remove_key": signed_in_at(f"/settings/keys/{NOBODYS}/remove"),
    "portal.rename": signed_in_at("/settings/devices/<device>/rename"),
    "portal.rename_key": signed_in_at(f"/settings/keys/{NOBODYS}/rename"),
    "portal.report_lost": signed_in_at(f"/settings/tokens/{NOBODYS}/lost"),
    "portal.save_numbers": signed_in_at("/settings/numbers"),
    "portal.sign_out": signed_in_at("/sign-out"),
    "portal.start_linking": signed_in_at("/settings/devices/add"),
    "portal.withdraw_consent": signed_in_at("/settings/privacy/withdraw"),
    "signin.ask_key": lambda house: at_options(house, "key"),
    "signin.ask_passkey": lambda house: at_options(house, "passkey"),
    "signin.new": at_restart,
    "signin.submit_app": lambda house: at_second_factor(house, MARIA.username, "app"),
    "signin.submit_bypass": at_bypass,
    "signin.submit_code": lambda house: at_second_factor(house, ERIK.username, "mail"),
    "signin.submit_key": at_key,
    "signin.submit_method": at_method,
    "signin.submit_number": lambda house: at_second_factor(house, GUNILLA.username, "sms"),
    "signin.submit_passkey": at_passkey,
    "signin.submit_password": at_password,
    "signin.submit_protect": at_protect,
    "signin.submit_realm": at_realm,
    "signin.submit_recovery": at_recovery,
    "signin.submit_stop": at_stop,
    "signin.submit_token": at_token,
}
"""How a browser comes to where each form is taken, by endpoint."""


def test_every_address_that_takes_a_form_is_known_here(house: House) -> None:
    taking = {rule.endpoint for rule in house.app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    elsewhere = {endpoint for endpoint in taking if endpoint.startswith(ELSEWHERE)}
    assert taking - PROTOCOL - elsewhere == set(WAYS)


@pytest.mark.parametrize("endpoint", sorted(WAYS))
def test_a_form_is_taken_with_this_browsers_token_alone(house: House, endpoint: str) -> None:
    browser = WAYS[endpoint](house)
    assert matched(house, browser.path) == endpoint
    foreign = at_realm(house).csrf
    before = state_of(house)
    refusal = 409 if endpoint.startswith("signin.ask_") else 403
    form = {"action": "send", "realm": "skola", "code": "1"}
    for token in ({}, {"csrf": ""}, {"csrf": "0" * 64}, {"csrf": foreign}, {"csrf": "å" * 64}):
        assert browser._call("POST", browser.path, form | token).status_code == refusal
        assert state_of(house) == before
    assert browser._call("POST", browser.path, {"csrf": browser.csrf}).status_code != refusal


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
    tables = (
        "audit_journal",
        "audit_trail",
        "bypasses",
        "challenges",
        "changes",
        "codes",
        "credentials",
        "devices",
        "grants",
        "hardware_tokens",
        "interactions",
        "numbers",
        "outbox",
        "recovery_codes",
        "throttle",
    )
    house.database.bind()
    with house.database.engine.connect() as connection:
        rows = [connection.exec_driver_sql(f"SELECT * FROM {table}").all() for table in tables]
        sessions = connection.exec_driver_sql("SELECT sid, secret_hash, events, ended_at FROM sessions").all()
    return [*rows, sessions]
