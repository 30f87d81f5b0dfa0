"""One exchange with a gateway over HTTP, with failures in words of ours."""

from collections.abc import Callable

from idp.delivery.fetch import Answer, FetchFailed
from idp.delivery.sender import SendFailed

LONGEST_REFERENCE = 128


def exchange(fetch: Callable[[], Answer]) -> Answer:
    """Return the gateway's answer; raise SendFailed when there is none."""
    try:
        return fetch()
    except FetchFailed as failure:
        raise SendFailed(failure.reason, may_have_arrived=failure.may_have_arrived) from None


def clean_reference(value: object) -> str:
    """Return the gateway's id of a message, empty when it is nothing that a report could name."""
    text = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return text if text.isascii() and text.isprintable() and len(text) <= LONGEST_REFERENCE else ""
