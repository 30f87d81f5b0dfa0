"""What an operator does from day to day works from the command line."""

import json
import sqlite3
import stat
import tarfile
from contextlib import closing
from pathlib import Path

import pytest

from tests.unit.ops.conftest import Run

PASSWORD = "regn mot en ruta"
ADD = ("clients", "add", "--name", "Lön", "--redirect-uri", "https://lon.havsvik.example/callback")
PERSON = ("people", "add", "astlun001", "--realm", "adm", "--given-name", "Asta", "--family-name", "Lund")


def test_a_sound_provider_is_in_order(installed: Run) -> None:
    said = installed("check")
    assert said.code == 0, said.out + said.err
    assert [line.partition(":")[0] for line in said.out.splitlines()] == [
        "Configuration",
        "Policy",
        "Keys",
        "Database",
        "Directories",
    ]


def test_a_policy_that_offers_what_cannot_be_sent_is_not_in_order(installed: Run, folder: Path) -> None:
    config = folder / "idp.toml"
    config.write_text(config.read_text().partition("[text_messages]")[0])
    said = installed("check")
    assert said.code == 2
    assert "offers codes by sms, and [text_messages] is missing" in said.out


def test_keys_are_never_made_over_others(installed: Run) -> None:
    before = installed("keys", "list", "--json").out
    assert "holds keys already" in installed("keys", "create").err
    assert installed("keys", "list", "--json").out == before


def test_keys_rotate_when_applications_have_had_time_or_it_is_urgent(installed: Run) -> None:
    before = {key["kid"]: key["state"] for key in json.loads(installed("keys", "list", "--json").out)}
    assert "wait until" in installed("keys", "rotate").err
    assert installed("keys", "rotate", "--at-once").code == 0
    after = {key["kid"]: key["state"] for key in json.loads(installed("keys", "list", "--json").out)}
    assert {(before[kid], after[kid]) for kid in before} == {("active", "retired"), ("next", "active")}


def test_a_rotation_is_in_the_trail(installed: Run, folder: Path) -> None:
    installed("keys", "rotate", "--at-once")
    with closing(sqlite3.connect(folder / "idp.sqlite")) as database:
        tags = [tag for (tag,) in database.execute("SELECT tag FROM audit_trail ORDER BY tag")]
    assert tags == ["key.made"] * 3 + ["key.retired"] * 3


def test_a_timer_rotates_no_key_before_its_time(installed: Run) -> None:
    before = installed("keys", "list", "--json").out
    assert "nothing to do" in installed("keys", "rotate", "--if-older-than", "180").out
    assert installed("keys", "list", "--json").out == before


def test_a_key_that_leaked_is_revoked_and_the_trail_says_so(installed: Run, folder: Path) -> None:
    keys = json.loads(installed("keys", "list", "--json").out)
    leaked = next(key["kid"] for key in keys if (key["alg"], key["state"]) == ("ES256", "active"))
    coming = next(key["kid"] for key in keys if (key["alg"], key["state"]) == ("ES256", "next"))
    assert installed("keys", "revoke", leaked, "--yes", "--reason", "suspected").code == 0
    left = {key["kid"]: key["state"] for key in json.loads(installed("keys", "list", "--json").out)}
    assert leaked not in left
    assert left[coming] == "active"
    assert not (folder / "keys" / f"{leaked}.pem").exists()
    with closing(sqlite3.connect(folder / "idp.sqlite")) as database:
        rows = database.execute("SELECT tag, fields FROM audit_trail ORDER BY tag").fetchall()
    assert [tag for tag, _ in rows] == ["key.made", "key.revocation_asked", "key.revoked"]
    assert json.loads(rows[2][1])["reason"] == "suspected"
    assert json.loads(rows[2][1])["by_kind"] == "operator"


def test_keys_are_listed_with_what_comes_next(installed: Run) -> None:
    said = installed("keys", "list", IDP_KEY_ROTATION_DAYS="90").out
    assert said.count("may sign from") == 3
    assert said.count("replaced from") == 3
    assert "replaced from" not in installed("keys", "list").out


def test_a_key_nobody_has_is_not_revoked_and_the_way_to_find_its_name_is_told(installed: Run) -> None:
    said = installed("keys", "revoke", "nobodys", "--yes")
    assert said.code == 2
    assert "python -m idp keys list" in said.err


