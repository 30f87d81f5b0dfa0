"""Which URIs a client may be answered at, and whether a given one is among them."""

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import parse_qsl, urlsplit

MAX_CHARACTERS: Final = 2048
LOOPBACK_HOSTS: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})
RESPONSE_PARAMETERS: Final = frozenset(
    {
        "code",
        "state",
        "iss",
        "error",
        "error_description",
        "error_uri",
        "access_token",
        "id_token",
        "response",
    }
    | {"expires_in", "scope", "token_type", "session_state"}
)
"""Parameters of an answer: a redirect URI that carries one already could pass for one."""

URI: Final = re.compile(
    r"(?P<scheme>[a-z]+)://(?P<host>[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::(?P<port>[0-9]{1,5}))?"
    r"(?P<path>/[A-Za-z0-9._~!$&'()+,;=:@%/-]*)?(?:\?(?P<query>[A-Za-z0-9._~!$&'()+,;=:@%/?-]*))?"
)
"""The URIs we take, in full: no userinfo, no fragment, no wildcard, no blank, nothing outside ASCII."""


def find_fault(uri: str) -> str | None:
    """Say why the URI cannot be registered, in words for the one who registers it; None when it can be.

    Two parsers must agree on the host, so that no other program reads a different one (RG3).
    """
    if len(uri) > MAX_CHARACTERS:
        return f"is longer than {MAX_CHARACTERS} characters"
    if "#" in uri:
        return "must not have a fragment"
    if "*" in uri:
        return "must not hold a wildcard: register each URI in full"
    match = URI.fullmatch(uri)
    if match is None:
        return "must be an absolute lower-case https URI of plain ASCII, without user name, blank or control character"
    split = urlsplit(uri)
    if split.netloc != match["host"] + (f":{match['port']}" if match["port"] else ""):
        return "is read differently by different programs; write it more plainly"
    if match["scheme"] != "https" and not is_loopback(uri):
        return "must be https; http is for loopback addresses alone"
    if match["port"] and not 0 < int(match["port"]) < 65536:
        return "has an impossible port"
    return None


def find_redirect_fault(uri: str) -> str | None:
    """Say why the URI cannot be a redirect URI; None when it can be. See `find_fault`."""
    if fault := find_fault(uri):
        return fault
    names = {name for name, _ in parse_qsl(urlsplit(uri).query, keep_blank_values=True)}
    if taken := sorted(names & RESPONSE_PARAMETERS):
        return f"must not carry the answer's own parameter {taken[0]}"
    return None


def is_loopback(uri: str) -> bool:
    """Say whether the URI is plain http to the browser's own machine."""
    match = URI.fullmatch(uri)
    return match is not None and match["scheme"] == "http" and match["host"] in LOOPBACK_HOSTS


def is_registered(uri: str, registered: Iterable[str], *, any_loopback_port: bool = False) -> bool:
    """Say whether the URI equals a registered one, character by character (RFC 9700, section 4.1.3).

    With `any_loopback_port` the port of an http loopback URI is left out of account (RFC 8252, section 7.3).
    """
    known = tuple(registered)
    if uri in known:
        return True
    if not any_loopback_port or not is_loopback(uri) or find_redirect_fault(uri):
        return False
    return without_port(uri) in {without_port(one) for one in known if is_loopback(one)}


def without_port(uri: str) -> str:
    """Return a loopback URI with its port left out."""
    return re.sub(r"^(http://(?:\[[^]]*\]|[^/:?]+)):[0-9]+", r"\1", uri)


def origin_of(uri: str) -> str:
    """Return scheme, host and port of an absolute URI."""
    split = urlsplit(uri)
    return f"{split.scheme}://{split.netloc}"
