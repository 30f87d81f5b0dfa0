"""The steps of a sign-in as a visitor takes them."""

from playwright.sync_api import Page

from tests.support.town import Town


def move_to(page: Page, zone: str) -> None:
    """Choose a network on the demonstration's bar."""
    page.click(f"button[name=zone][value={zone}]")


def begin(page: Page, town: Town, zone: str, realm: str = "adm") -> None:
    """Open the portal from a network and say which staff one belongs to."""
    page.goto(town.url("provider"))
    move_to(page, zone)
    page.click(f"button[name=realm][value={realm}]")


def choose_method(page: Page, method: str) -> None:
    """Choose a way to sign in."""
    page.click(f"button[name=method][value={method}]")


def give_password(page: Page, town: Town, username: str, realm: str = "adm") -> None:
    """Type username and password."""
    page.fill("input[name=username]", username)
    page.fill("input[name=password]", town.person(username, realm)["password"])
    page.press("input[name=password]", "Enter")


def give_code(page: Page, code: str) -> None:
    """Type a one-time code."""
    page.fill("input[name=code]", code)
    page.press("input[name=code]", "Enter")