def test_an_applications_secret_is_shown_once(installed: Run) -> None:
    made = json.loads(installed(*ADD, "--json").out)
    shown = installed("clients", "show", made["client_id"], "--json").out
    assert made["client_secret"] not in shown
    assert json.loads(shown)["redirect_uris"] == ["https://lon.havsvik.example/callback"]


def test_a_new_secret_is_another_one(installed: Run) -> None:
    made = json.loads(installed(*ADD, "--json").out)
    renewed = json.loads(installed("clients", "rotate-secret", made["client_id"], "--json").out)
    assert renewed["client_id"] == made["client_id"]
    assert renewed["client_secret"] != made["client_secret"]


def test_what_is_given_is_changed_and_the_rest_stays(installed: Run) -> None:
    made = json.loads(installed(*ADD, "--tos-uri", "https://lon.havsvik.example/terms", "--json").out)
    changed = installed(
        "clients",
        "change",
        made["client_id"],
        "--subject-type",
        "pairwise",
        "--response-type",
        "code id_token",
    )
    assert changed.code == 0, changed.err
    shown = json.loads(installed("clients", "show", made["client_id"], "--json").out)
    assert (shown["subject_type"], shown["sector"]) == ("pairwise", "lon.havsvik.example")
    assert (shown["response_types"], shown["tos_uri"]) == (
        ["code id_token"],
        "https://lon.havsvik.example/terms",
    )
    assert (shown["name"], shown["requires_pkce"]) == ("Lön", True)


def test_an_unsound_change_changes_nothing(installed: Run) -> None:
    made = json.loads(installed(*ADD, "--json").out)
    assert installed("clients", "change", made["client_id"], "--policy-uri", "javascript:alert(1)").code == 2
    assert json.loads(installed("clients", "show", made["client_id"], "--json").out)["policy_uri"] is None


def test_an_invitation_is_listed_without_its_token_and_withdrawn(installed: Run, folder: Path) -> None:
    assert "write enabled = true" in installed("clients", "invite", "--service", "lonebesked").err
    with (folder / "idp.toml").open("a") as config:
        config.write("\n[registration]\nenabled = true\n")
    made = json.loads(installed("clients", "invite", "--service", "lonebesked", "--uses", "3", "--json").out)
    listed = installed("clients", "invitations", "--json").out
    assert made["initial_access_token"] not in listed
    assert [(one["service"], one["uses_left"]) for one in json.loads(listed)] == [("lonebesked", 3)]
    assert installed("clients", "withdraw", made["invitation_id"]).code == 0
    assert json.loads(installed("clients", "invitations", "--json").out) == []
    assert "no invitation has the id" in installed("clients", "withdraw", made["invitation_id"]).err


def test_an_application_that_was_removed_is_gone(installed: Run) -> None:
    made = json.loads(installed(*ADD, "--json").out)
    assert installed("clients", "remove", made["client_id"], "--yes").code == 0
    assert installed("clients", "list").out == "None.\n"
    assert "no application has the id" in installed("clients", "show", made["client_id"]).err


def test_a_service_the_policy_does_not_have_is_refused_with_those_it_has(installed: Run) -> None:
    said = installed(*ADD, "--service", "lonebsked")
    assert (said.code, "lonebesked" in said.err) == (2, True)


def test_scopes_may_be_written_in_one_word_or_many(installed: Run) -> None:
    made = json.loads(installed(*ADD, "--scope", "openid profile", "--scope", "email", "--json").out)
    shown = json.loads(installed("clients", "show", made["client_id"], "--json").out)
    assert shown["scopes"] == ["openid", "profile", "email"]


def test_a_person_is_added_disabled_and_let_in_again(installed: Run) -> None:
    def states() -> list[str]:
        return [person["active"] for person in json.loads(installed("people", "list", "--json").out)]

    assert installed(*PERSON, "--password-stdin", typed=PASSWORD).code == 0
    assert states() == ["yes"]
    assert installed("people", "disable", "ASTLUN001", "--realm", "adm").code == 0
    assert states() == ["no"]
    assert installed("people", "disable", "astlun001", "--realm", "adm", "--undo").code == 0
    assert states() == ["yes"]


