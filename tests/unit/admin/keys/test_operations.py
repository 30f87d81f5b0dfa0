"""Keys by the REST API: what is told, who may, and what goes wrong, in words for programs."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from idp.admin.actor import Actor
from idp.admin.api.answering import PREFIX, Api
from idp.admin.api.openapi import build_document
from idp.admin.api.replaying import Replaying
from idp.admin.keys.operations import build_key_operations
from idp.admin.permissions import Permission, Role
from idp.chance import SystemChance
from idp.oidc.http import Request, Response
from idp.sealing import Sealer
from idp.signing.folder import load_keyring
from tests.support.key_encryption import make_small_folder
from tests.support.keys_desk import act_as, act_in, build_desk

NOW = datetime(2026, 3, 11, 11, 0, tzinfo=UTC)
ADMINISTRATOR = act_in(Role.ADMINISTRATOR)
Ask = Callable[..., Response]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_small_folder(tmp_path / "keys", NOW)
    return tmp_path / "keys"


@pytest.fixture
def ask(folder: Path) -> Ask:
    """Send a request to the API as somebody, at some moment."""
    operations = build_key_operations(build_desk(folder)[0])

    def answer(
        method: str, path: str, body: Any = None, actor: Actor = ADMINISTRATOR, now: datetime = NOW
    ) -> Response:
        def unused() -> Any:
            raise AssertionError("nothing is repeated here")

        api = Api(
            operations, lambda _request, _now: actor, Replaying(unused, Sealer([b"k" * 32], SystemChance()))
        )
        headers = {"content-type": "application/json"}
        request = Request(method, f"{PREFIX}{path}", headers=headers, body=json.dumps(body).encode())
        return api.answer(request, now)

    return answer


def read(response: Response) -> Any:
    return json.loads(response.body)


def test_keys_are_listed_without_their_private_halves(ask: Ask, folder: Path) -> None:
    response = ask("GET", "/keys", actor=act_as(Permission.KEYS_READ))
    assert response.status == 200
    first = read(response)["items"][0]
    assert (first["alg"], first["use"], first["state"]) == ("ES256", "sig", "active")
    assert first["activated_at"] == "2026-03-11T11:00:00Z"
    private = {key.key.as_dict(private=True)["d"] for key in load_keyring(folder).keys}
    assert not any(str(secret).encode() in response.body for secret in private)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [("POST", "/keys/rotation", {"at_once": True}), ("POST", "/keys/x/revocation", {"reason": "leaked"})],
)
def test_reading_is_not_changing(ask: Ask, method: str, path: str, body: Any) -> None:
    response = ask(method, path, body, actor=act_in(Role.AUDITOR))
    assert (response.status, read(response)["code"]) == (403, "forbidden")


def test_an_early_rotation_says_when_to_come_back(ask: Ask) -> None:
    response = ask("POST", "/keys/rotation", {})
    assert (response.status, read(response)["code"]) == (409, "too_early")
    assert ("Retry-After", "86400") in response.headers
    assert ask("POST", "/keys/rotation", {}, now=NOW + timedelta(days=1)).status == 200


def test_a_rotation_at_once_answers_the_keys_as_they_are(ask: Ask) -> None:
    items = read(ask("POST", "/keys/rotation", {"at_once": True}))["items"]
    assert [item["state"] for item in items] == ["active", "next", "next", "next", "retired"]


def test_a_key_is_revoked_once(ask: Ask, folder: Path) -> None:
    kid = load_keyring(folder).keys[0].kid
    answered = read(ask("POST", f"/keys/{kid}/revocation", {"reason": "leaked"}))
    assert kid not in {item["kid"] for item in answered["items"]}
    again = ask("POST", f"/keys/{kid}/revocation", {"reason": "leaked"})
    assert (again.status, read(again)["code"]) == (404, "not_found")


@pytest.mark.parametrize("body", [{}, {"reason": "because"}, {"reason": "leaked", "more": 1}, [], None])
def test_a_revocation_needs_one_of_the_reasons(ask: Ask, folder: Path, body: Any) -> None:
    kid = load_keyring(folder).keys[0].kid
    response = ask("POST", f"/keys/{kid}/revocation", body)
    assert (response.status, read(response)["code"]) == (400, "bad_body")
    assert load_keyring(folder).find(kid) is not None


def test_a_folder_that_cannot_be_used_is_a_problem_and_shows_no_path(ask: Ask, folder: Path) -> None:
    folder.chmod(0o755)
    response = ask("GET", "/keys")
    assert (response.status, read(response)["code"]) == (503, "keys_away")
    assert str(folder).encode() not in response.body


def test_the_document_describes_them(folder: Path) -> None:
    document = build_document("https://idp.test", PREFIX, build_key_operations(build_desk(folder)[0]))
    assert {"/keys", "/keys/rotation", "/keys/{kid}/revocation"} == set(document["paths"])
