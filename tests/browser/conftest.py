"""A browser and a town to visit. Each test gets a browser that has never been anywhere."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.support.chromium import run_chromium
from tests.support.town import Town

PAGE_MILLISECONDS = 15_000


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with run_chromium() as browser:
        yield browser


@pytest.fixture
def page(chromium: Browser, town: Town) -> Iterator[Page]:
    """A page in Swedish, wide, with scripts on."""
    context = chromium.new_context(locale="sv-SE", viewport={"width": 1200, "height": 900})
    context.set_default_timeout(PAGE_MILLISECONDS)
    yield context.new_page()
    context.close()