def test_whoever_is_kept_out_already_is_left_as_they_are(installed: Run) -> None:
    disable = ("people", "disable", "astlun001", "--realm", "adm")
    installed(*PERSON, "--password-stdin", typed=PASSWORD)
    installed(*disable)
    assert installed(*disable).out == "astlun001 may no longer sign in, as before.\n"
    rows = json.loads(installed("audit", "search", "--json").out)["rows"]
    assert [row["tag"] for row in rows].count("person.disabled") == 1


def test_a_username_is_taken_in_its_own_realm_alone(installed: Run) -> None:
    installed(*PERSON, "--password-stdin", typed=PASSWORD)
    assert "exists in adm already" in installed(*PERSON, "--password-stdin", typed=PASSWORD).err
    other = [word if word != "adm" else "skola" for word in PERSON]
    assert installed(*other, "--password-stdin", typed=PASSWORD).code == 0


def test_a_short_password_is_refused(installed: Run) -> None:
    assert "the password: write at least 15" in installed(*PERSON, "--password-stdin", typed="kort").err


def test_a_password_is_set_for_somebody_who_exists(installed: Run) -> None:
    installed(*PERSON, "--password-stdin", typed=PASSWORD)
    again = ("people", "set-password", "astlun001", "--password-stdin", "--realm")
    assert installed(*again, "adm", typed=f"{PASSWORD} igen").code == 0
    assert "nobody in skola" in installed(*again, "skola", typed=f"{PASSWORD} igen").err


def test_the_trail_is_whole_until_somebody_touches_it(installed: Run, folder: Path) -> None:
    installed(*ADD)
    whole = installed("audit", "verify")
    assert whole.out.startswith("Whole: ")
    with sqlite3.connect(folder / "idp.sqlite") as database:
        database.execute("UPDATE audit_trail SET tag = 'client.removed' WHERE seq = 1")
    database.close()
    touched = installed("audit", "verify")
    assert touched.code == 2
    assert "row 1: changed" in touched.out


def test_a_checkpoint_shows_rows_that_were_cut_off_the_end(installed: Run, folder: Path) -> None:
    installed(*ADD)
    checkpoint = installed("audit", "verify").out.splitlines()[-1]
    with sqlite3.connect(folder / "idp.sqlite") as database:
        database.execute("DELETE FROM audit_trail")
        database.execute("DELETE FROM audit_head")
    database.close()
    assert installed("audit", "verify", "--checkpoint", checkpoint).code == 2


def test_a_backup_holds_database_and_keys_for_its_owner_alone(installed: Run, folder: Path) -> None:
    installed(*ADD)
    assert installed("backup", "copies").code == 0
    (keys,) = (folder / "copies").glob("keys-*.tar")
    (copy,) = (folder / "copies").glob("idp-*.sqlite")
    assert {stat.S_IMODE(path.stat().st_mode) for path in (keys, copy)} == {0o600}
    with tarfile.open(keys) as packed:
        assert {"keys/seal.key", "keys/keyring.json"} <= set(packed.getnames())
    with sqlite3.connect(copy) as database:
        assert database.execute("SELECT count(*) FROM clients").fetchone() == (1,)
    database.close()


@pytest.mark.parametrize("times", [1, 2])
def test_pruning_an_empty_database_deletes_nothing(installed: Run, times: int) -> None:
    for _ in range(times):
        said = installed("prune")
    assert said.out == "Deleted 0 rows.\n"


def test_upgrading_twice_says_so(installed: Run) -> None:
    assert installed("database", "upgrade").out.endswith(" already.\n")


def test_a_machine_needs_no_redirect_uri_and_an_application_does(installed: Run) -> None:
    named = ("clients", "add", "--name", "Nattlig överföring")
    refused = installed(*named)
    assert refused.code == 2
    assert "redirect_uris: at least one is needed" in refused.err
    made = installed(*named, "--machine", "--api-scope", "lon:read", "--json")
    shown = installed("clients", "show", json.loads(made.out)["client_id"], "--json")
    record = json.loads(shown.out)
    assert record["grant_types"] == ["client_credentials"]
    assert (record["scopes"], record["response_types"]) == ([], [])
