"""Everything that the console does to applications can be done on the command line, with the operator's name beside it."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.unit.ops.conftest import Run

ADD = ("clients", "add", "--name", "Lön", "--redirect-uri", "https://lon.havsvik.example/callback")


@pytest.fixture
def made(installed: Run) -> dict[str, Any]:
    """A registered application with its secret."""
    told: dict[str, Any] = json.loads(installed(*ADD, "--json").out)
    return told


def show(idp: Run, client_id: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(idp("clients", "show", client_id, "--json").out)
    return told


def test_scopes_claims_grants_and_record_are_changed(installed: Run, made: dict[str, Any]) -> None:
    said = installed(
        "clients", "change", made["client_id"],
        "--scope", "openid email", "--claim", "birthdate", "--refresh", "--service", "lonebesked",
        "--purpose", "sv=För att visa lönen", "--legal-basis", "sv=Anställningsavtalet",
        "--data-owner", "Lönekontoret", "--contact", "lon@havsvik.example",
    )  # fmt: skip
    assert said.code == 0, said.err
    told = show(installed, made["client_id"])
    assert (told["scopes"], told["claims"]) == (["openid", "email"], ["birthdate"])
    assert told["grant_types"] == ["authorization_code", "refresh_token"]
    assert (told["data_owner"], told["state"]) == ("Lönekontoret", "working")
    installed("clients", "change", made["client_id"], "--without-refresh")
    assert show(installed, made["client_id"])["grant_types"] == ["authorization_code"]


def test_what_the_id_token_tells_is_chosen_and_taken_back(installed: Run) -> None:
    client_id = json.loads(installed(*ADD, "--claims-in-id-token", "--json").out)["client_id"]
    assert show(installed, client_id)["claims_in_id_token"] is True
    installed("clients", "change", client_id, "--name", "Lönen")
    assert "claims_in_id_token = true" in installed("clients", "export").out
    installed("clients", "change", client_id, "--claims-at-userinfo")
    assert show(installed, client_id)["claims_in_id_token"] is False


def test_how_answers_inside_a_jwt_are_signed_and_encrypted_is_chosen(installed: Run) -> None:
    client_id = json.loads(installed(*ADD, "--jwks-uri", "https://lon.havsvik.example/jwks", "--json").out)[
        "client_id"
    ]
    assert show(installed, client_id)["response_alg"] == "RS256"
    encrypted = ("--response-encryption", "ECDH-ES/A256GCM")
    said = installed("clients", "change", client_id, "--response-alg", "ES256", *encrypted)
    assert said.code == 0, said.err
    assert show(installed, client_id)["response_alg"] == "ES256"
    assert (
        'response_encryption = { "alg" = "ECDH-ES", "enc" = "A256GCM" }' in installed("clients", "export").out
    )


def test_a_method_that_needs_a_secret_brings_one_that_is_shown_once(installed: Run) -> None:
    public = json.loads(installed(*ADD, "--auth-method", "none", "--json").out)
    assert "client_secret" not in public
    said = installed(
        "clients", "change", public["client_id"], "--auth-method", "client_secret_post", "--json"
    )
    assert json.loads(said.out)["client_secret"]


def test_an_owner_is_named_by_realm_and_username(installed: Run, made: dict[str, Any]) -> None:
    for wrong in ("annand001", "adm/nobody001", "sky/annand001"):
        said = installed("clients", "change", made["client_id"], "--owner", wrong)
        assert (said.code, f"--owner {wrong!r}" in said.err) == (2, True)
    assert show(installed, made["client_id"])["owners"] == []


def test_an_application_is_paused_and_resumed(installed: Run, made: dict[str, Any]) -> None:
    assert installed("clients", "pause", made["client_id"], "--yes").out == f"Paused {made['client_id']}.\n"
    assert show(installed, made["client_id"])["state"] == "paused"
    assert installed("clients", "resume", made["client_id"]).code == 0
    assert show(installed, made["client_id"])["is_paused"] is False


def test_the_old_secret_is_ended_before_its_week_is_over(installed: Run, made: dict[str, Any]) -> None:
    installed("clients", "rotate-secret", made["client_id"])
    assert installed("clients", "end-old-secret", made["client_id"], "--yes").code == 0


def test_what_has_no_secret_cannot_be_given_another(installed: Run) -> None:
    public = json.loads(installed(*ADD, "--auth-method", "none", "--json").out)
    said = installed("clients", "rotate-secret", public["client_id"])
    assert (said.code, "proves itself without a secret" in said.err) == (2, True)


def test_recipes_are_written_without_the_secret(installed: Run, made: dict[str, Any]) -> None:
    said = installed("clients", "recipes", made["client_id"])
    assert "=== Authlib (Python, Flask): app.py" in said.out
    assert made["client_secret"] not in said.out


def test_the_trail_says_which_operator_did_it(installed: Run, made: dict[str, Any], folder: Path) -> None:
    installed("clients", "pause", made["client_id"], "--yes")
    with closing(sqlite3.connect(folder / "idp.sqlite")) as database:
        rows = database.execute("SELECT tag, fields FROM audit_trail ORDER BY seq").fetchall()
    assert [tag for tag, _ in rows] == ["client.added", "client.paused"]
    assert all('"by_kind":"operator"' in fields for _, fields in rows)


def test_the_providers_own_application_is_neither_changed_nor_exported(
    installed: Run, made: dict[str, Any], folder: Path
) -> None:
    with closing(sqlite3.connect(folder / "idp.sqlite")) as database:
        record = database.execute("SELECT record FROM clients").fetchone()[0]
        own = json.dumps(json.loads(record) | {"client_id": "idp-console", "name": "Administration"})
        database.execute(
            "INSERT INTO clients SELECT 'idp-console', service, is_paused, created_at, ?, revision FROM clients",
            (own,),
        )
        database.commit()
    for words in (("change", "--name", "X"), ("remove", "--yes"), ("pause", "--yes"), ("rotate-secret",)):
        said = installed("clients", words[0], "idp-console", *words[1:])
        assert (said.code, "the provider's own" in said.err) == (2, True), words
    exported = installed("clients", "export").out
    assert "Administration" not in exported
    (folder / "clients.toml").write_text(exported, encoding="utf-8")
    done = json.loads(installed("clients", "apply", "clients.toml", "--yes", "--prune", "--json").out)
    assert (done["removed"], done["unchanged"]) == ([], [made["client_id"]])
