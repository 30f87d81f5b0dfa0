"""The demonstration is made once, whole, and kept; what is half made is made again."""

import json
import shutil
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from idp.config.reading import read_config
from idp.methods.tokens.token import State
from idp.ops.demo.furnish import furnish
from idp.ops.demo.people import load_town
from idp.ops.demo.places import Places
from idp.ops.opened import open_database


class Home(NamedTuple):
    """A demonstration at the usual addresses, and what is said of it."""

    folder: Path
    made: Mapping[str, Any]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The one that these tests look at and leave as it is."""
    folder = tmp_path_factory.mktemp("home") / "demo"
    return Home(folder, furnish(folder, Places()))


def test_the_usual_addresses_are_those_the_documents_name() -> None:
    assert Places().ports == {
        "provider": 8000,
        "payslips": 8001,
        "sick_child": 8002,
        "inbox": 8025,
        "smtp": 8026,
    }


def test_a_second_start_keeps_what_was_made(home: Home) -> None:
    assert furnish(home.folder, Places()) == json.loads(json.dumps(home.made))


def test_other_ports_make_everything_anew_with_their_addresses(home: Home, tmp_path: Path) -> None:
    shutil.copytree(home.folder, tmp_path / "demo")
    moved = furnish(tmp_path / "demo", Places(9000))
    assert moved["addresses"]["payslips"] == "http://localhost:9001"
    assert (
        moved["applications"]["payslips"]["CLIENT_ID"] != home.made["applications"]["payslips"]["CLIENT_ID"]
    )
    assert "http://localhost:9001/" in (tmp_path / "demo" / "policy.toml").read_text()


def test_a_half_made_folder_is_made_again(home: Home, tmp_path: Path) -> None:
    shutil.copytree(home.folder, tmp_path / "demo")
    (tmp_path / "demo" / "try.json").unlink()
    assert furnish(tmp_path / "demo", Places())["people"]


def test_secrets_are_for_their_owner_alone(home: Home) -> None:
    files = [home.folder / name for name in ("try.json", "apps.json", "tokens.json", "sick_child.jwk.json")]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_everybody_moves_in_with_what_they_have(home: Home) -> None:
    assert len(home.made["people"]) == len(load_town().everybody) == 21
    config = read_config(home.folder / "idp.toml", {})
    with open_database(config) as database, database.begin() as stores:
        gunilla = stores.people.find_account("adm", "gunhol001")
        assert gunilla is not None
        numbers = stores.numbers.list(gunilla.person.person_id)
        assert [number.e164 for number in numbers] == ["+46701740608", "+46701740609"]


def test_one_hardware_token_is_handed_out_and_one_is_in_the_cupboard(home: Home) -> None:
    assert [token["serial"] for token in home.made["tokens"]] == ["HV-2401", "HV-2402"]
    with (
        open_database(read_config(home.folder / "idp.toml", {})) as database,
        database.begin() as stores,
    ):
        gunilla = stores.people.find_account("adm", "gunhol001")
        assert gunilla is not None
        assert [token.serial for token in stores.tokens.list_held(gunilla.person.person_id)] == ["HV-2401"]
        assert [token.serial for token in stores.tokens.list(State.IN_STOCK)] == ["HV-2402"]


def test_one_username_is_two_people(home: Home) -> None:
    assert {person["realm"] for person in home.made["people"] if person["username"] == "annber002"} == {
        "adm",
        "skola",
    }
