"""Days and moments as people write them, in the language of the page and the time of Stockholm."""

from datetime import date, datetime

from babel.dates import format_date, format_datetime, get_timezone

from clients.relying_party.language import current_language, t

STOCKHOLM = get_timezone("Europe/Stockholm")


def format_days(first: date, last: date) -> str:
    """Return one day or a span: `måndag 23 november` or `23 november – 25 november`."""
    language = current_language()
    if first == last:
        return format_date(first, t("family.dates.weekday"), locale=language)
    day = t("family.dates.day_of_year")
    return f"{format_date(first, day, locale=language)} – {format_date(last, day, locale=language)}"


def format_moment(moment: datetime) -> str:
    """Return the day and the time: `23 november 08:15`."""
    return format_datetime(moment, t("family.dates.moment"), tzinfo=STOCKHOLM, locale=current_language())
