"""A keys folder made once for each test process, and copied for each test: making RSA keys takes a second."""

import atexit
from functools import cache
from pathlib import Path
from shutil import copytree, rmtree
from tempfile import mkdtemp

from idp.chance import SystemChance
from idp.signing.folder import create_keys
from tests.support.employees import NOON


def put_keys(folder: Path) -> None:
    """Put keys made at the tests' noon into a folder that is not there yet."""
    copytree(make_once(), folder)


@cache
def make_once() -> Path:
    """Return the folder that is copied; it goes when the process ends."""
    kept = Path(mkdtemp(prefix="eportal-idp-keys-"))
    atexit.register(rmtree, kept, ignore_errors=True)
    create_keys(kept / "keys", SystemChance(), NOON)
    return kept / "keys"
