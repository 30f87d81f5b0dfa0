"""Amounts and dates as people write them, in the language of the page."""

from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_decimal

from clients.relying_party.language import current_language, t


def format_kronor(ore: int, language: str | None = None) -> str:
    """Return an amount in öre as kronor with two decimals: 3250000 → `32 500,00` in Swedish."""
    return format_decimal(Decimal(ore) / 100, "#,##0.00", locale=language or current_language())


def format_month(day: date, language: str | None = None) -> str:
    """Return the month with a capital: `Oktober 2026`."""
    return format_date(day, "LLLL y", locale=language or current_language()).capitalize()


def format_day(day: date, language: str | None = None) -> str:
    """Return the day in words: `27 oktober 2026`."""
    return format_date(day, t("family.dates.day"), locale=language or current_language())
