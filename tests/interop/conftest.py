"""What the tests with other people's clients share: a provider, and the Node that JavaScript clients run on."""

from collections.abc import Iterator

import pytest

from tests.interop.conversing import NODE
from tests.support.components import report_missing
from tests.support.served import Served, serve


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One running provider for the clients of a file; each has a person of its own, whose app's codes are used once."""
    with serve(tmp_path_factory.mktemp("served")) as running:
        yield running


@pytest.fixture(scope="session")
def node() -> None:
    """The packages of package.json."""
    if not NODE.exists():
        report_missing("The interoperation tests' Node", "npm, then run: npm ci --prefix tests/interop")
