"""A real Chromium without a screen, Debian's own, driven by Playwright."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from tests.support.components import report_missing

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""Root cannot sandbox, and a test browser has nobody to call."""


@contextmanager
def run_chromium() -> Iterator[Browser]:
    """Start Chromium and end it; skip when it is not installed (fail under CI=true)."""
    program = shutil.which("chromium-headless-shell")
    if program is None:
        report_missing("Chromium", "chromium-headless-shell")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, headless=True, args=list(FLAGS))
        yield browser
        browser.close()
