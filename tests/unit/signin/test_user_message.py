"""A relying party's message: read strictly, shown in one's own language, and nothing in it but what one can see."""

import json
from base64 import b64encode

import pytest

from idp.signin.user_message import MAX_CHARACTERS, BadMessage, clean, read_user_message


def encode(text: str) -> str:
    return b64encode(text.encode()).decode()


def test_the_language_of_the_page_comes_first_and_the_untagged_one_next() -> None:
    """2.1: MUST."""
    message = read_user_message(
        json.dumps({"message": encode("Hei"), "message#sv-SE": encode("Hej"), "message#EN": encode("Hello")})
    )
    assert [message.find(language) for language in ("sv", "en", "fi")] == ["Hej", "Hello", "Hei"]


def test_a_message_in_other_languages_alone_is_not_shown() -> None:
    assert read_user_message(json.dumps({"message#de": encode("Hallo")})).find("sv") is None


@pytest.mark.parametrize(
    ("mime_type", "is_markdown"),
    [
        (None, False),
        ("text/plain", False),
        ("text/plain; charset=UTF-8", False),
        ("text/markdown", True),
        ("TEXT/MARKDOWN;charset=utf-8", True),
    ],
)
def test_plain_is_meant_unless_markdown_is_said(mime_type: str | None, is_markdown: bool) -> None:
    """2.1: MUST assume text/plain."""
    members = {"message": encode("Hej")} | ({"mime_type": mime_type} if mime_type else {})
    assert read_user_message(json.dumps(members)).is_markdown is is_markdown


@pytest.mark.parametrize(
    "written",
    [
        "",
        "[]",
        "Hej",
        "[" * 100_000,
        "{}",
        '{"mime_type": "text/plain"}',
        '{"messages": "SGVq"}',
        '{"message": "SGVq", "mime_type": "text/html"}',
        '{"message": "SGVq", "mime_type": "text/plain;charset=latin-1"}',
        '{"message": "SGVq", "mime_type": null}',
        '{"message": "SGVq", "mime_type": ["text/plain"]}',
        '{"message": "not base64!"}',
        '{"message": "/////w=="}',
        '{"message": 7}',
        '{"message": null}',
        '{"message": ["SGVq"]}',
        '{"message": "SGVq", "message#sv": "å"}',
        json.dumps({"message": encode("x" * (MAX_CHARACTERS + 1))}),
    ],
)
def test_anything_else_is_refused_without_being_repeated(written: str) -> None:
    with pytest.raises(BadMessage) as refused:
        read_user_message(written)
    assert "SGVq" not in str(refused.value)
    assert str(refused.value).isascii()


def test_the_longest_message_is_taken_whole() -> None:
    text = "å" * MAX_CHARACTERS
    assert read_user_message(json.dumps({"message": encode(text)})).find("sv") == text


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("Godkänn\u202e5000\u202c kr", "Godkänn5000 kr"),
        ("Lö\u200bne\u2060be\ufeffsked", "Lönebesked"),
        ("a\x00b\x07c\x1b[31m", "abc[31m"),
        ("tag\U000e0041", "tag"),
        ("rad\r\nrad\u2028rad", "rad\nrad\nrad"),
        ("kol\tumn", "kol umn"),
        ("z\u0301\u0302\u0303\u0304\u0305algo", "\u017a\u0302algo"),
        ("  \u200b \n ", ""),
        ("Å" + "A\u030a", "ÅÅ"),
        ("\ue000privat\uffff", "privat"),
    ],
)
def test_what_cannot_be_seen_is_left_out(sent: str, shown: str) -> None:
    assert clean(sent) == shown


def test_an_empty_message_is_no_message() -> None:
    assert read_user_message(json.dumps({"message#sv": encode("\u200b"), "message": ""})).find("sv") is None
