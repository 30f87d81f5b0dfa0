"""The command line, run in a folder of its own with a configuration that works."""

import shutil
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest

from idp.chance import SystemChance
from idp.clock import system_clock
from idp.ops.command_line import main
from idp.signing.folder import create_keys
from idp.storage.engine import build_engine
from idp.storage.migrations.upgrade import upgrade

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
hosts = ["mail.havsvik.example"]
sender = "no-reply@havsvik.example"

[text_messages]
sender = "Havsvik"

[[text_messages.gateways]]
kind = "http"
name = "first"
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
def idp(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `python -m idp …` in the folder, in this process."""
    monkeypatch.chdir(folder)

    def run(*words: str, typed: str = "", **environ: str) -> Said:
        with (
            monkeypatch.context() as surroundings,
            redirect_stdout(StringIO()) as out,
            redirect_stderr(StringIO()) as err,
        ):
            for name, value in environ.items():
                surroundings.setenv(name, value)
            surroundings.setattr("sys.stdin", StringIO(typed))
            code = 0
            try:
                main(words)
            except SystemExit as leaving:
                code = int(leaving.code or 0)
        return Said(code, out.getvalue(), err.getvalue())

    return run


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with keys and tables, made once; RSA keys take a second."""
    folder = tmp_path_factory.mktemp("furnished") / "provider"
    folder.mkdir()
    engine = build_engine(f"sqlite:///{folder / 'idp.sqlite'}")
    upgrade(engine)
    engine.dispose()
    create_keys(folder / "keys", SystemChance(), system_clock())
    return folder


@pytest.fixture
def installed(idp: Run, folder: Path, furnished: Path) -> Run:
    """The same, with keys and tables made."""
    shutil.copytree(furnished, folder, dirs_exist_ok=True)
    return idp
