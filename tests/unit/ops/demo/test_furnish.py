"""The demonstration is made once, whole, and kept; what is half made is made again."""

import json
import stat
from pathlib import Path

from idp.config.reading import read_config
from idp.methods.tokens.token import State
from idp.ops.demo.furnish import furnish
from idp.ops.demo.people import load_town
from idp.ops.demo.places import Places
from idp.ops.opened import open_database


def test_the_usual_addresses_are_those_the_documents_name() -> None:
    assert Places().ports == {
        "provider": 8000,
        "payslips": 8001,
        "sick_child": 8002,
        "inbox": 8025,
        "smtp": 8026,
    }


def test_a_second_start_keeps_what_was_made(tmp_path: Path) -> None:
    first = furnish(tmp_path / "demo", Places())
    assert furnish(tmp_path / "demo", Places()) == json.loads(json.dumps(first))


def test_other_ports_make_everything_anew_with_their_addresses(tmp_path: Path) -> None:
    first = furnish(tmp_path / "demo", Places())
    moved = furnish(tmp_path / "demo", Places(9000))
    assert moved["addresses"]["payslips"] == "http://localhost:9001"
    assert moved["applications"]["payslips"]["CLIENT_ID"] != first["applications"]["payslips"]["CLIENT_ID"]
    assert "http://localhost:9001/" in (tmp_path / "demo" / "policy.toml").read_text()


def test_a_half_made_folder_is_made_again(tmp_path: Path) -> None:
    furnish(tmp_path / "demo", Places())
    (tmp_path / "demo" / "try.json").unlink()
    assert furnish(tmp_path / "demo", Places())["people"]


def test_secrets_are_for_their_owner_alone(tmp_path: Path) -> None:
    furnish(tmp_path / "demo", Places())
    files = [
        tmp_path / "demo" / name for name in ("try.json", "apps.json", "tokens.json", "sick_child.jwk.json")
    ]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_everybody_moves_in_with_what_they_have(tmp_path: Path) -> None:
    made = furnish(tmp_path / "demo", Places())
    assert len(made["people"]) == len(load_town().everybody) == 21
    config = read_config(tmp_path / "demo" / "idp.toml", {})
    with open_database(config) as database, database.begin() as stores:
        gunilla = stores.people.find_account("adm", "gunhol001")
        assert gunilla is not None
        numbers = stores.numbers.list(gunilla.person.person_id)
        assert [number.e164 for number in numbers] == ["+46701740608", "+46701740609"]


def test_one_hardware_token_is_handed_out_and_one_is_in_the_cupboard(tmp_path: Path) -> None:
    made = furnish(tmp_path / "demo", Places())
    assert [token["serial"] for token in made["tokens"]] == ["HV-2401", "HV-2402"]
    with (
        open_database(read_config(tmp_path / "demo" / "idp.toml", {})) as database,
        database.begin() as stores,
    ):
        gunilla = stores.people.find_account("adm", "gunhol001")
        assert gunilla is not None
        assert [token.serial for token in stores.tokens.list_held(gunilla.person.person_id)] == ["HV-2401"]
        assert [token.serial for token in stores.tokens.list(State.IN_STOCK)] == ["HV-2402"]


def test_one_username_is_two_people(tmp_path: Path) -> None:
    made = furnish(tmp_path / "demo", Places())
    assert {person["realm"] for person in made["people"] if person["username"] == "annber002"} == {
        "adm",
        "skola",
    }
