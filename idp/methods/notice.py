"""Tells people that something of theirs was changed."""

from collections.abc import Callable
from datetime import datetime

from idp.delivery.message import NOTICE_LIFE, Kind, Message
from idp.people.person import Person

Write = Callable[..., tuple[str, str]]
"""`write(language, name, **parameters)`: a message's subject, empty for a text message, and body."""


def build_notice(
    message_id: str, kind: Kind, to: str, person: Person, text: tuple[str, str], now: datetime
) -> Message:
    """Return a notice, worth sending for a day."""
    subject, body = text
    return Message(
        message_id, kind, to, subject, body, "notice", now, now + NOTICE_LIFE, person_id=person.person_id
    )
