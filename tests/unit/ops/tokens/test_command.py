"""Hardware tokens are taken in, handed out, taken back and set right from the command line."""

import json
import os
import pwd
from base64 import b32encode
from datetime import timedelta
from pathlib import Path

import pytest
from pskc import PSKC

from idp.clock import system_clock
from idp.config.reading import read_config
from idp.methods.tokens.hotp import make_code
from idp.methods.tokens.token import Kind, Make
from idp.ops.opened import open_database
from idp.sessions.session import AuthenticationEvent, Session
from tests.unit.ops.conftest import Run

SEED = b"12345678901234567890"
BASE32 = b32encode(SEED).decode()
OPERATOR = pwd.getpwuid(os.getuid()).pw_name
PERSON = ("people", "add", "astlun001", "--realm", "adm", "--given-name", "Asta", "--family-name", "Lund")
HAND_OUT = ("tokens", "hand-out", "VK-1001", "astlun001", "--realm", "adm")
TABLE = (
    f"serial,secret,type,digits,period,counter\nvk-1001,{SEED.hex()},hotp,6,,\nVK-1002,{BASE32},totp,8,60,\n"
)


@pytest.fixture
def table(folder: Path) -> str:
    (folder / "tokens.csv").write_text(TABLE, encoding="utf-8")
    return "tokens.csv"


@pytest.fixture
def stocked(installed: Run, table: str) -> Run:
    assert installed("tokens", "import", table, "--yes").code == 0
    assert installed(*PERSON, "--password-stdin", typed="regn mot en ruta\n").code == 0
    return installed


def build_session(sid: str, person_id: str, method: str) -> Session:
    now = system_clock()
    events = tuple(AuthenticationEvent(name, now, "remote") for name in ("password", method))
    return Session(sid, person_id, "adm", events, "remote", now, now, now + timedelta(hours=10))


def serials(idp: Run) -> list[str]:
    return [token["serial"] for token in json.loads(idp("tokens", "list", "--json").out)]


def show(idp: Run) -> dict[str, object]:
    shown: dict[str, object] = json.loads(idp("tokens", "show", "VK-1001", "--json").out)
    return shown


def test_a_table_is_shown_and_added_without_its_secrets(installed: Run, table: str) -> None:
    said = installed("tokens", "import", table, "--yes")
    assert said.code == 0, said.err
    assert "Added 2 tokens. Delete tokens.csv" in said.err
    assert "VK-1002" in said.out
    assert SEED.hex() not in said.out + said.err
    assert BASE32 not in said.out + said.err
    assert serials(installed) == ["VK-1001", "VK-1002"]


def test_a_preview_adds_nothing(installed: Run, table: str) -> None:
    said = installed("tokens", "import", table, "--preview", "--json")
    assert [row["serial"] for row in json.loads(said.out)] == ["VK-1001", "VK-1002"]
    assert serials(installed) == []


def test_whoever_does_not_say_yes_adds_nothing(installed: Run, table: str) -> None:
    assert installed("tokens", "import", table, typed="n\n").code != 0
    assert serials(installed) == []


def test_one_wrong_line_keeps_the_whole_table_out_and_is_named(installed: Run, folder: Path) -> None:
    secret = "not a secret at all"
    (folder / "t.csv").write_text(
        TABLE + f"VK-1001,{BASE32},hotp,,,\nVK-1003,{secret},hotp,,,\n", encoding="utf-8"
    )
    said = installed("tokens", "import", "t.csv", "--yes")
    assert said.code == 2
    assert "line 4: VK-1001 is on line 2, too." in said.err
    assert "line 5: VK-1003: the secret must be" in said.err
    assert secret not in said.out + said.err
    assert serials(installed) == []


def test_a_token_is_never_added_twice(stocked: Run) -> None:
    said = stocked("tokens", "import", "tokens.csv", "--yes")
    assert said.code == 2
    assert "VK-1001 is here already." in said.err


def test_an_encrypted_container_is_opened_with_the_key_of_a_file(installed: Run, folder: Path) -> None:
    container = PSKC()
    container.add_key(serial="PS-1", secret=SEED, algorithm="urn:ietf:params:xml:ns:keyprov:pskc:hotp")
    container.encryption.setup_preshared_key(key=bytes(16))
    container.write(str(folder / "t.xml"))
    (folder / "key").write_text(bytes(16).hex() + "\n")
    assert "does not open" in installed("tokens", "import", "t.xml", "--yes").err
    assert installed("tokens", "import", "t.xml", "--key-file", "key", "--yes").code == 0
    assert serials(installed) == ["PS-1"]


