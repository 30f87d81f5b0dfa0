"""Makes a recorded value short and safe to show on one line."""

LONGEST = 256
"""Characters kept of a value."""


def make_plain(value: str | int) -> str | int:
    """Return text cut at 256 characters with whatever is not printable escaped; numbers as they are.

    Cut after escaping, so that the limit holds for what is written. Log injection: ASVS 5.0, 16.4.1.
    """
    if not isinstance(value, str):
        return value
    if value.isprintable():
        return value[:LONGEST]
    return "".join(mark if mark.isprintable() else escape(mark) for mark in value[:LONGEST])[:LONGEST]


def escape(mark: str) -> str:
    """Return the character as a Python escape such as `\\\\n` or `\\\\u202e`."""
    return mark.encode("unicode_escape").decode()
