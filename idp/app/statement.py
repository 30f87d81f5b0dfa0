"""The accessibility statement as a reader sees it: the configuration's facts in the reader's language."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Literal

from babel.dates import format_date

from idp.config.sections.accessibility import Accessibility
from idp.i18n import DEFAULT_LANGUAGE


@dataclass(frozen=True, slots=True)
class Statement:
    """What the page says. Days are written out; None is not said. `told_in` is the language of the shortcomings.

    `standing` is what is claimed: nothing for a site that nobody has tested.
    """

    standing: Literal["untested", "partly", "whole"]
    shortcomings: tuple[str, ...]
    told_in: str
    answer_days: int
    published: str | None
    tested: str | None
    tested_by: str | None
    updated: str | None


def build_statement(settings: Accessibility, language: str, pattern: str) -> Statement:
    """Return the statement in a language; shortcomings that are not written in it are told in Swedish.

    `pattern` says how the language writes a day (Unicode Technical Standard 35).
    """
    write = partial(write_day, pattern=pattern, language=language)
    told = settings.shortcomings or {}
    told_in = language if told.get(language) else DEFAULT_LANGUAGE
    return Statement(
        standing=judge(settings),
        shortcomings=told.get(told_in, ()),
        told_in=told_in,
        answer_days=settings.answer_days,
        published=write(settings.published),
        tested=write(settings.tested),
        tested_by=settings.tested_by,
        updated=write(settings.updated),
    )


def judge(settings: Accessibility) -> Literal["untested", "partly", "whole"]:
    """Return how far the site is claimed to meet the law; without a test that found nothing it is not said to do so."""
    if settings.shortcomings:
        return "partly"
    return "whole" if settings.tested else "untested"


def write_day(day: date | None, pattern: str, language: str) -> str | None:
    """Return a day as people write it; None for none."""
    return format_date(day, pattern, locale=language) if day else None
