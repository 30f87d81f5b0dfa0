"""The one guarded way out over HTTP: logout tokens, relying parties' keys and the gateways of text messages.

https, one name look-up, a connection to exactly the address that was judged, no redirect, no proxy from the
environment, 64 KiB, 5 seconds in all.
"""

import ipaddress
import socket
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import httpx2

from idp.delivery.deadline import Deadline
from idp.delivery.reach import Address, Reach

LARGEST = 64 * 1024
"""Bytes of an answer."""

PATIENCE_SECONDS = 5.0
"""From the connection to the last byte."""

NO_HEADERS: Mapping[str, str] = {}

Resolve = Callable[[str, int], list[Address]]
"""Returns every address of a host; raises OSError when there is none."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the other side said; a status outside 2xx is an answer, not a failure."""

    status: int
    content_type: str
    body: bytes


class FetchFailed(Exception):
    """There is no answer. `reason` is one word of ours, without anything of the URL or of what was sent.

    `may_have_arrived` says that the other side may have acted on the request nevertheless.
    """

    def __init__(self, reason: str, *, may_have_arrived: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.may_have_arrived = may_have_arrived


def resolve_host(host: str, port: int) -> list[Address]:
    """Ask the system once for every address of the host."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [ipaddress.ip_address(str(entry[4][0])) for entry in found]


class Fetcher:
    """Sends requests as far as its reach allows."""

    def __init__(
        self,
        reach: Reach,
        *,
        resolve: Resolve = resolve_host,
        tls: ssl.SSLContext | None = None,
        patience_seconds: float = PATIENCE_SECONDS,
    ) -> None:
        self._reach = reach
        self._resolve = resolve
        self._tls = tls or ssl.create_default_context()
        self._patience_seconds = patience_seconds

    def get(
        self,
        url: str,
        accept: str = "application/json",
        headers: Mapping[str, str] = NO_HEADERS,
        patience_seconds: float | None = None,
    ) -> Answer:
        """Fetch a document; raise FetchFailed when the URL is forbidden or no whole answer came in time."""
        return self._exchange("GET", url, {"accept": accept, **headers}, b"", patience_seconds)

    def post(
        self, url: str, content: bytes, headers: Mapping[str, str], patience_seconds: float | None = None
    ) -> Answer:
        """Send a document; raise FetchFailed when the URL is forbidden or no whole answer came in time.

        `patience_seconds` may shorten the fetcher's own patience for this exchange, never lengthen it.
        """
        return self._exchange("POST", url, headers, content, patience_seconds)

    def _exchange(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        content: bytes,
        patience_seconds: float | None,
    ) -> Answer:
        patience = min(self._patience_seconds, patience_seconds or self._patience_seconds)
        named = parse_url(url)
        address = self._choose_address(named)
        request = httpx2.Request(
            method,
            named.copy_with(host=str(address)),
            headers={"accept-encoding": "identity", **headers, "host": named.netloc.decode()},
            content=content,
        )
        # A client for each exchange: a pooled connection is known by its address, and two hosts may share one.
        with (
            Deadline(patience) as deadline,
            httpx2.Client(verify=self._tls, trust_env=False, timeout=patience) as client,
        ):
            request.extensions |= {"sni_hostname": ascii_host(named), "trace": deadline.trace}
            try:
                answer = read_answer(client.send(request, stream=True, follow_redirects=False))
            except (httpx2.ConnectError, httpx2.ConnectTimeout):
                raise FetchFailed("unreachable") from None
            except httpx2.TransportError as error:
                is_late = deadline.has_passed or isinstance(error, httpx2.TimeoutException)
                raise FetchFailed("timed_out" if is_late else "broken_off", may_have_arrived=True) from None
        if deadline.has_passed:
            # A body without a length ends where the connection does: cut short, it looks whole.
            raise FetchFailed("timed_out", may_have_arrived=True)
        return answer

    def _choose_address(self, url: httpx2.URL) -> Address:
        """Return the address to connect to; every address of the host must be allowed, or none is."""
        try:
            addresses = self._resolve(ascii_host(url), url.port or (443 if url.scheme == "https" else 80))
        except (OSError, UnicodeError):
            raise FetchFailed("unknown_host") from None
        if not all(self._reach.may_connect(url.scheme, url.host, address) for address in addresses):
            raise FetchFailed("forbidden_address")
        return addresses[0]


def parse_url(url: str) -> httpx2.URL:
    """Return the URL taken apart once; raise FetchFailed for one without a host or with a user name in it."""
    try:
        parsed = httpx2.URL(url)
    except httpx2.InvalidURL:
        raise FetchFailed("forbidden_url") from None
    if parsed.scheme not in {"http", "https"} or not parsed.host or parsed.userinfo:
        raise FetchFailed("forbidden_url")
    if not 0 < (parsed.port or 443) < 65536:
        raise FetchFailed("forbidden_url")
    return parsed


def ascii_host(url: httpx2.URL) -> str:
    """Return the host as it goes on the wire, without the brackets of IPv6."""
    return url.raw_host.decode("ascii").strip("[]")


def read_answer(response: httpx2.Response) -> Answer:
    """Read at most 64 KiB; raise FetchFailed for more, or for a redirect, which is not followed."""
    if response.is_redirect:
        raise FetchFailed("redirected", may_have_arrived=True)
    body = bytearray()
    for piece in response.iter_raw():
        body += piece
        if len(body) > LARGEST:
            raise FetchFailed("too_large", may_have_arrived=True)
    return Answer(response.status_code, response.headers.get("content-type", ""), bytes(body))
