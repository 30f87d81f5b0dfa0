"""Two administrators, and the forms of the policy's pages."""

import re
from pathlib import Path

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


def submit(browser: Browser, **form: str) -> Browser:
    """Send the form of this page, with what the page itself put into it."""
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', browser.text)
    return browser.send(**dict(hidden) | form)
