"""SIGHUP never ends a provider that works."""

from pathlib import Path

import pytest

from idp.config.settings import Config, Helpdesk, Listen, Municipality
from idp.ops.server.command import Server
from idp.ops.server.reload import may_reload
from idp.ops.stop import Stop


def build_config(folder: Path, port: int) -> Config:
    """Return settings whose policy file is not there."""
    return Config(
        issuer="http://localhost:8000",
        database=f"sqlite:///{folder / 'idp.sqlite'}",
        keys=folder / "keys",
        policy=folder / "policy.toml",
        municipality=Municipality(name="Prov", helpdesk=Helpdesk(email="a@prov.test", phone="0980-319 200")),
        listen=Listen(port=port),
    )


def test_what_is_wrong_is_said_and_nothing_is_reloaded(caplog: pytest.LogCaptureFixture) -> None:
    def read_anew() -> None:
        raise Stop("policy.toml:3: this is not TOML")

    assert not may_reload(read_anew)
    assert "goes on as it was: policy.toml:3: this is not TOML" in caplog.text


def test_what_is_right_is_reloaded() -> None:
    assert may_reload(lambda: None)


def test_settings_that_would_not_start_are_not_taken(tmp_path: Path) -> None:
    server = Server(build_config(tmp_path, 8001), lambda: build_config(tmp_path, 8002))
    with pytest.raises(Stop):
        server.read_anew()
    server.load_config()
    assert server.cfg.address == [("127.0.0.1", 8001)]
