"""How a typed password is read, and which new ones are accepted."""

import unicodedata

LONGEST_CHARACTERS = 1024
LONGEST_BYTES = 4096
SHORTEST_NEW = 15


def read_password(typed: str) -> str | None:
    """Return the password in Unicode normal form C and otherwise as typed; None when it cannot be anybody's.

    It is never trimmed, folded or cut (NIST SP 800-63B-4, section 3.1.1.2). Empty, longer than 1,024
    characters or 4 KiB, or not Unicode text at all: None.
    """
    if not 0 < len(typed) <= LONGEST_CHARACTERS:
        return None
    try:
        size = len(typed.encode())
    except UnicodeEncodeError:
        return None
    return unicodedata.normalize("NFC", typed) if size <= LONGEST_BYTES else None


def find_password_fault(typed: str, username: str) -> str | None:
    """Return why a new password is refused: `too_short`, `too_long` or `holds_username`; None when it is good.

    Fifteen characters, because in the office the password stands alone; no rule about which characters.
    """
    password = read_password(typed)
    if password is None:
        return "too_long" if typed else "too_short"
    if len(password) < SHORTEST_NEW:
        return "too_short"
    return "holds_username" if username.casefold() in password.casefold() else None
