"""What a device may be called."""

from unicodedata import category, normalize

MOST_CHARACTERS = 50


def read_device_name(typed: str) -> str | None:
    """Return the name in NFC with single blanks; None when it is empty, longer than 50 characters, or has controls."""
    name = normalize("NFC", " ".join(typed.split()))
    has_controls = any(category(character)[0] == "C" for character in name)
    return None if has_controls or not 0 < len(name) <= MOST_CHARACTERS else name
