"""Days and moments as people write them, in the language of the page and the time of Stockholm."""

from datetime import date, datetime

from babel.dates import format_date, format_datetime, get_timezone

from clients.relying_party.language import current_language

STOCKHOLM = get_timezone("Europe/Stockholm")


def format_days(first: date, last: date) -> str:
    """Return one day or a span: `måndag 23 november` or `23 november – 25 november`."""
    language = current_language()
    if first == last:
        return format_date(first, "EEEE d MMMM", locale=language)
    return f"{format_date(first, 'd MMMM', locale=language)} – {format_date(last, 'd MMMM', locale=language)}"


def format_moment(moment: datetime) -> str:
    """Return the day and the time: `23 november 08:15`."""
    return format_datetime(moment, "d MMMM HH:mm", tzinfo=STOCKHOLM, locale=current_language())
