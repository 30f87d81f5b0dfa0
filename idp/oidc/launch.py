"""Where the browser goes when a person starts a service."""

from collections.abc import Iterable
from urllib.parse import urlencode, urlsplit, urlunsplit

from idp.oidc.clients.client import Client
from idp.policy.rules import Service


def find_initiation(service: Service, clients: Iterable[Client]) -> str | None:
    """Return where the service's relying party begins a sign-in; None when none that is active has such a place.

    Of several relying parties the first is taken: `clients` run from the oldest.
    """
    theirs = (client for client in clients if client.service == service.id and not client.is_paused)
    return next((client.initiate_login_uri for client in theirs if client.initiate_login_uri), None)


def build_launch(service: Service | None, issuer: str, initiate_login_uri: str | None) -> str | None:
    """Return the address that starts the service; None when there is none.

    A relying party that can be asked to begin the sign-in itself is asked to (OpenID Connect Core 1.0, section 4):
    it makes its own request with its own state, and nothing unasked-for is ever sent to it. The service's `start`
    goes along as the target when it lies at the relying party itself; a foreign target would be refused there.
    """
    if initiate_login_uri is None:
        return service.start if service else None
    added = {"iss": issuer}
    if service and service.start and _origin(service.start) == _origin(initiate_login_uri):
        added["target_link_uri"] = service.start
    parts = urlsplit(initiate_login_uri)
    query = "&".join(filter(None, (parts.query, urlencode(added))))
    return urlunsplit(parts._replace(query=query))


def _origin(address: str) -> tuple[str, str]:
    """Return the scheme and authority of an absolute address."""
    parts = urlsplit(address)
    return parts.scheme, parts.netloc
