"""Codes are drawn evenly, and hold every letter of their alphabet."""

from collections import Counter

from idp.chance import CODE_ALPHABET, SystemChance, is_identifier


def test_code_has_its_length_and_letters() -> None:
    codes = [SystemChance().code(8) for _ in range(100)]
    assert {len(code) for code in codes} == {8}
    assert set("".join(codes)) <= set(CODE_ALPHABET)


def test_every_letter_stands_as_often_in_every_place() -> None:
    codes = [SystemChance().code(4, "abc") for _ in range(3000)]
    for place in range(4):
        counts = Counter(code[place] for code in codes)
        assert set(counts) == set("abc")
        assert all(800 < count < 1200 for count in counts.values())


def test_an_identifier_is_known_from_whatever_else_is_typed() -> None:
    made = SystemChance().identifier()
    assert is_identifier(made)
    assert not any(map(is_identifier, (made.upper() + "A", f"{made}\n", made[1:], "annand001", "")))
