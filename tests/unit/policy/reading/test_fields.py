"""A table's values are taken with their types, and every fault says what to write."""

import pytest

from idp.policy.reading.fields import Fields, suggest
from idp.policy.text import Text
from tests.unit.policy.reading.parts import read


def test_values_of_the_right_type_are_taken_as_they_are() -> None:
    toml = 'name = "x"\nflag = true\nlist = ["a", "b"]\nlabel = { sv = "ja", en = "yes" }'

    def take(fields: Fields) -> tuple[object, ...]:
        taken = (
            fields.text("name", "…"),
            fields.flag("flag"),
            fields.texts("list", "…"),
            fields.label("label"),
        )
        fields.finish()
        return taken

    assert read(toml, take) == (("x", True, ("a", "b"), Text("ja", "yes")), [])


@pytest.mark.parametrize("written", ["", "1", "true", "[]", '""', '" "'])
def test_what_is_no_text_is_a_fault(written: str) -> None:
    taken, faults = read(f"name = {written}" if written else "", lambda fields: fields.text("name", '"x"'))
    assert taken == ""
    assert len(faults) == 1
    assert faults[0].endswith('write name = "x"')


@pytest.mark.parametrize("written", ["1", '"true"', "[]"])
def test_what_is_neither_true_nor_false_is_a_fault(written: str) -> None:
    taken, faults = read(f"flag = {written}", lambda fields: fields.flag("flag"))
    assert (taken, faults) == (
        False,
        ["part.flag is neither true nor false; write flag = true or flag = false"],
    )


@pytest.mark.parametrize("written", ['"a"', "1", "[1]", '["a", 1]', '[""]', "{ a = 1 }"])
def test_what_is_no_list_of_texts_is_a_fault(written: str) -> None:
    _, faults = read(f"list = {written}", lambda fields: fields.texts("list", '["a"]'))
    assert faults == ['part.list is not a list of texts; write list = ["a"]']


def test_a_name_written_twice_is_a_fault_and_taken_once() -> None:
    taken, faults = read('list = ["a", "b", "a"]', lambda fields: fields.texts("list", '["a"]'))
    assert (taken, faults) == (("a", "b"), ["part.list names 'a' twice; name it once"])


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ('{ sv = "ja" }', "part.label has no 'en'; write en = \"…\""),
        (
            '{ sv = "ja", en = "yes", note = "ja" }',
            "part.label.note is not a key of the policy; write one of sv, en",
        ),
        ('"ja"', 'part.label is not a table; write label = { sv = "…", en = "…" }'),
    ],
)
def test_a_label_has_both_languages_and_nothing_that_is_no_language(written: str, fault: str) -> None:
    assert read(f"label = {written}", lambda fields: fields.label("label"))[1] == [fault]


def test_a_label_may_be_written_in_more_languages_and_is_swedish_in_those_it_lacks() -> None:
    label, faults = read(
        'label = { sv = "ja", en = "yes", fi = "kyllä" }', lambda fields: fields.label("label")
    )
    assert faults == []
    assert [label.pick(tag) for tag in ("sv", "en", "fi", "de")] == ["ja", "yes", "kyllä", "ja"]


@pytest.mark.parametrize("written", ['"a"', "{}", "[1]", '["a"]'])
def test_what_is_no_list_of_tables_is_a_fault(written: str) -> None:
    tables, faults = read(f"closed = {written}", lambda fields: list(fields.tables("closed", "[{ … }]")))
    assert (tables, faults) == ([], ["part.closed is not a list of tables; write closed = [{ … }]"])


def test_a_fault_in_a_list_of_tables_counts_them_from_one() -> None:
    def take(fields: Fields) -> None:
        for table in fields.tables("closed", "…"):
            table.text("dates", '"…"')

    assert read('closed = [{ dates = "x" }, {}]', take)[1] == [
        "part.closed.#2 has no 'dates'; write dates = \"…\""
    ]


def test_an_unknown_name_is_answered_with_the_nearest_or_with_all() -> None:
    assert suggest("passwrod", ("password", "mail")) == "did you mean 'password'?"
    assert suggest("gold", ("password", "mail")) == "write one of password, mail"
    assert suggest("gold", ()) == "write one of none"
