"""Reads a mobile number as people write it: digits only."""

import re
from dataclasses import dataclass
from enum import StrEnum

import phonenumbers
from phonenumbers import PhoneNumberType

DIGITS_ONLY = re.compile(r"[0-9]{1,20}", re.ASCII)


class NumberFault(StrEnum):
    """What is wrong with a number; the value ends the text's key."""

    NOT_DIGITS = "not_digits"
    NOT_MOBILE = "not_mobile"
    NOT_ALLOWED_COUNTRY = "not_allowed_country"


@dataclass(frozen=True, slots=True)
class WrongNumber:
    """The number cannot be used, and why."""

    fault: NumberFault


def read_number(typed: str, countries: tuple[str, ...] = ("SE",)) -> str | WrongNumber:
    """Return the number in E.164 form.

    Accepted are `0701740605`, `46701740605` and `0046701740605`: digits without blanks, hyphens or plus sign, that the
    numbering plan of an allowed country (ISO 3166) says is a mobile. Fixed lines, machine numbers and short numbers are not.
    """
    number = typed.strip()
    if not DIGITS_ONLY.fullmatch(number):
        return WrongNumber(NumberFault.NOT_DIGITS)
    if number.startswith("00"):
        international = f"+{number[2:]}"
    elif number.startswith("0"):
        international = f"+46{number[1:]}"
    else:
        international = f"+{number}"
    try:
        parsed = phonenumbers.parse(international, None)
    except phonenumbers.NumberParseException:
        return WrongNumber(NumberFault.NOT_MOBILE)
    if not phonenumbers.is_valid_number(parsed):
        return WrongNumber(NumberFault.NOT_MOBILE)
    if phonenumbers.region_code_for_number(parsed) not in countries:
        return WrongNumber(NumberFault.NOT_ALLOWED_COUNTRY)
    if phonenumbers.number_type(parsed) is not PhoneNumberType.MOBILE:
        return WrongNumber(NumberFault.NOT_MOBILE)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def country_of(e164: str) -> str | None:
    """Return the country (ISO 3166) of a number in E.164 form; None when no country has it."""
    return phonenumbers.region_code_for_number(phonenumbers.parse(e164, None))
