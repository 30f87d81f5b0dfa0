"""Reads the form of Mina SMS-nummer: two fields of digits, each of which may be empty."""

from collections.abc import Mapping
from typing import Final

from idp.errors import Problem
from idp.methods.read_number import WrongNumber, read_number

FIELDS: Final = ("number", "number_2")
SAME_TWICE: Final = "portal.numbers.fault.same"


def read_numbers(
    form: Mapping[str, str], countries: tuple[str, ...] = ("SE",)
) -> tuple[str, ...] | tuple[Problem, ...]:
    """Return the stated numbers in E.164 form, or what is wrong with each field that is.

    An empty field states nothing; with both empty there is no number left.
    """
    read = {name: read_number(typed, countries) for name in FIELDS if (typed := form.get(name, "").strip())}
    problems = tuple(
        Problem(name, f"portal.numbers.fault.{wrong.fault}")
        for name, wrong in read.items()
        if isinstance(wrong, WrongNumber)
    )
    if problems:
        return problems
    numbers = tuple(number for number in read.values() if isinstance(number, str))
    return numbers if len(set(numbers)) == len(numbers) else (Problem(FIELDS[1], SAME_TWICE),)


def write_number(e164: str) -> str:
    """Return a stored number as the form takes it: digits only, a Swedish one with its leading zero."""
    return f"0{e164[3:]}" if e164.startswith("+46") else f"00{e164[1:]}"


def fill_form(e164s: tuple[str, ...]) -> dict[str, str]:
    """Return what each field shows for stored numbers."""
    return dict(zip(FIELDS, (*map(write_number, e164s), "", ""), strict=False))


def keep_typed(form: Mapping[str, str]) -> dict[str, str]:
    """Return what each field shows when the form comes back; a field that was not sent shows nothing."""
    return {name: form.get(name, "") for name in FIELDS}
