"""Nothing in the console is offered to somebody who may not do it: every link opens, and every form may be sent."""

import re
from collections import Counter
from dataclasses import replace
from html import unescape

import pytest
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter

from idp.admin.permissions import GRANTED, Role
from idp.chance import SystemChance
from idp.oidc.registration.registering import register
from tests.flows.console.test_clients import CLIENT
from tests.support.console import AHMED, ANNA, KARIN, at_console
from tests.support.employees import ERIK, NOON
from tests.support.policy_pages import submit
from tests.support.signing_in import House

LINK = re.compile(r'<a [^>]*href="(/admin[^"#]*)"')
FORM = re.compile(r'<form method="post" action="(/admin[^"?]*)')
LEAST_OPENED = 5
MOST_ALIKE = 2
"""How many pages of one kind are opened."""

STAFF = {Role.OWNER: AHMED, Role.HELPDESK: ANNA, Role.AUDITOR: KARIN}
"""An administrator is not among them: nothing in the console is kept from one."""

PEOPLE = ("/admin", f"/admin/people/{ERIK.person_id}")
FROM = {Role.OWNER: ("/admin",), Role.HELPDESK: PEOPLE, Role.AUDITOR: PEOPLE}
"""Where each begins; whoever is found by a form is opened by their address."""


@pytest.fixture
def house(house: House) -> House:
    """The whole provider with its staff, two applications that Ahmed owns, one of them paused, and a draft."""
    with house.database.begin() as stores:
        register(stores, CLIENT, SystemChance(), NOON)
        register(
            stores, replace(CLIENT, name="Pausad", is_paused=True, service="saknas"), SystemChance(), NOON
        )
    submit(at_console(house).open("/admin/policy/drafts/new"), reason="Beslut", action="guided")
    return house


def test_what_is_offered_may_be_done(house: House) -> None:
    found = {role: list_wrong(house, role) for role in STAFF}
    assert {role: wrong for role, wrong in found.items() if wrong} == {}


def test_the_words_promise_nobody_more_than_they_may(house: House) -> None:
    ahmed = at_console(house, AHMED)
    assert "Se efter de tjänster du äger" in unescape(ahmed.text)
    used, paused = sorted(set(re.findall(r"/admin/clients/[^/\"?]+", ahmed.open("/admin/clients").text)))[:2]
    pages = [unescape(ahmed.open(path).text) for path in (used, paused)]
    assert not any("Pausa eller ta bort" in page for page in pages)
    assert sum("Bara en administratör kan ta den i drift igen." in page for page in pages) == 1
    running = used if "Pausa tjänsten" in pages[0] else paused
    assert "Bara en administratör kan ta tjänsten i drift igen." in unescape(
        ahmed.open(f"{running}/pause").text
    )
    access = f"{used if running == paused else paused}/access"
    assert "Be en administratör om en regel." in unescape(ahmed.open(access).text)
    johan = at_console(house)
    assert "har ingen regel för den" in unescape(johan.open(access.removesuffix("/access")).text)
    begin = "/admin/policy/drafts/new?service=saknas&name=Pausad"
    assert begin in unescape(johan.open(access).text)
    assert "Pausad" in johan.open(begin).text
    assert "Se vem som får göra vad." in unescape(at_console(house, KARIN).text)


def list_wrong(house: House, role: Role) -> list[tuple[str, str]]:
    """Return the links that do not open to a role and the forms that it may not send, each with its page."""
    browser, granted = at_console(house, STAFF[role]), GRANTED[role]
    adapter = house.app.url_map.bind("localhost", url_scheme="http")
    pages = {f"console.{page.endpoint}": page for page in house.app.extensions["console_pages"]}
    waiting, opened, wrong = [("", path) for path in FROM[role]], Counter[str](), list[tuple[str, str]]()
    seen = set(FROM[role])
    while waiting:
        page, path = waiting.pop(0)
        endpoint = match(adapter, path, "GET")
        if opened[endpoint] == MOST_ALIKE:
            continue
        opened[endpoint] += 1
        browser.open(path)
        if browser.page.status_code != 200:
            wrong.append((page, f"{path} {browser.page.status_code}"))
            continue
        links = set(map(unescape, LINK.findall(browser.text))) - seen
        seen |= links
        waiting += [(path, link) for link in sorted(links)]
        for action in FORM.findall(browser.text):
            sent = pages.get(match(adapter, unescape(action), "POST"))
            if sent and not granted & set(sent.permissions):
                wrong.append((path, action))
    assert len(opened) > LEAST_OPENED
    return wrong


def match(adapter: MapAdapter, path: str, method: str) -> str:
    """Return what an address opens, or a form is sent to; nothing for an address that is none of ours."""
    try:
        return str(adapter.match(path.partition("?")[0], method=method)[0])
    except HTTPException:
        return ""
