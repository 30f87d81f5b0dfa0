"""The message that a relying party may show to the person who signs in for it.

Authentication Request Parameter Extensions for the Swedish OpenID Connect Profile 1.1, section 2.1.
"""

import json
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from unicodedata import category, normalize

USER_MESSAGE: Final = "https://id.oidc.se/param/userMessage"
MIME_TYPES: Final = ("text/plain", "text/markdown")
MAX_CHARACTERS: Final = 1000
UNTAGGED: Final = ""
MEMBER: Final = "message"


class BadMessage(ValueError):
    """The parameter is no message; the text says why, in words for the integrator."""


@dataclass(frozen=True, slots=True)
class UserMessage:
    """The message by primary language tag, as the person may read it: nothing but characters one can see."""

    texts: Mapping[str, str]
    is_markdown: bool

    def find(self, language: str) -> str | None:
        """Return the text in the language, else the one without a language; None when there is neither."""
        return self.texts.get(language) or self.texts.get(UNTAGGED) or None


def read_user_message(written: str) -> UserMessage:
    """Return the message in a parameter's JSON. Raises BadMessage."""
    try:
        members = json.loads(written)
    except (ValueError, RecursionError) as error:
        raise BadMessage("must be a JSON object") from error
    if not isinstance(members, dict):
        raise BadMessage("must be a JSON object")
    is_markdown = read_mime_type(members.get("mime_type", MIME_TYPES[0])) == "text/markdown"
    texts = {
        tag_of(name): read_text(value) for name, value in members.items() if name.partition("#")[0] == MEMBER
    }
    if not texts:
        raise BadMessage("must have a member message")
    return UserMessage(texts, is_markdown)


def read_mime_type(written: Any) -> str:
    """Return one of our MIME types; UTF-8 may be written out. Raises BadMessage for any other."""
    kind, _, charset = str(written).replace(" ", "").lower().partition(";")
    if kind not in MIME_TYPES or charset not in ("", "charset=utf-8"):
        raise BadMessage(f"must have mime_type {' or '.join(MIME_TYPES)}")
    return kind


def tag_of(name: str) -> str:
    """Return the primary language of a member such as message#sv-SE; nothing for the plain one."""
    return name.partition("#")[2].partition("-")[0].lower()


def read_text(encoded: Any) -> str:
    """Return a message in base64 as text that may be shown. Raises BadMessage."""
    try:
        text = b64decode(encoded, validate=True).decode()
    except (ValueError, TypeError) as error:
        raise BadMessage("must hold each message as UTF-8 in base64") from error
    if len(text) > MAX_CHARACTERS:
        raise BadMessage(f"must hold at most {MAX_CHARACTERS} characters in each message")
    return clean(text)


def clean(text: str) -> str:
    """Return the text without what cannot be seen: controls, zero-width characters, changes of direction.

    They could make a message read as what it is not (CVE-2021-42574), and none is needed to write a sentence. Marks
    piled upon one letter go too.
    """
    lines = normalize("NFC", text).replace("\t", " ").splitlines()
    return "\n".join("".join(keep_visible(line)).strip() for line in lines).strip()


def keep_visible(line: str) -> list[str]:
    """Return the characters of a line that show something; of the marks above and below a letter, the first."""
    kept: list[str] = []
    for character in line:
        kind = category(character)
        is_piled = kind in ("Mn", "Me") and (not kept or category(kept[-1]) in ("Mn", "Me"))
        if kind[0] != "C" and not is_piled:
            kept.append(character)
    return kept
