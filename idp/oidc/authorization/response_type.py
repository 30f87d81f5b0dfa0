"""What a response_type asks for: any of a code, an ID token and an access token, in any order of words.

OAuth 2.0 Multiple Response Type Encoding Practices 1.0, sections 2, 3 and 5.
"""

from typing import Final

from idp.oidc.clients.client import RESPONSE_TYPES, ResponseType

KNOWN: Final = {frozenset(one.split()): one for one in RESPONSE_TYPES}
CODE: Final = "code"
ID_TOKEN: Final = "id_token"  # noqa: S105 - a word of response_type
TOKEN: Final = "token"  # noqa: S105 - a word of response_type


def name_response_type(asked: str | None) -> ResponseType | None:
    """Return the response type with its words in our order; None for one that is not served."""
    return KNOWN.get(frozenset((asked or "").split()))


def asks_for(asked: str | None, word: str) -> bool:
    """Say whether the response type holds the word."""
    return word in (asked or "").split()


def is_front_channel(asked: str | None) -> bool:
    """Say whether a token travels through the browser, where an address's query would leak it."""
    return asks_for(asked, ID_TOKEN) or asks_for(asked, TOKEN)
