"""Tables are read whatever their separator, order and language, and refused with the place of what is wrong."""

import pytest

from idp.admin.people_import import read_csv as reading
from idp.admin.people_import.cells import read_yes
from idp.admin.people_import.columns import BY_NAME, CALLED, LANGUAGES, Column, find_column, list_called
from idp.admin.people_import.read_csv import read_csv
from idp.admin.people_import.row import MOST_BYTES, Refused, Row, Why, WrongFile, WrongFileKind
from tests.architecture.sources import ROOT

ROW = Row(2, {Column.USERNAME: "anna", Column.GIVEN_NAME: "Anna, A", Column.UNIT: ""})


@pytest.mark.parametrize(
    "text",
    [
        "Användarnamn;Förnamn;Enhet\nanna;Anna, A;\n",
        '\ufeffusername,GIVEN_NAME,Department\r\n anna ,"Anna, A",\r\n\r\n',
        "användarnamn\tförnamn\tarbetsplats\nanna\tAnna, A\t\n;;\n".replace(";;", "\t\t"),
    ],
)
def test_semicolons_commas_and_tabs_swedish_and_english_read_alike(text: str) -> None:
    assert list(read_csv(text.encode())) == [ROW]


def test_a_line_with_other_cells_than_the_first_is_refused_and_the_rest_read() -> None:
    text = "username;unit\na;b;c\nx\nanna;Skolan\n" + f"b;{'x' * 5000}\n"
    rows = list(read_csv(text.encode()))
    assert rows[0] == Refused(2, Why.CELLS)
    assert rows[1] == Refused(3, Why.CELLS)
    assert rows[2] == Row(4, {Column.USERNAME: "anna", Column.UNIT: "Skolan"})
    assert rows[3] == Refused(5, Why.CELLS)


@pytest.mark.parametrize(
    ("data", "kind", "place"),
    [
        (b"", WrongFileKind.EMPTY, 0),
        (b"username\n", WrongFileKind.EMPTY, 0),
        (b"\n\n", WrongFileKind.EMPTY, 0),
        (b"username;shoe size\na;42\n", WrongFileKind.UNKNOWN, 2),
        (b"username;unit;enhet\na;b;c\n", WrongFileKind.TWICE, 3),
        (b"unit\nSkolan\n", WrongFileKind.MISSING, 0),
        ("användarnamn\nå\n".encode("latin-1"), WrongFileKind.ENCODING, 0),
        (b"username\na\0\n", WrongFileKind.TABLE, 0),
        (b'username\n"a\n', WrongFileKind.TABLE, 2),
        (b"x" * (MOST_BYTES + 1), WrongFileKind.LARGE, 0),
    ],
)
def test_what_is_no_table_of_people_is_refused(data: bytes, kind: WrongFileKind, place: int) -> None:
    with pytest.raises(WrongFile) as refused:
        list(read_csv(data))
    assert (refused.value.kind, refused.value.place) == (kind, place)


def test_more_lines_than_a_municipality_has_people_are_refused() -> None:
    text = "username\n" + "a\n" * (reading.MOST_ROWS + 1)
    with pytest.raises(WrongFile) as refused:
        list(read_csv(text.encode()))
    assert refused.value.kind is WrongFileKind.ROWS


def test_every_column_has_names_of_its_own_in_every_language() -> None:
    names = {column: {name for called in CALLED[column].values() for name in called} for column in Column}
    assert sum(map(len, names.values())) == len(set().union(*names.values()))
    assert all(tuple(CALLED[column]) == LANGUAGES for column in Column)
    assert all(
        find_column(name.upper().replace(" ", "_")) is column for column in Column for name in names[column]
    )


def test_the_documents_name_every_heading_that_is_accepted() -> None:
    table = (ROOT / "docs/provisioning.md").read_text(encoding="utf-8")
    for called in CALLED.values():
        assert f"| {' | '.join(', '.join(called[language]) for language in LANGUAGES)} |" in table


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reader_is_shown_a_heading_of_their_language_and_every_other_one(language: str) -> None:
    called = list_called(language)[Column.USERNAME]
    assert called.name == CALLED[Column.USERNAME][language][0]
    assert {called.name, *called.others} == {
        one for one, column in BY_NAME.items() if column is Column.USERNAME
    }


def test_yes_and_no_are_read_in_three_languages() -> None:
    assert [read_yes(word) for word in ("Ja", "yes", "Kyllä", "nej", "no", "EI")] == [True] * 3 + [False] * 3
