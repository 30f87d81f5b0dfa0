"""The audit trail searched, exported and verified from the command line, and what is left of having looked."""

import csv
import json
import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from pathlib import Path

from idp.audit.events import Event, Tag
from idp.clock import system_clock
from idp.signing.folder import load_secret
from idp.storage.engine import build_engine
from idp.storage.unit_of_work import Database
from tests.support.store_keys import STORE_KEYS
from tests.unit.ops.conftest import Run, Said

PERSON = ("people", "add", "astlun001", "--realm", "adm", "--given-name", "Asta", "--family-name", "Lund")
ADD = ("clients", "add", "--name", "Lön", "--redirect-uri", "https://lon.havsvik.example/callback")


def fill(idp: Run) -> str:
    """Record two applications and a person; return the first application's id."""
    client_id: str = json.loads(idp(*ADD, "--json").out)["client_id"]
    idp(*ADD)
    idp(*PERSON, "--password-stdin", typed="regn mot en ruta")
    return client_id


def search(idp: Run, *words: str) -> list[tuple[int, str]]:
    said = idp("audit", "search", "--json", *words)
    assert said.code == 0, said.err
    return [(row["seq"], row["tag"]) for row in json.loads(said.out)["rows"]]


def touch(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / "idp.sqlite")) as database, database:
        database.execute(statement)


def test_the_newest_comes_first_and_the_next_page_goes_on(installed: Run) -> None:
    fill(installed)
    said = json.loads(installed("audit", "search", "--limit", "2", "--json").out)
    assert [row["seq"] for row in said["rows"]] == [3, 2]
    rest = installed("audit", "search", "--before", str(said["more_before"]), "--kind", "client")
    assert [line.split()[0] for line in rest.out.splitlines()] == ["seq", "1"]


def test_rows_are_found_by_person_application_kind_and_time(installed: Run) -> None:
    client_id = fill(installed)
    assert search(installed, "--person", "astlun001@adm") == [(3, "person.added")]
    assert search(installed, "--client", client_id) == [(1, "client.added")]
    assert search(installed, "--kind", "person.added", "--kind", "key") == [(3, "person.added")]
    assert search(installed, "--until", "2001-01-01") == []
    assert search(installed, "--zone", "remote") == []


def test_whoever_looks_is_recorded_with_what_they_asked_for(installed: Run) -> None:
    fill(installed)
    installed("audit", "search", "--person", "astlun001@adm", "--kind", "person", "--as", "Rut på IT")
    (row,) = json.loads(installed("audit", "search", "--kind", "audit.searched", "--json").out)["rows"]
    assert row["stated"] == "Rut på IT"
    assert (row["row_count"], "person.added" in row["asked_kinds"].split()) == (1, True)
    assert row["by"]
    assert row["person_id"]


def test_what_cannot_be_asked_is_refused_in_words(installed: Run) -> None:
    assert "nobody in adm is called" in installed("audit", "search", "--person", "ingen@adm").err
    assert "there is no realm" in installed("audit", "search", "--person", "a@havsvik.se").err
    assert "nothing of the kind" in installed("audit", "search", "--kind", "pasword").err
    assert "is no moment" in installed("audit", "search", "--since", "igår").err


def test_the_chain_is_verified_from_an_export(installed: Run, folder: Path) -> None:
    fill(installed)
    assert installed("audit", "export", "--output", "trail.jsonl").code == 0
    assert stat.S_IMODE((folder / "trail.jsonl").stat().st_mode) == 0o600
    assert installed("audit", "verify", "--export", "trail.jsonl").out == "Whole: trail.jsonl.\n"
    written = (folder / "trail.jsonl").read_text()
    (folder / "changed.jsonl").write_text(written.replace("client.added", "client.removed", 1))
    assert "row 1: changed" in installed("audit", "verify", "--export", "changed.jsonl").out
    (folder / "broken.jsonl").write_text(written + "{}\n")
    assert "line 4 is no row" in installed("audit", "verify", "--export", "broken.jsonl").err


def test_an_export_never_writes_over_a_file(installed: Run) -> None:
    assert installed("audit", "export", "--output", "idp.toml").code == 2


def test_a_spreadsheet_gets_heads_and_every_row(installed: Run) -> None:
    fill(installed)
    rows = list(csv.DictReader(StringIO(installed("audit", "export", "--format", "csv").out)))
    assert [row["tag"] for row in rows] == ["client.added", "client.added", "person.added"]


