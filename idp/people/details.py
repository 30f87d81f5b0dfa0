"""What a directory may know of a person beyond the account: the rest of OpenID Connect's standard claims.

Few municipalities keep any of it. A name is a claim's, or `address.` and a member of the address (OpenID Connect Core
1.0, sections 5.1 and 5.1.1).
"""

import re
from collections.abc import Callable, Mapping
from typing import Final

MAX_CHARACTERS: Final = 256


class BadDetail(ValueError):
    """The detail cannot be kept; the message says what to write."""


def read_line(text: str) -> bool:
    """Say whether it is a line of text."""
    return 0 < len(text) <= MAX_CHARACTERS and text.isprintable()


def matches(pattern: str) -> Callable[[str], bool]:
    """Return whether a text is of this form."""
    return lambda text: re.fullmatch(pattern, text) is not None


WEB: Final = matches(r"https://[A-Za-z0-9.-]+(:[0-9]+)?(/[!-~]*)?")
FORMS: Final[Mapping[str, tuple[Callable[[str], bool], str]]] = {
    "middle_name": (read_line, "a line of text"),
    "nickname": (read_line, "a line of text"),
    "profile": (WEB, "an https address"),
    "picture": (WEB, "an https address"),
    "website": (WEB, "an https address"),
    "gender": (read_line, "a line of text, such as female or male"),
    "birthdate": (matches(r"[0-9]{4}(-[0-9]{2}-[0-9]{2})?"), "YYYY-MM-DD or YYYY"),
    "zoneinfo": (matches(r"[A-Za-z_]+(/[A-Za-z_+0-9-]+)*"), "a time zone, such as Europe/Stockholm"),
    "locale": (matches(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"), "a language tag, such as sv-SE"),
    "phone_number": (matches(r"\+[0-9 ;=ext()-]{5,40}"), "a number as +46…"),
    "address.formatted": (read_line, "a line of text"),
    "address.street_address": (read_line, "a line of text"),
    "address.locality": (read_line, "a line of text"),
    "address.region": (read_line, "a line of text"),
    "address.postal_code": (read_line, "a line of text"),
    "address.country": (read_line, "a line of text"),
}


def read_detail(name: str, text: str) -> str:
    """Return the text, stripped, when it may be kept under the name; empty when it is to be forgotten.

    Raises BadDetail.
    """
    if name not in FORMS:
        raise BadDetail(f"{name!a} is not kept; write one of {', '.join(FORMS)}")
    is_good, form = FORMS[name]
    if (stripped := text.strip()) and not is_good(stripped):
        raise BadDetail(f"{name}: write {form}")
    return stripped
