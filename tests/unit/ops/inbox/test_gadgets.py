"""The demonstration's hardware tokens: a press shows the next code, and no press is forgotten."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from idp.ops.inbox.gadgets import Gadgets
from idp.ops.inbox.letterbox import Letterbox
from idp.ops.inbox.pages import create_inbox

NOW = datetime(2026, 11, 23, 9, 5, 7, tzinfo=UTC)
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
TOKENS = [
    {
        "serial": "HV-1",
        "name": "Gunilla",
        "kind": "hotp",
        "period_seconds": 0,
        "secret": SECRET,
        "presses": 0,
    },
    {"serial": "HV-2", "name": "", "kind": "totp", "period_seconds": 60, "secret": SECRET, "presses": 0},
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "tokens.json"
    file.write_text(json.dumps(TOKENS))
    return file


@pytest.fixture
def client(path: Path) -> FlaskClient:
    inbox = create_inbox(Letterbox(), lambda: NOW, "http://localhost:8000/", {}, gadgets=Gadgets(path))
    return inbox.test_client()


def test_a_press_shows_the_next_code(client: FlaskClient) -> None:
    assert "755224" not in client.get("/").text
    assert "755224" in client.post("/tokens/HV-1", follow_redirects=True).text
    assert "287082" in client.post("/tokens/HV-1", follow_redirects=True).text


def test_presses_outlive_the_inbox(path: Path) -> None:
    Gadgets(path).press("HV-1")
    gadgets = Gadgets(path)
    gadgets.press("HV-1")
    assert gadgets.show(NOW)[0].code == "287082"


def test_a_token_without_a_button_shows_a_code_of_its_own(client: FlaskClient, path: Path) -> None:
    gadgets = Gadgets(path)
    shown = [gadgets.show(NOW + timedelta(seconds=after))[1].code for after in (0, 10, 60)]
    assert shown[0] == shown[1] != shown[2]
    assert client.post("/tokens/HV-2").status_code == 404


def test_there_is_no_other_token(client: FlaskClient) -> None:
    assert client.post("/tokens/HV-3").status_code == 404


def test_a_folder_without_tokens_has_none(tmp_path: Path) -> None:
    assert Gadgets(tmp_path / "tokens.json").show(NOW) == []
