"""People are taken in from a file on the command line: shown first, all or nothing."""

import json
from pathlib import Path

import pytest

from tests.unit.ops.conftest import Run

TOWN = "användarnamn;förnamn;efternamn;grupper\nanna01;Anna;Ek;alla-anstallda\nbo02;Bo;Åberg;\n"
IMPORT = ("people", "import", "people.csv", "--realm", "adm")


@pytest.fixture
def town(folder: Path, installed: Run) -> Run:
    (folder / "people.csv").write_text(TOWN, encoding="utf-8")
    return installed


def count(run: Run) -> int:
    return len(json.loads(run("people", "list", "--json").out))


def test_a_preview_shows_what_would_change_and_changes_nothing(town: Run) -> None:
    said = town(*IMPORT, "--preview")
    assert (said.code, count(town)) == (0, 0)
    assert "added      2" in said.out
    assert json.loads(town(*IMPORT, "--preview", "--json").out)["counts"]["added"] == 2


def test_a_file_is_taken_in_when_that_is_confirmed(town: Run) -> None:
    assert town(*IMPORT, typed="n\n").code == 130
    assert count(town) == 0
    said = town(*IMPORT, "--yes")
    assert (said.code, count(town)) == (0, 2)
    assert "2 added" in said.err
    assert town(*IMPORT, "--yes").code == 0, "the same file again changes nothing and asks nothing"


def test_a_refused_line_keeps_the_whole_file_out_and_is_named(town: Run, folder: Path) -> None:
    (folder / "people.csv").write_text(TOWN + "two words;A;B;\n", encoding="utf-8")
    said = town(*IMPORT, "--yes")
    assert (said.code, count(town)) == (2, 0)
    assert "line 4: the username must be" in said.err
    assert "1 refused lines; nothing was changed" in said.err


def test_a_file_that_is_no_table_says_what_to_do(town: Run, folder: Path) -> None:
    (folder / "people.csv").write_text("användarnamn;skostorlek\na;42\n", encoding="utf-8")
    said = town(*IMPORT, "--yes")
    assert (said.code, "column 2 is unknown; docs/provisioning.md" in said.err) == (2, True)


def test_keeping_very_many_out_takes_a_word_more(town: Run, folder: Path) -> None:
    town(*IMPORT, "--yes")
    many = "username;given name;family name\n" + "".join(f"u{n};U;N\n" for n in range(20))
    (folder / "people.csv").write_text(many, encoding="utf-8")
    town(*IMPORT, "--yes")
    (folder / "people.csv").write_text(TOWN, encoding="utf-8")
    said = town(*IMPORT, "--disable-missing", "--yes")
    assert (said.code, "add --many" in said.err) == (2, True)
    said = town(*IMPORT, "--disable-missing", "--many", "--yes")
    assert (said.code, "20 disabled" in said.err) == (0, True)
