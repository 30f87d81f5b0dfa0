"""Keeps personal data and secrets out of an event's details."""

from collections.abc import Mapping

FIELDS = ("person_id", "client_id", "sid", "zone", "address", "level", "outcome")
"""The names an event has fields of its own for; a detail may not pose as one."""

SMELLS = frozenset(
    {
        "address", "assertion", "body", "code", "cookie", "email", "key", "mail", "mobile", "name", "number",
        "password", "personnummer", "phone", "secret", "seed", "subject", "text", "token", "username", "verifier",
    }
)  # fmt: skip
"""Words that promise personal data or a secret behind them."""

HARMLESS_ENDINGS = frozenset({"count", "hash", "id", "kind"})
"""Last words that say the value only counts, names or blinds the thing."""


class UnfitDetail(ValueError):
    """The event would carry personal data or a secret into the trail: a fault in the code that records it."""


def check_details(details: Mapping[str, str | int]) -> None:
    """Refuse a key that smells of personal data or a secret, and a value that is neither text nor a whole number.

    A key that is a field's name is refused too. The error names the key alone. Raises UnfitDetail.
    """
    for key, value in details.items():
        if key in FIELDS:
            raise UnfitDetail(f"{key}: the event has a field for it")
        words = key.lower().split("_")
        if words[-1] not in HARMLESS_ENDINGS and SMELLS.intersection(words):
            raise UnfitDetail(f"{key}: personal data and secrets stay out of the audit trail")
        if not isinstance(value, str | int):
            raise UnfitDetail(f"{key}: a detail is text or a whole number")
