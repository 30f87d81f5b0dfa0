"""By which words a person is found."""

from dataclasses import fields, replace

from idp.people.finding import MOST_WORDS, is_found, is_named_alike, list_words, read_words
from idp.people.person import Person
from tests.support.methods import MARIA

SHY = replace(MARIA, is_protected=True, alias="Medarbetare 311", employee_id="A-7741")


def list_open(person: object = MARIA) -> set[str]:
    return {word.text for word in list_words(person) if not word.is_hidden}  # type: ignore[arg-type]


def test_names_their_parts_username_employment_and_mail_find_a_person() -> None:
    anna = replace(MARIA, name="Anna-Karin von Öst", given_name="Anna-Karin", employee_id="A-7741")
    assert {"anna-karin", "anna", "karin", "von", "öst", "margra001", "a-7741"} <= list_open(anna)
    assert "maria.granhage@havsvik.example" in list_open(anna)


def test_of_a_protected_person_the_alias_and_the_employment_are_all_that_finds() -> None:
    assert list_open(SHY) == {"medarbetare", "311", "a-7741"}
    hidden = {word.text for word in list_words(SHY) if word.is_hidden}
    assert {"maria", "granhage", "margra001"} <= hidden


def test_a_word_of_the_alias_is_open_though_it_is_a_name_too() -> None:
    assert "maria" in list_open(replace(SHY, alias="Maria 311"))


def test_what_is_typed_is_folded_and_the_longest_word_comes_first() -> None:
    assert read_words("  Gran  MARIA\0 ") == ("maria", "gran")
    assert read_words(" ") == ()
    assert len(read_words("a b c d e f g h")) == MOST_WORDS


def test_every_word_must_begin_one_of_the_persons() -> None:
    assert is_found(MARIA, ("mar", "gran"), sees_protected=False)
    assert not is_found(MARIA, ("mar", "holm"), sees_protected=False)


def test_hidden_words_find_only_for_whoever_sees_protected_people() -> None:
    assert not is_found(SHY, ("granhage",), sees_protected=False)
    assert is_found(SHY, ("granhage",), sees_protected=True)
    assert is_found(SHY, ("311",), sees_protected=False)


def test_whatever_else_of_a_person_changes_the_words_stay() -> None:
    """Words are written anew for those alone of whom something changed that they are made of."""
    person = replace(SHY, is_protected=False)
    for one in fields(Person):
        before = getattr(person, one.name)
        other = replace(person, **{one.name: not before if isinstance(before, bool) else f"annat{before}"})
        assert is_named_alike(person, other) <= (list_words(person) == list_words(other)), one.name
