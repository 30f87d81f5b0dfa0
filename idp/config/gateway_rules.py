"""What the gateways of text messages must hold beyond types."""

import re
from collections.abc import Callable, Iterator, Mapping
from ipaddress import ip_address
from pathlib import Path
from string import Formatter
from typing import Any, Final

from idp.config.addresses import is_loopback_host, is_secure_or_loopback
from idp.config.problems import Fault
from idp.config.sections.gateways import AnyGateway, Http, Smpp
from idp.gsm7 import count_septets, is_gsm7

Values = Mapping[str, Any]
Check = Callable[[str, AnyGateway], Iterator[Fault]]

SENDER: Final = re.compile(r"[A-Za-z][A-Za-z0-9 ]{0,10}|\+[1-9][0-9]{6,14}")
NAME: Final = re.compile(r"[a-z][a-z0-9-]{0,30}")
HEADER: Final = re.compile(r"[A-Za-z0-9-]+")
FILLED: Final = frozenset({"to", "from", "message", "id"})
DEAREST: Final = 10_000
"""Öre for one part: a hundred kronor is a mistake."""
SHORTEST_PASSWORD: Final = 20
ROOM_FOR_NAMES: Final = 27
"""Characters for the portal's name and the helpdesk's phone together, in the longest text message there is."""


def gateways_are_sound(values: Values) -> Iterator[Fault]:
    """There is a gateway, each has a name of its own, and each is sound in itself."""
    gateways: tuple[AnyGateway, ...] | None = values.get("text_messages.gateways")
    if gateways is None:
        return
    if not gateways:
        yield Fault("text_messages.gateways", "there is no gateway", "write [[text_messages.gateways]]")
    names = [gateway.name for gateway in gateways]
    for place, gateway in enumerate(gateways):
        key = f"text_messages.gateways.{place}"
        if gateway.name in names[:place]:
            yield Fault(f"{key}.name", f"two gateways are called {gateway.name!r}", "rename one")
        for check in CHECKS:
            yield from check(key, gateway)


def sender_can_be_shown(values: Values) -> Iterator[Fault]:
    """The sender is what telephones can show."""
    yield from check_sender("text_messages.sender", values.get("text_messages.sender"))


def names_fit_a_text_message(values: Values) -> Iterator[Fault]:
    """The portal's name and the helpdesk's number leave room for the text around them in one part."""
    portal, phone = values.get("municipality.portal", ""), values.get("municipality.helpdesk.phone", "")
    for key, written in (("municipality.portal", portal), ("municipality.helpdesk.phone", phone)):
        if not is_gsm7(written):
            what = f"{written!r} has a character that text messages cannot carry"
            yield Fault(key, what, "write letters, digits and plain punctuation")
            return
    if count_septets(portal + phone) > ROOM_FOR_NAMES:
        what = "this and the helpdesk's phone are too long for one text message"
        yield Fault(
            "municipality.portal", what, f"write at most {ROOM_FOR_NAMES} characters in the two together"
        )


def check_sender(key: str, sender: str | None) -> Iterator[Fault]:
    """A sender is a short name or a number."""
    if sender is not None and not SENDER.fullmatch(sender):
        yield Fault(
            key, f"{sender!r} cannot be shown as a sender", "write at most 11 letters and digits, or +46…"
        )


def check_frame(key: str, gateway: AnyGateway) -> Iterator[Fault]:
    """Name, sender, price and patience are within bounds."""
    if not NAME.fullmatch(gateway.name):
        yield Fault(
            f"{key}.name",
            f"{gateway.name!r} is no name",
            'write small letters, digits and hyphens, as in "first"',
        )
    yield from check_sender(f"{key}.sender", gateway.sender)
    if not gateway.price.is_finite() or not 0 <= gateway.price <= DEAREST:
        yield Fault(
            f"{key}.price", f"a part cannot cost {gateway.price} öre", f"write öre from 0 to {DEAREST}"
        )
    if not 1 <= gateway.timeout_seconds <= 5:
        yield Fault(f"{key}.timeout_seconds", "a code cannot wait so long", "write a number from 1 to 5")


