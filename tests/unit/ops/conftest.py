"""The command line, run in a folder of its own with a configuration that works."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[3]

CONFIG = f"""\
issuer = "https://idp.havsvik.example"
database = "sqlite:///idp.sqlite"
keys = "keys"
policy = "{CHECKOUT}/idp/ops/demo/policy.toml"

[municipality]
name = "Havsviks kommun"

[municipality.helpdesk]
email = "it.kundtjanst@havsvik.example"
phone = "0980-319 200"

[mail]
host = "mail.havsvik.example"
sender = "no-reply@havsvik.example"

[text_messages]
url = "https://sms.havsvik.example/send"
"""


@dataclass(frozen=True, slots=True)
class Said:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str


Run = Callable[..., Said]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "idp.toml").write_text(CONFIG, encoding="utf-8")
    return tmp_path


@pytest.fixture
def idp(folder: Path) -> Run:
    """Run `python -m idp …` in the folder, as a person would."""

    def run(*words: str, typed: str = "", **environ: str) -> Said:
        command = [sys.executable, "-m", "idp", *words]
        known = {"PATH": os.environ["PATH"], "PYTHONPATH": str(CHECKOUT), "COLUMNS": "100"}
        done = subprocess.run(
            command, cwd=folder, env=known | environ, input=typed, capture_output=True, text=True, check=False
        )
        return Said(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def installed(idp: Run) -> Run:
    """The same, with keys and tables made."""
    assert idp("keys", "create").code == 0
    assert idp("database", "upgrade").code == 0
    return idp
