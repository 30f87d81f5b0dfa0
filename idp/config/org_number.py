"""The municipality's organisation number (SKV 709)."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from idp.config.problems import Fault
from idp.luhn import has_check_digit

DIGITS: Final = 10


def org_number_has_its_check_digit(values: Mapping[str, Any]) -> Iterator[Fault]:
    """An organisation number is ten digits, the last of them the check digit of the others."""
    number = values.get("municipality.org_number")
    if number is not None and not (len(number) == DIGITS and has_check_digit(number)):
        what = f"{number!r} is not an organisation number"
        yield Fault("municipality.org_number", what, "write its ten digits without hyphen")
