"""Entity tags: what a thing is now, in a few characters, so that nobody writes over what they have not seen."""

from hashlib import sha256
from typing import Any

import msgspec

from idp.admin.api.problems import Conflict


def tag_of(thing: Any) -> str:
    """Return the strong entity tag of a record (RFC 9110, section 8.8.3): a hash of all its fields."""
    return f'"{sha256(msgspec.json.encode(thing, order="sorted")).hexdigest()[:32]}"'


def check_match(thing: Any, if_match: str | None) -> None:
    """Refuse a change of something that is not what the caller last saw. Raises Conflict.

    `*` matches whatever there is (RFC 9110, section 13.1.1); None, of an operation that needs no match, too.
    """
    if if_match is None or if_match.strip() == "*":
        return
    if tag_of(thing) not in [one.strip() for one in if_match.split(",")]:
        raise Conflict
