"""The real SoftHSM; every test makes keys of its own on the one token."""

import os
from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec

import pytest

from idp.config.sections.pkcs11 import Pkcs11
from idp.signing.envelope import Envelope
from idp.signing.hsm import Hsm
from tests.support.softhsm import run_softhsm

collect_ignore = (
    ["test_signing_keys.py"] if find_spec("pkcs11") is None and os.environ.get("CI") != "true" else []
)
"""Without the library the tests cannot even be read; under CI=true that is a failure."""


@pytest.fixture(scope="session")
def token(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pkcs11]:
    """A token of this worker's own."""
    with run_softhsm(tmp_path_factory.mktemp("softhsm")) as settings:
        yield settings


@pytest.fixture
def envelope(token: Pkcs11) -> Envelope:
    """What a keys folder with its signing keys on the token is opened with."""
    return replace(Envelope(), hsm=Hsm(token))
