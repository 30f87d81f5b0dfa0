"""The one way in which the provider reaches relying parties: for sign-out notices and for what they publish."""

import ssl
from functools import cache
from ipaddress import ip_network

from idp.config.settings import Network
from idp.delivery.fetch import Fetcher
from idp.delivery.reach import Reach


def build_fetcher(network: Network, *, allow_loopback: bool = False) -> Fetcher:
    """Return a fetcher that reaches the internet and the operator's listed networks, over https.

    A certificate is believed when a public authority or the configured one signed it. With `allow_loopback` it also
    reaches this machine over http, as the demonstration needs. Raises OSError when the authority's file cannot be
    read, and ssl.SSLError when it holds no certificate.
    """
    networks = tuple(map(ip_network, network.internal_services))
    tls = _trust_public() if network.ca_file is None else ssl.create_default_context()
    if network.ca_file is not None:
        tls.load_verify_locations(network.ca_file)
    return Fetcher(Reach(allow_loopback=allow_loopback, networks=networks), tls=tls)


@cache
def _trust_public() -> ssl.SSLContext:
    """Return what believes the public authorities; reading them takes 50 ms, once a process."""
    return ssl.create_default_context()
