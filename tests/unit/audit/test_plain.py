from idp.audit.plain import make_plain


def test_swedish_text_stays_as_it_is() -> None:
    assert make_plain("Åsa i Västervik – «hemma»") == "Åsa i Västervik – «hemma»"


def test_a_line_break_cannot_forge_a_second_record() -> None:
    assert make_plain("remote\r\npassword.ok") == "remote\\r\\npassword.ok"


def test_characters_that_turn_or_hide_text_are_escaped() -> None:
    assert make_plain("a\u202eb\u200bc\x1b[2J") == "a\\u202eb\\u200bc\\x1b[2J"


def test_a_value_is_cut_at_256_characters_after_escaping() -> None:
    assert make_plain("x" * 300) == "x" * 256
    assert len(str(make_plain("\n" * 300))) == 256


def test_a_number_stays_a_number() -> None:
    assert make_plain(3) == 3
