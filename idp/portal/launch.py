"""Where the browser goes when a person starts a service."""

from urllib.parse import urlencode, urlsplit, urlunsplit

from idp.policy.rules import Service


def build_launch(service: Service, issuer: str, initiate_login_uri: str | None) -> str | None:
    """Return the address that starts the service; None when it has none.

    A relying party that can be asked to begin the sign-in itself is asked to (OpenID Connect Core 1.0, section 4):
    it makes its own request with its own state, and nothing unasked-for is ever sent to it. The service's `start`
    goes along as the target when it lies at the relying party itself; a foreign target would be refused there.
    """
    if initiate_login_uri is None:
        return service.start
    added = {"iss": issuer}
    if service.start is not None and _origin(service.start) == _origin(initiate_login_uri):
        added["target_link_uri"] = service.start
    parts = urlsplit(initiate_login_uri)
    query = "&".join(filter(None, (parts.query, urlencode(added))))
    return urlunsplit(parts._replace(query=query))


def _origin(address: str) -> tuple[str, str]:
    """Return the scheme and authority of an absolute address."""
    parts = urlsplit(address)
    return parts.scheme, parts.netloc