def test_an_encrypted_container_is_opened_with_its_password(installed: Run, folder: Path) -> None:
    container = PSKC()
    container.add_key(serial="PS-1", secret=SEED, algorithm="urn:ietf:params:xml:ns:keyprov:pskc:hotp")
    container.encryption.setup_pbkdf2("regn mot en ruta", iterations=1000)
    container.write(str(folder / "t.xml"))
    said = installed("tokens", "import", "t.xml", "--password", "--yes", typed="regn mot en ruta\n")
    assert said.code == 0, said.err
    assert serials(installed) == ["PS-1"]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("t.csv", b"a,b\n", "t.csv: The first line must name the columns. Missing: secret, serial, type."),
        (
            "t.xml",
            b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
            "The file holds a document type (DTD) or entities",
        ),
        ("t.csv", b"serial,secret,type\n", "holds no tokens"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_line(
    installed: Run, folder: Path, name: str, data: bytes, says: str
) -> None:
    (folder / name).write_bytes(data)
    said = installed("tokens", "import", name, "--yes")
    assert said.code == 2
    assert says in said.err
    assert "Traceback" not in said.err


def test_a_token_is_handed_out_to_a_person_by_name(stocked: Run) -> None:
    said = stocked(*HAND_OUT)
    assert said.out == "VK-1001 is handed out to adm/astlun001.\n"
    assert (show(stocked)["state"], show(stocked)["person"]) == ("handed_out", "adm/astlun001")
    assert "take it back first" in stocked(*HAND_OUT).err


@pytest.mark.parametrize(
    "words", [("tokens", "show", "VK-9"), ("tokens", "hand-out", "VK-1001", "nobody", "--realm", "adm")]
)
def test_what_is_not_there_is_said_in_one_line(stocked: Run, words: tuple[str, ...]) -> None:
    said = stocked(*words)
    assert said.code == 2
    assert said.err.count("\n") == 1


def test_nobody_who_may_not_sign_in_gets_a_token(stocked: Run) -> None:
    stocked("people", "disable", "astlun001", "--realm", "adm")
    assert "gets no token" in stocked(*HAND_OUT).err


def test_a_token_taken_back_is_free_again(stocked: Run) -> None:
    stocked(*HAND_OUT)
    assert (
        stocked("tokens", "take-back", "vk-1001").out
        == "VK-1001 is back in the cupboard; 0 sessions ended.\n"
    )
    assert stocked(*HAND_OUT).code == 0


@pytest.mark.parametrize("verb", ["take-back", "lost"])
def test_what_the_token_let_its_old_owner_in_to_is_ended(stocked: Run, folder: Path, verb: str) -> None:
    stocked(*HAND_OUT)
    with open_database(read_config(folder / "idp.toml", {})) as database:
        with database.begin() as stores:
            account = stores.people.find_account("adm", "astlun001")
            assert account is not None
            for sid, method in (("s1", "token"), ("s2", "totp")):
                stores.sessions.add(build_session(sid, account.person.person_id, method), sid)
        assert "; 1 sessions ended." in stocked("tokens", verb, "VK-1001").out
        with database.begin() as stores:
            live = stores.sessions.list_live(account.person.person_id, system_clock(), timedelta(minutes=15))
    assert [session.sid for session in live] == ["s2"]


def test_a_lost_token_is_nobodys_until_it_is_found(stocked: Run) -> None:
    stocked(*HAND_OUT)
    assert stocked("tokens", "lost", "VK-1001").code == 0
    assert stocked(*HAND_OUT).code == 2
    assert "already" in stocked("tokens", "lost", "VK-1001").err
    assert stocked("tokens", "take-back", "VK-1001").code == 0
    assert stocked(*HAND_OUT).code == 0


def test_two_codes_in_a_row_set_a_token_right(stocked: Run) -> None:
    codes = [make_code(BASE32, Make(Kind.HOTP), press) for press in (70, 71)]
    assert stocked("tokens", "resync", "VK-1001", *reversed(codes)).code == 2
    assert stocked("tokens", "resync", "VK-1001", *codes).out == "VK-1001 is set right.\n"
    assert show(stocked)["counter"] == 72


def test_every_step_is_in_the_trail_with_who_took_it(stocked: Run, folder: Path) -> None:
    stocked(*HAND_OUT)
    returned = json.loads(stocked("tokens", "take-back", "VK-1001", "--json").out)
    assert returned == {"serial": "VK-1001", "state": "returned", "ended_count": 0}
    codes = [make_code(BASE32, Make(Kind.HOTP), press) for press in (70, 71)]
    assert stocked("tokens", "resync", "VK-1001", *codes).code == 0
    found = json.loads(stocked("audit", "search", "--json").out)["rows"]
    rows = sorted((one for one in found if one["tag"].startswith("token")), key=lambda one: one["tag"])
    assert [row["tag"] for row in rows] == [
        "token.handed_out",
        "token.returned",
        "token.set_right",
        "tokens.imported",
    ]
    assert {(row["by"], row["by_kind"]) for row in rows} == {(OPERATOR, "operator")}
