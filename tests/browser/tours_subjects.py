"""Walks past what an administrator works with: applications, people, the policy, the keys, the trail and its counts."""

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.browser.signing_in import follow
from tests.browser.tours_console import enter_console
from tests.support.still_town import StillTown


def visit(page: Page, console: str, *paths: str) -> Iterator[str]:
    """Open pages of the console one after another."""
    for path in paths:
        page.goto(f"{console}{path}")
        page.locator("main h1").wait_for()
        yield path


def tour_applications(page: Page, town: StillTown) -> Iterator[str]:
    """Applications: the list, the guide for each kind, and one of them from every side."""
    console = enter_console(page, town)
    yield from visit(page, console, "/clients", "/clients/new")
    yield from visit(
        page, console, *(f"/clients/new/{kind}" for kind in ("web", "single_page", "native", "machine"))
    )
    page.goto(f"{console}/clients?words=Vård")
    follow(page, "main .console-list h2 a")
    yield "one application"
    one = page.url.removeprefix(console)
    yield from visit(page, console, *(f"{one}/{part}" for part in PARTS_OF_A_CLIENT))


PARTS_OF_A_CLIENT = ("recipes", "access", "test", "owners", "secrets", "secrets/new", "pause", "remove")


def tour_people(page: Page, town: StillTown) -> Iterator[str]:
    """People: finding one, looking at one, each way to help, hardware tokens, and taking people in from a file."""
    console = enter_console(page, town)
    yield from visit(page, console, "/people")
    page.fill("main input[type=search]", "gunhol")
    page.locator(".people-card button").click()
    page.locator(".people-line a").first.click()
    page.locator("main h1").wait_for()
    yield "one person"
    one = page.url.removeprefix(console)
    yield from visit(page, console, *(f"{one}/{part}" for part in PARTS_OF_A_PERSON))
    yield from visit(page, console, "/resets", "/tokens", "/tokens/import", "/people/import")


PARTS_OF_A_PERSON = ("why", "unlock", "end", "reset", "token", "groups", "access")


def tour_policy(page: Page, town: StillTown) -> Iterator[str]:
    """The policy: what is in force, who gets in where, a question asked of it, and a draft."""
    console = enter_console(page, town)
    yield from visit(page, console, "/policy", "/policy/matrix", "/policy/simulate", "/policy/drafts/new")
    page.fill("#reason", "Beslut 2026-17")
    page.locator('main button[value="guided"]').click()
    page.locator("#zones-title").wait_for()
    yield "what shall change"
    draft = page.url.removeprefix(console).removesuffix("/guided")
    yield from visit(page, console, f"{draft}/services/ekonomi", f"{draft}/zones/remote", draft)
    yield from visit(page, console, f"{draft}/new-service", f"{draft}/new-zone")
    yield from visit(page, console, f"{draft}/zones/vpn/facts", f"{draft}/levels/app")
    yield from visit(page, console, f"{draft}/services/ovrig-tjanst/remove", f"{draft}/zones/vpn/remove")


def tour_trail(page: Page, town: StillTown) -> Iterator[str]:
    """The trail, its counts and the keys."""
    console = enter_console(page, town)
    yield from visit(page, console, "/audit", "/audit/1", "/audit/chain", "/audit/export", "/statistics")
    yield from visit(page, console, "/keys", "/keys/rotate")
