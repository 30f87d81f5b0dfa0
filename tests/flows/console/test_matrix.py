"""Every page of the console and every operation of the REST API, as every role and as nobody."""

import re
from typing import Any

import pytest

from idp.admin.permissions import GRANTED, Permission, Role
from tests.support.console import AHMED, BY_ROLE, at_console
from tests.support.rest import build_program
from tests.support.signing_in import ISSUER, OFFICE, House

FORBIDDEN = "Din roll räcker inte"


def fill(rule: str) -> str:
    """Return an address of the rule: whatever it names is something that does not exist."""
    numbered = re.sub(r"<int:\w+>", "0", rule)
    return re.sub(r"<\w+>|\{\w+\}", "none", numbered)


def list_pages(house: House) -> Any:
    return house.app.extensions["console_pages"]


def test_every_page_and_operation_says_what_permission_it_takes(house: House) -> None:
    declared = (*list_pages(house), *house.app.extensions["operations"])
    assert len(declared) > 5
    assert [one for one in declared if not one.permissions] == []


def test_every_route_of_the_console_is_the_frames_or_a_declared_page(house: House) -> None:
    routes = {
        rule.endpoint.removeprefix("console.")
        for rule in house.app.url_map.iter_rules()
        if rule.endpoint.startswith("console.")
    }
    own = {"start", "sign_in", "callback", "leave", "begin", "use_key"}
    assert routes == own | {page.endpoint for page in list_pages(house)}


def test_what_changes_something_takes_more_than_a_permission_to_read(house: House) -> None:
    reading = {Permission(one) for one in Permission if one.value.endswith((".read", ".protected"))}
    pages = {
        page.endpoint
        for page in list_pages(house)
        if page.method == "POST" and not set(page.permissions) - reading
    }
    operations = {
        one.name
        for one in house.app.extensions["operations"]
        if one.method != "GET" and not set(one.permissions) - reading
    }
    assert pages | operations <= READS_BY_POST


READS_BY_POST = {
    "explainPerson",
    "searchPeople",
    "search_people",
    "send_audit_search",
    "simulateSignIn",
    "simulate_policy",
    "verifyAudit",
    "verify_audit",
}
"""What sends a form and changes nothing, such as a question too long for an address."""


@pytest.mark.parametrize("role", [*BY_ROLE, None])
def test_a_page_opens_to_exactly_the_roles_that_bring_its_permission(house: House, role: Role | None) -> None:
    person = AHMED if role is None else BY_ROLE[role]
    granted = frozenset() if role is None else GRANTED[role]
    browser = at_console(house, person)
    token = browser.csrf
    wrong = []
    for page in list_pages(house):
        is_open = bool(granted & set(page.permissions))
        path = fill(f"/admin{page.rule}")
        answer = browser.http.open(
            path,
            method=page.method,
            data={"csrf": token} if page.method == "POST" else None,
            base_url=ISSUER,
            environ_overrides={"REMOTE_ADDR": OFFICE},
        )
        is_forbidden = answer.status_code == 403 and FORBIDDEN in answer.text
        if is_forbidden is is_open or answer.status_code >= 500:
            wrong.append(f"{page.method} {path}: {answer.status_code}")
    assert wrong == []


@pytest.mark.parametrize("role", BY_ROLE)
def test_an_operation_opens_to_exactly_the_permissions_of_a_role(house: House, role: Role) -> None:
    program = build_program(house, *GRANTED[role])
    wrong = []
    for one in house.app.extensions["operations"]:
        is_open = bool(GRANTED[role] & set(one.permissions))
        body = None if one.body is None else {}
        answer = program.call(one.method, fill(one.path), body)
        if (answer.status_code == 403) is is_open or answer.status_code >= 500:
            wrong.append(f"{one.method} {one.path}: {answer.status_code}")
    assert wrong == []


def test_nobody_reaches_any_page_from_outside(house: House) -> None:
    browser = house.browser("203.0.113.200")
    statuses = {
        browser.http.open(
            fill(f"/admin{page.rule}"),
            method=page.method,
            base_url=ISSUER,
            environ_overrides={"REMOTE_ADDR": "203.0.113.200"},
        ).status_code
        for page in list_pages(house)
    }
    assert statuses == {404}


def test_every_form_of_the_console_is_taken_with_this_browsers_token_alone(house: House) -> None:
    browser = at_console(house, to="/admin/roles/give")
    foreign = at_console(house, AHMED).csrf
    taken = []
    for page in list_pages(house):
        if page.method == "POST":
            for token in ({}, {"csrf": ""}, {"csrf": foreign}, {"csrf": "å" * 64}):
                answer = browser._call("POST", fill(f"/admin{page.rule}"), token)
                if answer.status_code != 403 or "Sidan hade blivit gammal" not in answer.text:
                    taken.append(f"{page.rule}: {answer.status_code}")
    assert taken == []
