"""What a visitor holds in their hand: Gunilla's hardware token, and a paper with recovery codes."""

from dataclasses import dataclass

from playwright.sync_api import Page

from idp.methods.tokens.hotp import make_code
from idp.methods.tokens.token import Kind, Make
from tests.browser.signing_in import HOME, begin, choose_method, give_code, give_password
from tests.support.still_town import StillTown


@dataclass
class Button:
    """The demonstration's token, which Gunilla has."""

    town: StillTown
    presses: int = 0

    def press(self) -> str:
        """Show the next code."""
        self.presses += 1
        secret: str = self.town.made["tokens"][0]["secret"]
        return make_code(secret, Make(Kind.HOTP), self.presses - 1)


def sign_in_with_token(page: Page, town: StillTown, button: Button) -> None:
    """Sign in from home as Gunilla, with the password and the token."""
    begin(page, town, HOME)
    choose_method(page, "token")
    give_password(page, town, "gunhol001")
    give_code(page, button.press())


def make_recovery_codes(page: Page) -> list[str]:
    """Press the button of the page and read the codes."""
    page.click("main form button.primary")
    page.locator("#codes").wait_for()
    return page.locator("#codes code").all_inner_texts()
