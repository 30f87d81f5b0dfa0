"""The alphabet of text messages (3GPP TS 23.038): what fits in one part, and how many parts a text takes."""

from typing import Final

BASIC: Final = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""Each character at its septet; 0x1B is the escape to the extension table."""

ESCAPE: Final = "\x1b"
EXTENSION: Final = {"\f": 0x0A, "^": 0x14, "{": 0x28, "}": 0x29, "\\": 0x2F, "[": 0x3C, "~": 0x3D, "]": 0x3E, "|": 0x40,
                    "€": 0x65}  # fmt: skip
"""Characters that take two septets: the escape, then this."""

SEPTETS: Final = {character: number for number, character in enumerate(BASIC) if character != ESCAPE}

ONE_PART, EACH_PART = 160, 153
"""Septets in a lone part, and in each of several: a header of seven joins them."""

ONE_WIDE_PART, EACH_WIDE_PART = 70, 67
"""The same for a text outside the alphabet, which is sent as UCS-2."""


def is_gsm7(text: str) -> bool:
    """Say whether the text can be written in the alphabet."""
    return all(character in SEPTETS or character in EXTENSION for character in text)


def count_septets(text: str) -> int:
    """Return the septets of a text in the alphabet."""
    return sum(2 if character in EXTENSION else 1 for character in text)


def count_parts(text: str) -> int:
    """Return how many parts the text is sent, and billed, as; an empty text is one.

    A character that takes two units is never split over two parts, so a part may end one unit early.
    """
    if is_gsm7(text):
        return count_split([2 if character in EXTENSION else 1 for character in text], ONE_PART, EACH_PART)
    widths = [len(character.encode("utf-16-be")) // 2 for character in text]
    return count_split(widths, ONE_WIDE_PART, EACH_WIDE_PART)


def count_split(widths: list[int], alone: int, each: int) -> int:
    """Return how many parts characters of these widths take: one up to `alone`, else several of `each`."""
    if sum(widths) <= alone:
        return 1
    parts, room = 1, each
    for width in widths:
        if width > room:
            parts, room = parts + 1, each
        room -= width
    return parts


def encode_unpacked(text: str) -> bytes:
    """Return a text in the alphabet as one septet a byte, the way SMPP carries it. Raises KeyError outside it."""
    encoded = bytearray()
    for character in text:
        if character in EXTENSION:
            encoded += bytes((BASIC.index(ESCAPE), EXTENSION[character]))
        else:
            encoded.append(SEPTETS[character])
    return bytes(encoded)
