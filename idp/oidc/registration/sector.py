"""The sector of a client: whom it shares its pairwise subjects with (OpenID Connect Core 1.0, section 8.1)."""

import json
from datetime import datetime
from urllib.parse import urlsplit

from idp.delivery.fetch import FetchFailed
from idp.oidc.clients.client import Client
from idp.oidc.outbound import AT_ONCE, Outbound
from idp.oidc.registration.rules import BadRegistration


def find_sector(client: Client) -> str | None:
    """Return the host that pairwise subjects are made for; None for a client that has no pairwise subjects.

    Raises BadRegistration when its redirect URIs are on several hosts and no sector_identifier_uri joins them.
    """
    if client.subject_type != "pairwise":
        return None
    if client.sector_identifier_uri is not None:
        return urlsplit(client.sector_identifier_uri).hostname
    hosts = {urlsplit(uri).hostname for uri in client.redirect_uris}
    if len(hosts) != 1:
        raise BadRegistration(("sector_identifier_uri: is needed when redirect_uris are on several hosts",))
    return hosts.pop()


def check_sector(outbound: Outbound, client: Client, now: datetime) -> None:
    """Refuse a client whose sector document does not list all its redirect URIs, whatever its subject_type.

    Raises BadRegistration. Fetches: never call it inside a unit of work.
    """
    if client.sector_identifier_uri is None:
        return
    try:
        listed = json.loads(outbound.get(client.sector_identifier_uri, now, max_age=AT_ONCE, oldest=AT_ONCE))
    except FetchFailed as failure:
        raise BadRegistration((f"sector_identifier_uri: cannot be fetched ({failure.reason})",)) from None
    except (ValueError, RecursionError):
        raise BadRegistration(("sector_identifier_uri: the document is not JSON",)) from None
    if not isinstance(listed, list) or not all(uri in listed for uri in client.redirect_uris):
        raise BadRegistration(("sector_identifier_uri: the document must list every redirect URI",))
