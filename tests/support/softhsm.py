"""A real PKCS#11 token in software: SoftHSM with a folder of its own."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from idp.chance import SystemChance
from idp.config.sections.pkcs11 import Pkcs11
from tests.support.components import report_missing

MODULE = Path("/usr/lib/softhsm/libsofthsm2.so")
TOKEN = "eportal"


@contextmanager
def run_softhsm(folder: Path) -> Iterator[Pkcs11]:
    """Yield the settings of a new token. The library finds its folder by the environment, so there is one a process."""
    if shutil.which("softhsm2-util") is None or not MODULE.exists():
        report_missing("SoftHSM", "softhsm2")
    if find_spec("pkcs11") is None:
        report_missing("python-pkcs11", "gcc; pip install -r requirements/pkcs11.txt")
    tokens, pin = folder / "tokens", SystemChance().code(8, "0123456789")
    tokens.mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {tokens}\nlog.level = ERROR\n")
    (folder / "pin").write_text(f"{pin}\n")
    before = os.environ.get("SOFTHSM2_CONF")
    os.environ["SOFTHSM2_CONF"] = str(folder / "softhsm2.conf")
    try:
        made = ["--init-token", "--free", "--label", TOKEN, "--pin", pin, "--so-pin", pin]
        subprocess.run(["softhsm2-util", *made], check=True, capture_output=True)
        yield Pkcs11(module=MODULE, token=TOKEN, pin_file=folder / "pin")
    finally:
        if before is None:
            del os.environ["SOFTHSM2_CONF"]
        else:
            os.environ["SOFTHSM2_CONF"] = before
