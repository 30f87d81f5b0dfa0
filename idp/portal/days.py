"""Days as people write them."""

from datetime import datetime

from babel.dates import format_datetime

from idp.i18n import Translate
from idp.policy.hours import STOCKHOLM


def tell_day(at: datetime, t: Translate, language: str) -> str:
    """Return the day of a moment in Swedish time, such as «23 november 2026».

    The text `mine.moment.date` is a CLDR date pattern.
    """
    return format_datetime(at, t("mine.moment.date"), tzinfo=STOCKHOLM, locale=language)
