"""Two administrators, and the forms of the policy's pages."""

import re
from html import unescape
from typing import Any

from tests.support.console import at_console, employ, staff
from tests.support.signing_in import Browser, House

SIV = staff("p-siv", "sivnil001", "Siv Nilsson", "idp-admin")


def at_second_console(house: House, to: str) -> Browser:
    """Employ the second administrator, and sign them in to a page of the console."""
    employ(house, SIV)
    return at_console(house, SIV, to)


def submit(browser: Browser, **form: Any) -> Browser:
    """Send the form of this page, with what the page itself put into it and ticked."""
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', browser.text))
    ticked: dict[str, list[str]] = {}
    for name, value in re.findall(r'type="checkbox" name="(\w+)" value="([^"]*)" checked', browser.text):
        ticked.setdefault(name, []).append(value)
    return browser.send(**hidden | ticked | form)


def begin(house: House) -> tuple[Browser, str]:
    """Begin a draft with a form; return its page."""
    johan = at_console(house)
    submit(johan.open("/admin/policy/drafts/new"), reason="Beslut 2026-17", action="guided")
    assert johan.title == "Vad ska ändras?"
    return johan, johan.path.removesuffix("/guided")


def write_text(johan: Browser, draft: str, text: str) -> None:
    """Write a whole text into the draft."""
    submit(johan.open(f"{draft}/edit"), text=text, reason="Beslut 2026-17", action="save")


def text_of(johan: Browser, draft: str) -> str:
    """Return the draft's text."""
    found = re.search(r"<textarea[^>]*>\n(.*)</textarea>", johan.open(f"{draft}/edit").text, re.DOTALL)
    assert found is not None
    return unescape(found[1])


def read(browser: Browser) -> str:
    """Return what the page says."""
    return unescape(browser.text)
