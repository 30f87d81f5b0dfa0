"""One spelling for each username."""

from unicodedata import category, normalize

MOST_CHARACTERS = 64


def canonical_username(typed: str) -> str | None:
    """Return the username as it is looked up; None when what was typed cannot be one.

    In the spirit of UsernameCaseMapped (RFC 8265, section 3.3): outer blanks go, width variants are folded, case
    is mapped, and the result is in NFC. Anything that then holds a control, a blank, a private or an unassigned
    character is refused, so that two people never share what looks like one name.
    """
    trimmed = typed.strip()
    if not 0 < len(trimmed) <= MOST_CHARACTERS:
        return None
    folded = normalize("NFC", normalize("NFKC", trimmed).casefold())
    if any(category(character)[0] in "CZ" for character in folded):
        return None
    return folded
