"""Two administrators, and the forms of the policy's pages."""

import re
from pathlib import Path
from typing import Any

from idp.storage.unit_of_work import Database
from tests.support.console import employ, staff, staff_console
from tests.support.portal import build_portal_house
from tests.support.signing_in import Browser, House

SIV = staff("p-siv", "sivnil001", "Siv Nilsson", "idp-admin")


def build_policy_house(database: Database, keys: Path) -> House:
    """Return the whole provider, with two administrators."""
    house = build_portal_house(database, keys)
    staff_console(house)
    employ(house, SIV)
    return house


def submit(browser: Browser, **form: Any) -> Browser:
    """Send the form of this page, with what the page itself put into it and ticked."""
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', browser.text))
    ticked: dict[str, list[str]] = {}
    for name, value in re.findall(r'type="checkbox" name="(\w+)" value="([^"]*)" checked', browser.text):
        ticked.setdefault(name, []).append(value)
    return browser.send(**hidden | ticked | form)
