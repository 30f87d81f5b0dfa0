"""Every page is accessible, light and dark, wide and narrow, in every language, by ear, by keyboard and in large text."""

import re
from typing import Literal

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.browser.conftest import WIDE, OpenBrowser
from tests.browser.looking import find_breaches, find_other_faults
from tests.browser.tours import TOURS
from tests.support.still_town import StillTown

pytestmark = pytest.mark.browser

NARROW: ViewportSize = {"width": 320, "height": 720}
LOOKS: tuple[tuple[Literal["light", "dark"], ViewportSize], ...] = (("light", WIDE), ("dark", NARROW))
SWEDISH = re.compile(
    r"\b(och|att|inte|är|för|från|till|med|du|din|ditt|dina|logga|inloggning|lösenord|koden|sidan|"
    r"tjänst|tjänster|försök|kontakta|fel|hemma|avbryt|tillbaka|fortsätt|välj)\b",
    re.IGNORECASE,
)
"""Words that no English and no Finnish sentence has."""
IN_ENGLISH_TOO = ("signing in", "the portal")
"""Where English is looked at beside Finnish, whose words are longer: tests/architecture/test_texts.py holds the rest."""
SUBJECTS = {"applications", "people", "the policy", "the trail"}
"""What administrators work with: purposes, titles and reasons stand there as people wrote them."""

SPOKEN = """() => ['title', 'body'].map(name => {
  const said = document.querySelector(name).cloneNode(true);
  for (const part of said.querySelectorAll('[lang=sv], script, style')) part.remove();
  return said.textContent;
}).join(' ')"""
"""What the page says, all but what it marks as Swedish."""


@pytest.mark.parametrize("tour", TOURS)
def test_every_page_is_accessible_and_fits_320_pixels_light_and_dark(
    open_browser: OpenBrowser, still_town: StillTown, tour: str
) -> None:
    page = open_browser(reduced_motion="reduce").new_page()
    cdp = page.context.new_cdp_session(page)
    faults = []
    for stop in TOURS[tour](page, still_town):
        for scheme, size in LOOKS:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size(size)
            faults += [f"{stop}, {scheme}, {size['width']} px: {fault}" for fault in find_faults(page)]
        faults += [f"{stop}: {fault}" for fault in find_other_faults(page, cdp)]
        page.set_viewport_size(WIDE)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    ("language", "tour"),
    [*(("fi", tour) for tour in sorted(TOURS.keys() - SUBJECTS)), *(("en", tour) for tour in IN_ENGLISH_TOO)],
)
def test_no_page_in_another_language_says_anything_in_swedish_or_is_too_wide(
    open_browser: OpenBrowser, still_town: StillTown, language: str, tour: str
) -> None:
    page = open_browser(locale=language, viewport=NARROW).new_page()
    faults = []
    for stop in TOURS[tour](page, still_town):
        assert page.locator("html").get_attribute("lang") == language, stop
        faults += [f"{stop}: {word}" for word in SWEDISH.findall(page.evaluate(SPOKEN))]
        faults += [f"{stop}: {fault}" for fault in find_excess(page)]
    assert not faults, "\n".join(faults)


def test_no_two_pages_of_a_tour_share_a_title(page: Page, still_town: StillTown) -> None:
    titles: dict[str, list[str]] = {}
    for stop in TOURS["signing in"](page, still_town):
        titles.setdefault(page.title(), []).append(stop)
    assert {title: stops for title, stops in titles.items() if len(stops) > 1} == {
        "Hur vill du logga in? – E-portalen": ["method", "method without an app"]
    }


def find_faults(page: Page) -> list[str]:
    """Return what axe-core finds wrong, and whether the page is wider than its window."""
    return [*find_breaches(page), *find_excess(page)]


def find_excess(page: Page) -> list[str]:
    """Return by how much the page is wider than its window; nothing when it fits."""
    excess = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{excess} px too wide"] if excess > 0 else []
