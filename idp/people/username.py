"""Which spellings are the same username."""

import unicodedata

LONGEST = 64
MARKS = frozenset(".-_@")


def canonical_username(typed: str) -> str | None:
    """Return the one spelling a username is compared by; None when it cannot be anybody's.

    Case and surrounding blanks do not matter. Only Latin letters, ASCII digits and `.-_@` are accepted, and no
    character that merely looks like another (full width, ligatures, styled letters), so that no two
    usernames look alike. In the spirit of RFC 8265, section 3.3 (UsernameCaseMapped).
    """
    if len(typed) > 2 * LONGEST:
        return None
    spelt = unicodedata.normalize("NFC", typed.strip(" "))
    if unicodedata.normalize("NFKC", spelt) != spelt:
        return None
    folded = unicodedata.normalize("NFC", spelt.casefold())
    return folded if 0 < len(folded) <= LONGEST and all(map(is_usable, folded)) else None


def is_usable(character: str) -> bool:
    """Say whether a character may stand in a canonical username."""
    if character.isascii():
        return character.isalnum() or character in MARKS
    return unicodedata.category(character) == "Ll" and unicodedata.name(character, "").startswith("LATIN ")
