"""Names the one other origin that a sign-in's forms may end at."""

from urllib.parse import urlsplit

from idp.policy.rules import Policy
from idp.signin.interaction import Interaction


def find_form_target(interaction: Interaction, policy: Policy) -> str | None:
    """Return the origin, or an app's scheme, that the last redirect leads to; None when it stays here.

    Chromium holds a page's form-action against every redirect after its form. A client's request ends at its
    redirect URI; the portal's may end at the start of the service it is for.
    """
    if interaction.return_origin is not None:
        return origin_of(interaction.return_origin)
    service = policy.services.get(interaction.service)
    return origin_of(service.start) if service and service.start else None


def origin_of(address: str) -> str:
    """Return scheme, host and port of an address; the scheme alone of one without a host, as an app has it."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else f"{parts.scheme}:"
