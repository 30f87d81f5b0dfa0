"""The operator does not take the last administrator away by mistake, and does it when told so twice."""

from pathlib import Path

import pytest

from tests.unit.ops.conftest import Run, Said


def add(idp: Run, username: str, *groups: str) -> None:
    named = [word for group in groups for word in ("--group", group)]
    name = ("--given-name", "Asta", "--family-name", "Lund")
    said = idp(
        "people",
        "add",
        username,
        "--realm",
        "adm",
        *name,
        *named,
        "--password-stdin",
        typed="regn mot en ruta\n",
    )
    assert said.code == 0, said.err


@pytest.fixture
def staffed(installed: Run) -> Run:
    """One administrator by the group, and one who is let in and was given the role."""
    add(installed, "astlun001", "idp-admin")
    add(installed, "karlin001", "systemagare")
    assert installed("roles", "give", "karlin001", "administrator", "--realm", "adm").code == 0
    return installed


def disable(idp: Run, *words: str) -> Said:
    return idp("people", "disable", "astlun001", "--realm", "adm", *words)


def test_a_role_and_a_group_both_count_and_the_last_is_neither_taken_back_nor_disabled(staffed: Run) -> None:
    assert disable(staffed).code == 0
    last = staffed("roles", "take-back", "karlin001", "administrator", "--realm", "adm")
    assert last.code == 2
    assert "others who administer: 1, and none gets in (person_inactive" in last.err
    assert "nothing was changed" in last.err
    assert disable(staffed, "--undo").code == 0
    assert staffed("roles", "take-back", "karlin001", "administrator", "--realm", "adm").code == 0
    assert "nobody else is an administrator" in disable(staffed).err
    assert disable(staffed, "--even-the-last").code == 0


def test_a_file_that_disables_the_last_one_changes_nothing_unless_told_so_twice(
    staffed: Run, folder: Path
) -> None:
    (folder / "people.csv").write_text("användarnamn;aktiv\nastlun001;nej\nkarlin001;nej\n", encoding="utf-8")
    take = ("people", "import", "people.csv", "--realm", "adm", "--yes", "--many")
    said = staffed(*take)
    assert (said.code, "--even-the-last" in said.err) == (2, True)
    assert staffed(*take, "--even-the-last").code == 0
