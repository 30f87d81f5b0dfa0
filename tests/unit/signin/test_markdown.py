"""The little Markdown there is: text in a few shapes, and never a tag, a link or a picture."""

import time

import pytest

from idp.signin.markdown import Block, Piece, Weight, read_markdown, read_plain

PLAIN, STRONG, EMPHASIS = Weight


def words(blocks: tuple[Block, ...]) -> str:
    """Return all that is shown, a line at a time."""
    return "\n".join("".join(piece.text for piece in line) for block in blocks for line in block.lines)


def test_plain_text_is_paragraphs_and_stars_stay_stars() -> None:
    assert read_plain("**Hej**\ndu\n\n\n- där") == (
        Block(((Piece("**Hej**"),), (Piece("du"),))),
        Block(((Piece("- där"),),)),
    )


def test_words_are_strong_or_emphasised() -> None:
    assert read_markdown("Betala **500 kr** *nu*!") == (
        Block(
            (
                (
                    Piece("Betala "),
                    Piece("500 kr", STRONG),
                    Piece(" "),
                    Piece("nu", EMPHASIS),
                    Piece("!"),
                ),
            )
        ),
    )


def test_a_list_a_heading_and_a_paragraph_are_told_apart() -> None:
    blocks = read_markdown("# Attest\nDu godkänner:\n- en **resa**\n* ett utlägg\n\nTack")
    assert [(block.is_list, len(block.lines)) for block in blocks] == [
        (False, 1),
        (False, 1),
        (True, 2),
        (False, 1),
    ]
    assert blocks[0].lines[0] == (Piece("Attest", STRONG),)
    assert words(blocks) == "Attest\nDu godkänner:\nen resa\nett utlägg\nTack"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[Logga in](https://evil.test)", "Logga in"),
        ("[Logga in](javascript:alert(1))", "[Logga in](javascript:alert(1))"),
        ("![bild](https://evil.test/p.png)", "bild"),
        ("**[x](https://evil.test)**", "x"),
        ("# [x](https://evil.test)", "x"),
        ("<https://evil.test>", "<https://evil.test>"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("[x][1]\n\n[1]: https://evil.test", "[x][1]\n[1]: https://evil.test"),
        ("***", "***"),
        ("2*3*4", "2*3*4"),
        ("-5 grader", "-5 grader"),
        ("", ""),
    ],
)
def test_of_links_the_words_are_left_and_of_html_the_letters(written: str, shown: str) -> None:
    assert words(read_markdown(written)) == shown


@pytest.mark.parametrize("unit", ["[", "[](", "*", "**", "* ", "# ", "[x](", "![[(", "*a**b"])
def test_a_hostile_message_takes_no_time(unit: str) -> None:
    began = time.perf_counter()
    read_markdown((unit * 1000)[:1000])
    assert time.perf_counter() - began < 0.5
