"""The word that is left of having read the trail: who asked, what for, and how much they were shown."""

from datetime import datetime

from idp.admin.actor import Actor
from idp.audit.events import Event, Tag
from idp.audit.search import Wanted


def describe_asking(
    actor: Actor, tag: Tag, now: datetime, wanted: Wanted, rows: int, form: str, stated: str | None = None
) -> Event:
    """Return the event of a search or an export. `stated` is who an operator says they are.

    The person asked about is the event's own; the application, the zone and who did it are details, so that a search
    for them does not find every search.
    """
    asked: dict[str, str | int | None] = {
        "stated": stated,
        "form": form,
        "row_count": rows,
        "asked_by_id": wanted.by_id,
        "asked_client_id": wanted.client_id,
        "asked_zone": wanted.zone,
        "asked_kinds": " ".join(wanted.tags) or None,
        "since": tell_moment(wanted.since),
        "until": tell_moment(wanted.until),
    }
    details = {name: value for name, value in asked.items() if value is not None}
    return actor.describe(tag, now, person_id=wanted.person_id, details=details)


def tell_moment(moment: datetime | None) -> str | None:
    """Return a moment as text; None stays."""
    return None if moment is None else moment.isoformat()
