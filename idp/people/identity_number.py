"""Swedish personal numbers and coordination numbers: twelve digits that begin with a date of birth (SKV 704, SKV 707)."""

from datetime import date
from typing import Final

from idp.luhn import has_check_digit

DIGITS: Final = 12
DAYS_ADDED: Final = 60
"""What is added to the day of birth in a coordination number."""

EARLIEST_YEAR: Final = 1800


class BadIdentityNumber(ValueError):
    """The text is no such number; the message says why and repeats nothing of it."""


def read_personal_number(written: str) -> str:
    """Return a personal number as twelve digits; blanks and hyphens go. Raises BadIdentityNumber."""
    return read_number(written, days_added=0)


def read_coordination_number(written: str) -> str:
    """Return a coordination number as twelve digits; blanks and hyphens go. Raises BadIdentityNumber."""
    return read_number(written, days_added=DAYS_ADDED)


def read_number(written: str, *, days_added: int) -> str:
    """Return the number as twelve digits. Raises BadIdentityNumber."""
    digits = "".join(written.split()).replace("-", "")
    if len(digits) != DIGITS or not (digits.isascii() and digits.isdecimal()):
        raise BadIdentityNumber("write all twelve digits, century included")
    if find_date(digits, days_added=days_added) is None:
        wanted = "a date of birth with 60 added to the day" if days_added else "a date of birth"
        raise BadIdentityNumber(f"the first eight digits must be {wanted}")
    if not has_check_digit(digits[2:]):
        raise BadIdentityNumber("the last digit is not the check digit of those before it")
    return digits


def find_date(digits: str, *, days_added: int) -> date | None:
    """Return the date that the first eight digits name, less the days added; None when there is no such day."""
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:8]) - days_added
    if year < EARLIEST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def find_birthdate(number: str | None) -> date | None:
    """Return the date of birth in a number of either kind; None without a number, or when it names no day."""
    if number is None:
        return None
    return find_date(number, days_added=0) or find_date(number, days_added=DAYS_ADDED)