def test_an_export_is_recorded_before_it_is_written(installed: Run) -> None:
    fill(installed)
    said = installed("audit", "export", "--format", "syslog", "--kind", "person.added")
    assert said.out.startswith("<109>1 ")
    assert said.out.count("\n") == 1
    (row,) = json.loads(installed("audit", "search", "--kind", "audit.exported", "--json").out)["rows"]
    assert (row["form"], row["row_count"]) == ("syslog", 1)


def sign(idp: Run) -> Said:
    said = idp("audit", "checkpoint", "--output", "kept")
    assert said.code == 0, said.err
    return said


def test_a_signed_checkpoint_names_the_rows_that_were_cut_off(installed: Run, folder: Path) -> None:
    fill(installed)
    assert "row 3" in sign(installed).out
    assert installed("audit", "verify", "--checkpoint", "kept").code == 0
    touch(folder, "DELETE FROM audit_trail WHERE seq > 2")
    touch(folder, "UPDATE audit_head SET seq = 2, hash = (SELECT hash FROM audit_trail WHERE seq = 2)")
    said = installed("audit", "verify", "--checkpoint", "kept")
    assert said.code == 2
    assert "rows 3–" not in said.out
    assert "row 3: truncated" in said.out


def test_a_checkpoint_outlives_the_keys_that_sign_tokens(installed: Run) -> None:
    fill(installed)
    sign(installed)
    for _ in range(2):
        installed("keys", "rotate", "--at-once")
    assert "is ours: row 3" in installed("audit", "verify", "--checkpoint", "kept").out


def test_a_checkpoint_that_was_changed_is_refused(installed: Run, folder: Path) -> None:
    fill(installed)
    sign(installed)
    head, _, tail = (folder / "kept").read_text().strip().rpartition(".")
    (folder / "kept").write_text(f"{head}.{tail[:9]}{'A' if tail[9] != 'A' else 'B'}{tail[10:]}")
    assert "signature is not ours" in installed("audit", "verify", "--checkpoint", "kept").err


def test_rows_cut_off_after_the_checkpoint_are_seen_too(installed: Run, folder: Path) -> None:
    fill(installed)
    sign(installed)
    installed(*ADD)
    touch(folder, "DELETE FROM audit_trail WHERE seq = (SELECT max(seq) FROM audit_trail)")
    assert "truncated" in installed("audit", "verify", "--checkpoint", "kept").out


def test_a_file_that_is_no_text_is_no_export(installed: Run, folder: Path) -> None:
    (folder / "noise").write_bytes(b"\xff\xfe\x00")
    assert "is not text" in installed("audit", "verify", "--export", "noise").err


def test_a_kind_with_a_shorter_time_is_emptied_once_the_clock_is_vouched_for_and_verifies(
    installed: Run, folder: Path
) -> None:
    engine = build_engine(f"sqlite:///{folder / 'idp.sqlite'}")
    keys = replace(STORE_KEYS, audit=load_secret(folder / "keys", "audit.key"))
    with Database(engine, keys).begin() as stores:
        for _ in range(3):
            stores.audit.record(
                Event(Tag.PASSWORD_WRONG, system_clock() - timedelta(days=91), person_id="p1")
            )
    engine.dispose()
    config = folder / "idp.toml"
    config.write_text(f"{config.read_text()}\n[audit.shorter]\nsign_in = 90\n")
    installed("audit", "verify")
    stopped = installed("prune")
    assert (stopped.code, stopped.out) == (2, "")
    assert "Nothing was deleted: the clock says" in stopped.err
    emptied = "sign_in: 3 events of the audit trail lost their details."
    assert emptied in installed("prune", "--clock-is-right").out
    assert "lost" not in installed("prune", "--clock-is-right").out
    said = installed("audit", "verify").out
    assert "Without their fields, because the time of their kind was over: 3 rows." in said
    rows = json.loads(installed("audit", "search", "--kind", "password", "--json").out)["rows"]
    assert [(row["emptied"], "person_id" in row) for row in rows] == [(True, False)] * 3
    assert "(fields gone)" in installed("audit", "search", "--kind", "password").out
    installed("audit", "export", "--output", "all.jsonl")
    assert "3 rows" in installed("audit", "verify", "--export", "all.jsonl").out
    touch(folder, "UPDATE audit_trail SET fields = '' WHERE tag = 'audit.emptied'")
    refused = installed("audit", "verify")
    assert refused.code == 2
    assert "row 1: emptied, and nothing answers for it" in refused.out
