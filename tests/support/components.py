"""Says what to do when a real component a test needs is not on the machine."""

import os
from typing import NoReturn

import pytest


def report_missing(component: str, package: str) -> NoReturn:
    """Skip with the reason; under CI=true fail, because a test that did not run proves nothing."""
    reason = f"{component} is not installed; install it with: apt-get install {package}"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
