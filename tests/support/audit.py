"""An audit trail that remembers, and refuses what must never reach one."""

import re
from typing import Final

from idp.audit.events import Event, Tag

SAMPLE_PERSON: Final = (
    "Gunilla", "Holmsand", "gunhol001", "gunilla.holmsand@havsvik.example",
    "0701740608", "0701740609", "+46701740608", "+46701740609", "196301022866", "6301022866",
)  # fmt: skip
"""What is known of the sample person (requirements, section 8)."""

SECRETS: Final = re.compile(
    r"""\b[2-9BCDFGHJKMNPQRSTVWXZ]{6,10}\b  # a one-time code in letters and digits
    | \b\d{6}\b                             # a code of digits
    | \b\d{8}[-+]?\d{4}\b                   # a personal number
    | (?:\+46|\b07)\d{8,9}\b              # a mobile number
    | \S+@\S+\.\S+                          # a mail address
    | \beyJ[\w-]+\.                         # a JSON web token
    | [\w-]{43,}                            # 256 bits in base64url
    | \$argon2                              # a password's hash
    """,
    re.VERBOSE,
)
"""What a secret or personal data looks like; an id of 32 hexadecimal digits is neither."""


class Leak(AssertionError):
    """Personal data or a secret was about to be recorded."""


class RememberingTrail:
    """Implements `Trail`; `forbidden` adds the secrets a test itself made."""

    def __init__(self, *forbidden: str) -> None:
        self.events: list[Event] = []
        self.forbidden = (*SAMPLE_PERSON, *forbidden)

    def record(self, event: Event) -> None:
        """Remember the event; raise Leak when it shows the sample person, a secret or what looks like one."""
        check_harmless(event.write_fields(), self.forbidden)
        self.events.append(event)

    @property
    def tags(self) -> list[Tag]:
        """What happened, in order."""
        return [event.tag for event in self.events]


def check_harmless(written: str, forbidden: tuple[str, ...] = SAMPLE_PERSON) -> None:
    """Refuse text that shows personal data or a secret. Raises Leak."""
    shown = [word for word in forbidden if word.lower() in written.lower()]
    if shown or SECRETS.search(written):
        raise Leak(f"{written} shows {shown or SECRETS.search(written)}")
