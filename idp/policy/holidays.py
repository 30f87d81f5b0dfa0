"""Swedish public holidays, computed (lag 1989:253 om allmänna helgdagar), and the eves most people are free."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import Final

PUBLIC: Final = (
    "nyarsdagen",
    "trettondedag-jul",
    "langfredagen",
    "paskdagen",
    "annandag-pask",
    "forsta-maj",
    "kristi-himmelsfardsdag",
    "pingstdagen",
    "nationaldagen",
    "midsommardagen",
    "alla-helgons-dag",
    "juldagen",
    "annandag-jul",
)
"""Every public holiday but the ordinary Sunday, in the order of the year."""

EVES: Final = ("paskafton", "midsommarafton", "julafton", "nyarsafton")
"""The eves that count as Sundays in the law on holidays or by custom."""

_DAY: Final = timedelta(days=1)


@cache
def holidays_of(year: int) -> Mapping[str, date]:
    """Return the date of each public holiday and eve in a year of today's law, by name."""
    easter = find_easter(year)
    midsummer = _saturday_from(date(year, 6, 20))
    return MappingProxyType(
        {
            "nyarsdagen": date(year, 1, 1),
            "trettondedag-jul": date(year, 1, 6),
            "langfredagen": easter - 2 * _DAY,
            "paskafton": easter - _DAY,
            "paskdagen": easter,
            "annandag-pask": easter + _DAY,
            "forsta-maj": date(year, 5, 1),
            "kristi-himmelsfardsdag": easter + 39 * _DAY,
            "pingstdagen": easter + 49 * _DAY,
            "nationaldagen": date(year, 6, 6),
            "midsommarafton": midsummer - _DAY,
            "midsommardagen": midsummer,
            "alla-helgons-dag": _saturday_from(date(year, 10, 31)),
            "julafton": date(year, 12, 24),
            "juldagen": date(year, 12, 25),
            "annandag-jul": date(year, 12, 26),
            "nyarsafton": date(year, 12, 31),
        }
    )


def find_easter(year: int) -> date:
    """Return Easter Sunday in the Gregorian calendar (the anonymous algorithm of 1876)."""
    golden = year % 19
    century, of_century = divmod(year, 100)
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _saturday_from(first: date) -> date:
    """Return the first Saturday on or after a day."""
    return first + (5 - first.weekday()) % 7 * _DAY