def check_url(key: str, gateway: AnyGateway) -> Iterator[Fault]:
    """Text messages leave the machine encrypted, and no password stands in an address."""
    if isinstance(gateway, Smpp):
        return
    if not is_secure_or_loopback(gateway.url):
        yield Fault(f"{key}.url", "the address is not https", 'write "https://…"')
    elif "@" in gateway.url:
        yield Fault(f"{key}.url", "the address holds a user name", "write username and password_file")


def check_operator(key: str, gateway: AnyGateway) -> Iterator[Fault]:
    """Text messages leave the building encrypted over SMPP too."""
    if not isinstance(gateway, Smpp):
        return
    if not gateway.tls and not is_loopback_host(gateway.host) and not is_private(gateway.host):
        yield Fault(f"{key}.tls", "text messages would leave in clear", "remove the line, or build a tunnel")
    if not 1 <= gateway.port <= 65535:
        yield Fault(f"{key}.port", f"port cannot be {gateway.port}", "write a number from 1 to 65535")


def is_private(host: str) -> bool:
    """Say whether the host is written as a private address, such as a tunnel's end."""
    try:
        return ip_address(host).is_private
    except ValueError:
        return False


def check_request(key: str, gateway: AnyGateway) -> Iterator[Fault]:
    """The request of a gateway over HTTP can be built, and holds no secret of the file."""
    if not isinstance(gateway, Http):
        return
    for name, template in (gateway.parameters or {}).items():
        if not is_template(template):
            filled = "{to}, {from}, {message} and {id}"
            yield Fault(f"{key}.parameters.{name}", f"{name} cannot be filled in", f"write only {filled}")
    for name, value in (gateway.headers or {}).items():
        if name.lower() in {"authorization", "cookie", "proxy-authorization"}:
            yield Fault(f"{key}.headers.{name}", f"{name} is a secret", "write authorization_file")
        elif name.lower() in {"connection", "content-length", "host", "transfer-encoding"}:
            yield Fault(f"{key}.headers.{name}", f"{name} is written by the provider", "remove it")
        elif not HEADER.fullmatch(name) or not value.isprintable() or not value.isascii():
            yield Fault(f"{key}.headers.{name}", f"{name} is no header", "write plain letters")
    if (gateway.username is None) != (gateway.password_file is None):
        yield Fault(
            f"{key}.username", "one of username and password_file is missing", "write both or neither"
        )
    if gateway.username is not None and gateway.authorization_file is not None:
        yield Fault(f"{key}.authorization_file", "there are two ways to sign in", "write username or this")


def is_template(template: str) -> bool:
    """Say whether a template has only names that are filled in, and no conversions or lookups in them."""
    try:
        pieces = list(Formatter().parse(template))
    except ValueError:
        return False
    return all(name is None or (name in FILLED and not spec and not turn) for _, name, spec, turn in pieces)


def check_files(key: str, gateway: AnyGateway) -> Iterator[Fault]:
    """The files of secrets are there, and the password of reports cannot be guessed."""
    names = ("password_file", "authorization_file", "report_password_file")
    for name in names:
        path: Path | None = getattr(gateway, name, None)
        if path is None:
            continue
        if not path.is_file():
            yield Fault(f"{key}.{name}", f"{path} does not exist", "write the path of a file")
        elif name == "report_password_file" and len(path.read_bytes().strip()) < SHORTEST_PASSWORD:
            yield Fault(f"{key}.{name}", "the password is short", f"write {SHORTEST_PASSWORD} characters")


CHECKS: Final[tuple[Check, ...]] = (check_frame, check_url, check_operator, check_request, check_files)
GATEWAY_RULES: Final = (gateways_are_sound, sender_can_be_shown, names_fit_a_text_message)
