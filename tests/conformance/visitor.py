"""Somebody at a real Chromium, who does what the provider's pages ask and nothing else."""

from base64 import b64encode
from dataclasses import dataclass

from playwright.sync_api import Error, Page

from tests.conformance.provider import Provider

MOST_STEPS = 12
OPEN_MILLISECONDS = 60_000
QUIET_MILLISECONDS = 8000


@dataclass
class Visitor:
    """A browser and the person whose password it types. It stops where nothing more is asked."""

    page: Page
    provider: Provider

    def visit(self, address: str) -> None:
        """Open an address and go on until the browser has left the provider, or stands on a page without a way on."""
        try:
            self.page.goto(address, timeout=OPEN_MILLISECONDS)
        except Error:
            return
        for _ in range(MOST_STEPS):
            self._wait()
            if not self.page.url.startswith(self.provider.issuer) or not self._answer():
                return

    def picture(self) -> str:
        """Return what is on the screen, as a data URI."""
        return f"data:image/png;base64,{b64encode(self.page.screenshot()).decode()}"

    def _wait(self) -> None:
        try:
            self.page.wait_for_load_state("networkidle", timeout=QUIET_MILLISECONDS)
        except Error:
            return

    def _answer(self) -> bool:
        """Do what the page asks; say whether it asked anything."""
        page = self.page
        if page.locator("input[name=password]").count():
            page.fill("input[name=username]", self.provider.username)
            page.fill("input[name=password]", self.provider.password)
            page.click("main form button.primary")
            return True
        for choice in (
            "button[name=realm][value=adm]",
            "button[name=method][value=password]",
            "button[name=action][value=allow]",
            "main form[action='/end-session'] button.primary",
            "main form[action='/end-session'] button",
        ):
            if page.locator(choice).count():
                page.locator(choice).first.click()
                return True
        return False
