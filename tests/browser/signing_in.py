"""The steps of a sign-in as a visitor takes them."""

from playwright.sync_api import Locator, Page, expect

from tests.support.town import Town

OFFICE, HOME = "admin", "remote"
MY_SERVICES = "Mina tjänster – E-portalen"


def follow(page: Page, selector: str) -> None:
    """Press what leads to another page, and return when that page is there."""
    with page.expect_navigation():
        page.click(selector)


def move_to(page: Page, zone: str) -> None:
    """Choose a network on the demonstration's bar."""
    follow(page, f"button[name=zone][value={zone}]")


def send(page: Page) -> None:
    """Press the button that sends the page's form."""
    page.click("main form button.primary")


def begin(page: Page, town: Town, zone: str, realm: str = "adm", at: str = "provider") -> None:
    """Open the portal, or an application, from a network and say which staff one belongs to."""
    page.goto(town.url(at))
    move_to(page, zone)
    follow(page, f"button[name=realm][value={realm}]")


def begin_again(page: Page, town: Town, zone: str) -> None:
    """Open the portal from a network in a browser that knows which staff one belongs to."""
    page.goto(town.url("provider"))
    move_to(page, zone)


def sign_out(page: Page) -> None:
    """Sign out of the portal."""
    page.click(".standing form[action='/sign-out'] button")


def choose_method(page: Page, method: str) -> None:
    """Choose a way to sign in, also one that is folded away."""
    choice = page.locator(f"button[name=method][value={method}]")
    choice.wait_for(state="attached")
    if choice.and_(page.locator("details:not([open]) *")).count():
        page.click("details.more summary")
    with page.expect_navigation():
        choice.click()


def give_password(page: Page, town: Town, username: str, realm: str = "adm") -> None:
    """Type username and password."""
    page.fill("input[name=username]", username)
    page.fill("input[name=password]", town.person(username, realm)["password"])
    send(page)


def give_code(page: Page, code: str) -> None:
    """Type a one-time code."""
    page.fill("input[name=code]", code)
    send(page)


def sign_in_at_the_office(page: Page, town: Town, username: str = "margra001", at: str = "provider") -> None:
    """Sign in with the password alone."""
    begin(page, town, OFFICE, at=at)
    choose_method(page, "password")
    give_password(page, town, username)


def sign_in_at_the_office_by_app(page: Page, town: Town, username: str = "margra001") -> None:
    """Sign in with the password and the app though the password would be enough."""
    begin(page, town, OFFICE)
    choose_method(page, "app")
    give_password(page, town, username)
    give_code(page, town.app_code(username))


def sign_in_at_home(page: Page, town: Town, username: str = "margra001", at: str = "provider") -> None:
    """Sign in with the password and the app."""
    begin(page, town, HOME, at=at)
    choose_method(page, "app")
    give_password(page, town, username)
    give_code(page, town.app_code(username))


def sign_in_by_sms(page: Page, town: Town, username: str, at: str = "provider") -> None:
    """Sign in from home with the password and a code sent to the only number there is."""
    begin(page, town, HOME, at=at)
    choose_method(page, "sms")
    give_password(page, town, username)
    give_code(page, town.wait_for_code(town.person(username)["numbers"][0]))


def heading(page: Page) -> Locator:
    """Return the page's one main heading."""
    return page.get_by_role("heading", level=1)


def expect_services(page: Page) -> None:
    """Hold that the page is Mina tjänster."""
    expect(page).to_have_title(MY_SERVICES)
