"""Applications kept in one file: a plan first, then all of it or nothing, and the same file again changes nothing."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from idp.chance import SystemChance
from idp.oidc.clients.client import Client
from idp.oidc.registration import registering
from idp.ops.clients.as_code import MEANWHILE, carry_out
from idp.ops.clients.document import Entry
from idp.ops.clients.plan import build_plan
from idp.ops.stop import Stop
from idp.storage.unit_of_work import Database
from tests.unit.ops.conftest import Run

NOW = datetime(2026, 11, 24, 16, tzinfo=UTC)
ADD = ("clients", "add", "--redirect-uri", "https://lon.havsvik.example/callback", "--name")
NEW = """
[[clients]]
name = "Frånvaro"
auth_method = "client_secret_basic"
redirect_uris = ["https://franvaro.havsvik.example/callback"]
"""


def export(idp: Run) -> str:
    said = idp("clients", "export")
    assert said.code == 0, said.err
    return said.out


def apply(idp: Run, folder: Path, text: str, *words: str) -> Any:
    (folder / "clients.toml").write_text(text, encoding="utf-8")
    said = idp("clients", "apply", "clients.toml", "--yes", "--json", *words)
    assert said.code == 0, said.err
    return json.loads(said.out)


def list_tags(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / "idp.sqlite")) as database:
        return [tag for (tag,) in database.execute("SELECT tag FROM audit_trail ORDER BY seq")]


def test_what_was_exported_changes_nothing(installed: Run, folder: Path) -> None:
    installed(*ADD, "Lön", "--refresh", "--purpose", "sv=För att visa lönen")
    installed(*ADD, "Lön två", "--subject-type", "pairwise", "--response-type", "code id_token")
    text = export(installed)
    done = apply(installed, folder, text, "--prune")
    assert (done["added"], done["changed"], done["removed"], len(done["unchanged"])) == ([], [], [], 2)
    assert export(installed) == text
    assert list_tags(folder) == ["client.added"] * 2


def test_a_new_application_is_added_once_and_its_secret_shown_once(installed: Run, folder: Path) -> None:
    first = apply(installed, folder, NEW)
    (added,) = first["added"]
    assert first["client_secrets"].keys() == {added["client_id"]}
    again = apply(installed, folder, NEW)
    assert (again["added"], again["unchanged"], again["client_secrets"]) == ([], [added["client_id"]], {})
    assert list_tags(folder) == ["client.added"]


def test_a_change_is_shown_field_by_field_and_keeps_the_secret(installed: Run, folder: Path) -> None:
    made = json.loads(installed(*ADD, "Lön", "--json").out)
    text = export(installed) + 'tos_uri = "https://lon.havsvik.example/terms"\n'
    (folder / "clients.toml").write_text(text)
    said = installed("clients", "apply", "clients.toml", typed="y\n")
    assert said.code == 0, said.err
    assert "    tos_uri: – → https://lon.havsvik.example/terms\n" in said.out
    assert "secret" not in said.out
    shown = json.loads(installed("clients", "show", made["client_id"], "--json").out)
    assert shown["tos_uri"] == "https://lon.havsvik.example/terms"
    assert list_tags(folder) == ["client.added", "client.changed"]


def test_nothing_is_done_until_somebody_says_yes(installed: Run, folder: Path) -> None:
    (folder / "clients.toml").write_text(NEW)
    said = installed("clients", "apply", "clients.toml", typed="n\n")
    assert (said.code, "+ Frånvaro" in said.out) == (130, True)
    assert installed("clients", "list").out == "None.\n"


def test_what_the_file_does_not_name_is_removed_only_with_prune(installed: Run, folder: Path) -> None:
    made = json.loads(installed(*ADD, "Lön", "--json").out)
    assert apply(installed, folder, NEW)["removed"] == []
    assert apply(installed, folder, NEW, "--prune")["removed"] == [made["client_id"]]
    assert "Lön" not in export(installed)
    assert list_tags(folder)[-1] == "client.removed"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('policy_uri = "javascript:alert(1)"', "clients.toml, line 11: policy_uri: "),
        ('service = "lonebsked"', "clients.toml, line 11: service: the policy has no 'lonebsked'"),
        ('client_id = "c9"', "clients.toml, line 11: client_id: no application has 'c9'"),
        ('scopes = ["openid", "admin"]', "clients.toml, line 11: scopes: 'admin' is not one of"),
    ],
)
def test_one_unsound_application_keeps_all_of_them_out(
    installed: Run, folder: Path, line: str, told: str
) -> None:
    (folder / "clients.toml").write_text(f"{NEW}{NEW.replace('Frånvaro', 'Lön')}{line}\n")
    said = installed("clients", "apply", "clients.toml", "--yes")
    assert (said.code, told in said.err) == (2, True), said.err
    assert installed("clients", "list").out == "None.\n"


def test_a_name_that_several_have_needs_the_id(installed: Run, folder: Path) -> None:
    installed(*ADD, "Frånvaro")
    installed(*ADD, "Frånvaro")
    (folder / "clients.toml").write_text(NEW)
    assert "line 3: name: several applications have it" in installed("clients", "apply", "clients.toml").err


def test_a_change_by_somebody_else_after_the_plan_stops_all_of_it(database: Database) -> None:
    chance = SystemChance()
    wanted = Client(
        client_id="",
        name="Lön",
        service=None,
        redirect_uris=("https://lon.havsvik.example/callback",),
        auth_method="client_secret_basic",
        created_at=NOW,
    )
    with database.begin() as stores:
        version = stores.clients.version()
        plan = build_plan("", [Entry(wanted, 0)], stores.clients.list(), (), prune=False)
    with database.begin() as stores:
        other = registering.register(stores, wanted, chance, NOW).client
    with pytest.raises(Stop, match=MEANWHILE):
        carry_out(database, plan, version, lambda stores, client, now: None, NOW)
    with database.begin() as stores:
        assert stores.clients.list() == (other,)
        assert stores.audit.count() == 1
