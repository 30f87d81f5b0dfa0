"""One message to hand over: a text message, a mail or a logout token."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

Kind = Literal["sms", "mail", "logout"]
"""How it travels."""

Purpose = Literal["code", "notice", "logout"]
"""Why it is sent, which decides how often: a code is handed over at most once, the others at least once."""

NOTICE_LIFE = timedelta(days=1)
"""How long a notice is worth sending."""

LOGOUT_LIFE = timedelta(minutes=10)
"""How long a relying party that is away gets to take its logout token (LO4)."""


@dataclass(frozen=True, slots=True)
class Message:
    """What to send, where, and until when it is worth sending.

    `to` is an E.164 number, a mail address or a relying party's `backchannel_logout_uri`; `subject` is empty
    unless it is a mail; `body` is the text, or the logout token. None of the three shows in a repr, so none
    reaches a log. `person_id` and `client_id` say whom the audit row of the delivery is about.
    """

    message_id: str
    kind: Kind
    to: str = field(repr=False)
    subject: str = field(repr=False)
    body: str = field(repr=False)
    purpose: Purpose
    created_at: datetime
    expires_at: datetime
    person_id: str | None = None
    client_id: str | None = None
