import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.gsm7 import BASIC, EXTENSION, count_parts, count_septets, encode_unpacked, is_gsm7


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("å" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("a" * 152 + "€" + "a" * 151, 2),
        ("a" * 152 + "€" + "a" * 151 + "€", 3),
        ("č" * 70, 1),
        ("č" * 71, 2),
        ("č" * 134, 2),
        ("č" * 135, 3),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
        ("😀" * 66, 2),
        ("😀" * 67, 3),
    ],
)
def test_a_text_is_billed_by_its_parts(text: str, parts: int) -> None:
    assert count_parts(text) == parts


def test_the_alphabet_has_its_letters_where_the_table_has_them() -> None:
    assert len(BASIC) == 128
    assert encode_unpacked("@£ÅåÄÖÜ§äöñüà09AZaz") == bytes.fromhex("00010e0f5b5c5e5f7b7c7d7e7f3039415a617a")
    assert encode_unpacked("[€]") == bytes.fromhex("1b3c1b651b3e")


def test_swedish_fits_and_typographic_quotes_do_not() -> None:
    assert is_gsm7("Åäö é Åse: 100 % (§ 4)")
    assert not is_gsm7("«Det var inte jag»")
    assert not is_gsm7("\x1b")
    with pytest.raises(KeyError):
        encode_unpacked("ł")


@given(st.text(alphabet=sorted(set(BASIC) - {"\x1b"} | set(EXTENSION)), max_size=400))
def test_what_goes_on_the_wire_is_as_long_as_was_counted(text: str) -> None:
    assert len(encode_unpacked(text)) == count_septets(text)
    assert all(septet < 128 for septet in encode_unpacked(text))


@given(st.text(max_size=500))
def test_a_longer_text_never_takes_fewer_parts(text: str) -> None:
    assert count_parts(text) <= count_parts(text + text[-1:])
