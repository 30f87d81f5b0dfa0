"""The demonstration's letterbox: the last 200 messages, in memory, gone when the process ends."""

import re
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Literal

from idp.i18n import Catalogue, load_catalogues

KEPT = 200


def build_code_pattern(catalogues: Mapping[str, Catalogue]) -> re.Pattern[str]:
    """Return what finds a one-time code: it stands before the words that follow it in the provider's own texts."""
    texts = (
        catalogue.text(key)
        for catalogue in catalogues.values()
        for key in ("message.code_sms.body", "message.code_mail.body")
    )
    words = {re.escape(text.partition("{code}")[2].partition("{")[0]) for text in texts}
    return re.compile(rf"\b[0-9B-DF-HJ-NP-TV-Z]{{6,10}}\b(?={'|'.join(sorted(words))})")


CODE = build_code_pattern(load_catalogues())


@dataclass(frozen=True, slots=True)
class Letter:
    """One message as it arrived; a text message has no subject."""

    kind: Literal["sms", "mail"]
    to: str
    sender: str
    subject: str
    text: str
    at: datetime

    @property
    def code(self) -> str | None:
        """The one-time code it brings, if any."""
        found = CODE.search(self.text)
        return found.group() if found else None


class Letterbox:
    """Takes letters from any thread."""

    def __init__(self) -> None:
        self._letters: deque[Letter] = deque(maxlen=KEPT)
        self._lock = Lock()

    def put(self, letter: Letter) -> None:
        """Add a letter; the oldest makes room."""
        with self._lock:
            self._letters.appendleft(letter)

    def letters(self, to: str | None = None) -> list[Letter]:
        """Return the letters, newest first: all, or those to one number or address."""
        with self._lock:
            return [letter for letter in self._letters if to is None or letter.to == to]
