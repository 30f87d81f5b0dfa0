"""An application's settings."""

from pathlib import Path

import pytest

from clients import payslips
from clients.relying_party.config import ConfigError, load_config
from clients.relying_party.make_key import make_key
from clients.relying_party.private_key import load_private_key
from clients.relying_party.serving import run

ENOUGH = {"CLIENT_ID": "payslips", "CLIENT_SECRET": "s", "DATA": "/data", "SECRET_KEY": "k"}


def test_the_addresses_of_the_demonstration_need_not_be_set() -> None:
    config = load_config("payslips", ENOUGH, port=8001)
    assert config.issuer == "http://localhost:8000"
    assert config.redirect_uri == "http://localhost:8001/callback"
    assert config.signed_out_uri == "http://localhost:8001/signed-out"


def test_a_missing_setting_is_named() -> None:
    with pytest.raises(ConfigError, match="set SECRET_KEY"):
        load_config("payslips", {**ENOUGH, "SECRET_KEY": ""}, port=8001)


@pytest.mark.parametrize("change", [{"CLIENT_SECRET": ""}, {"PRIVATE_KEY": "key.json"}])
def test_exactly_one_way_of_proving_the_client_is_set(change: dict[str, str]) -> None:
    with pytest.raises(ConfigError, match="either CLIENT_SECRET or PRIVATE_KEY"):
        load_config("payslips", {**ENOUGH, **change}, port=8001)


def test_a_file_may_hold_the_settings_and_the_environment_wins(tmp_path: Path) -> None:
    file = tmp_path / "payslips.toml"
    file.write_text('client_id = "filed"\nclient_secret = "s"\ndata = "/d"\nsecret_key = "k"\nport = 9001\n')
    config = load_config("payslips", {"CONFIG": str(file), "CLIENT_ID": "told"}, port=8001)
    assert (config.client_id, config.port, config.base_url) == ("told", 9001, "http://localhost:9001")


def test_a_made_key_is_for_its_owner_alone_and_never_replaced(tmp_path: Path) -> None:
    private, public = tmp_path / "private.json", tmp_path / "public.json"
    make_key(private, public)
    assert private.stat().st_mode & 0o777 == 0o600
    assert '"d"' not in public.read_text()
    assert str(load_private_key(private).kid) in public.read_text()
    with pytest.raises(FileExistsError):
        make_key(private, public)


def test_a_public_key_does_not_pass_for_a_private_one(tmp_path: Path) -> None:
    file = tmp_path / "key.json"
    make_key(tmp_path / "private.json", tmp_path / "public.json")
    file.write_text((tmp_path / "public.json").read_text().removeprefix('{"keys": [').removesuffix("]}"))
    with pytest.raises(ValueError, match="private P-256 JWK"):
        load_private_key(file)


def test_a_fault_in_the_settings_ends_the_start_with_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CONFIG", "CLIENT_ID", "CLIENT_SECRET", "PRIVATE_KEY"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(SystemExit, match=r"^payslips: set either CLIENT_SECRET or PRIVATE_KEY"):
        run("payslips", payslips.create_app, port=8001)


def test_a_port_is_a_number() -> None:
    with pytest.raises(ConfigError, match="PORT must be a number"):
        load_config("payslips", {**ENOUGH, "PORT": "http"}, port=8001)
