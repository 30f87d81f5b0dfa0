"""Moments as people say them: «I dag kl. 07.42», «lördag 21 november kl. 18.03»."""

from datetime import datetime, timedelta

from babel.dates import format_datetime

from idp.i18n import Translate
from idp.policy.hours import STOCKHOLM


def tell_moment(at: datetime, now: datetime, language: str, t: Translate) -> str:
    """Return the moment in Swedish time as seen from `now`: today and yesterday by name, other days by date."""
    time = format_datetime(at, t("mine.moment.time"), tzinfo=STOCKHOLM, locale=language)
    days = now.astimezone(STOCKHOLM).date() - at.astimezone(STOCKHOLM).date()
    if timedelta(0) <= days <= timedelta(days=1):
        return t("mine.moment.yesterday" if days else "mine.moment.today", time=time)
    day = format_datetime(at, t("mine.moment.day"), tzinfo=STOCKHOLM, locale=language)
    return t("mine.moment.at", day=day[:1].upper() + day[1:], time=time)
