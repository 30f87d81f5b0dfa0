"""A browser and a town to visit. Each test gets a browser that has never been anywhere, and a town as on its first day."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from tests.support.still_town import StillTown, build_town, open_town
from tests.support.town import Town

PAGE_MILLISECONDS = 10_000
WIDE: ViewportSize = {"width": 1200, "height": 900}

OpenBrowser = Callable[..., BrowserContext]
"""Opens one more browser; takes what Playwright's new_context takes."""


@pytest.fixture(scope="session")
def built_town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """A town of this worker's own, made and not yet open."""
    return build_town(tmp_path_factory.mktemp("built") / "demo")


@pytest.fixture
def still_town(built_town: Town, tmp_path_factory: pytest.TempPathFactory) -> Iterator[StillTown]:
    """The town at noon on a Wednesday, as nobody has left it."""
    with open_town(built_town, tmp_path_factory.mktemp("open") / "demo") as town:
        yield town


@pytest.fixture
def open_browser(chromium: Browser) -> Iterator[OpenBrowser]:
    """Opens browsers that have never been anywhere, in Swedish and wide unless told otherwise."""
    opened: list[BrowserContext] = []

    def open_one(**options: Any) -> BrowserContext:
        context = chromium.new_context(**({"locale": "sv-SE", "viewport": WIDE} | options))
        context.set_default_timeout(PAGE_MILLISECONDS)
        opened.append(context)
        return context

    yield open_one
    for context in opened:
        context.close()


@pytest.fixture
def page(open_browser: OpenBrowser) -> Page:
    """A page in Swedish, wide, with scripts on."""
    return open_browser().new_page()
