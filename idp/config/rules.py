"""What a configuration must hold beyond types and ranges, one small rule each.

A rule gets every value that could be read, keyed by dotted key, and yields its faults. A value that was not
written and has no default is not there; such a rule says nothing, because the missing key is reported already.
"""

import re
import ssl
from collections.abc import Callable, Iterator, Mapping
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from idp.config.addresses import is_loopback_host, is_loopback_url, is_secure_or_loopback
from idp.config.audit_rules import AUDIT_RULES
from idp.config.contrast import contrast_with_white
from idp.config.directory_rules import DIRECTORY_RULES
from idp.config.gateway_rules import GATEWAY_RULES
from idp.config.key_encryption_rules import KEY_ENCRYPTION_RULES
from idp.config.org_number import org_number_has_its_check_digit
from idp.config.pkcs11_rules import PKCS11_RULES
from idp.config.problems import Fault
from idp.config.sms_rules import SMS_RULES
from idp.config.socket_rules import SOCKET_RULES

Values = Mapping[str, Any]
Rule = Callable[[Values], Iterator[Fault]]

READABLE_CONTRAST: Final = 4.5
LARGEST_LOGO_BYTES: Final = 64 * 1024
DATABASE: Final = re.compile(r"sqlite:///.+|postgresql(\+psycopg)?://.*")


def issuer_is_one_address(values: Values) -> Iterator[Fault]:
    """The issuer is scheme and host alone, because relying parties compare it letter by letter."""
    issuer = values.get("issuer", "https://example")
    if not is_secure_or_loopback(issuer):
        yield Fault("issuer", f"{issuer!r} is not https", 'write "https://…"; http is for localhost alone')
        return
    parts = urlsplit(issuer)
    if parts.path or parts.query or parts.fragment or "@" in parts.netloc or issuer != issuer.lower():
        plain = f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}"
        yield Fault("issuer", f"{issuer!r} is more than scheme and host", f'write "{plain}"')


def database_is_known(values: Values) -> Iterator[Fault]:
    """The database is SQLite in a file or PostgreSQL, and only PostgreSQL serves several processes."""
    database = values.get("database", "postgresql://")
    if not DATABASE.fullmatch(database) or ":memory:" in database:
        wanted = 'write "sqlite:///idp.sqlite" or "postgresql://…"'
        yield Fault("database", "this is neither an SQLite file nor PostgreSQL", wanted)
    elif database.startswith("sqlite:") and values.get("listen.workers", 1) > 1:
        yield Fault("listen.workers", "SQLite serves one process", "write 1, or use PostgreSQL")


def accent_is_readable(values: Values) -> Iterator[Fault]:
    """White text on the accent colour is readable (WCAG 2.2, 1.4.3)."""
    accent = values.get("municipality.accent", "#000000")
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", accent):
        yield Fault("municipality.accent", f"{accent!r} is not a colour", 'write one as in "#0b5a6f"')
    elif (contrast := contrast_with_white(accent)) < READABLE_CONTRAST:
        what = f"{accent} reaches {contrast:.1f}:1 against white"
        yield Fault("municipality.accent", what, "write a colour dark enough for 4.5:1")


def logo_is_a_small_picture(values: Values) -> Iterator[Fault]:
    """The logo is an SVG or PNG file of at most 64 KiB."""
    logo: Path | None = values.get("municipality.logo")
    if logo is None:
        return
    if logo.suffix.lower() not in {".svg", ".png"}:
        yield Fault("municipality.logo", f"{logo.name} is neither SVG nor PNG", "write a .svg or .png file")
    elif not logo.is_file():
        yield Fault("municipality.logo", f"{logo} does not exist", "write the path of a file")
    elif logo.stat().st_size > LARGEST_LOGO_BYTES:
        yield Fault("municipality.logo", f"{logo.name} is larger than 64 KiB", "write a smaller picture")


def proxies_are_networks(values: Values) -> Iterator[Fault]:
    """Trusted proxies are networks in CIDR form, and never the whole internet; the same goes for internal services."""
    yield from check_networks(values, "network.trusted_proxies", "let anybody choose their own address")
    yield from check_networks(values, "network.internal_services", "open every door inside")


def check_networks(values: Values, key: str, harm: str) -> Iterator[Fault]:
    """Yield a fault for each entry of a list that is no network, or is everybody's."""
    for written in values.get(key, ()):
        try:
            network = ip_network(written)
        except ValueError:
            what = f"{written!r} is not a network"
            yield Fault(key, what, 'write CIDR form, as in "10.0.0.0/24"')
        else:
            if network.prefixlen == 0:
                what = f"{written} would {harm}"
                yield Fault(key, what, "write the networks they are in, and no others")


def authorities_can_be_read(values: Values) -> Iterator[Fault]:
    """The file of authorities holds certificates."""
    path: Path | None = values.get("network.ca_file")
    if path is None:
        return
    try:
        ssl.create_default_context(cafile=path)
    except (OSError, ssl.SSLError):
        yield Fault("network.ca_file", f"{path} holds no certificates", "write the path of a PEM file")


def warning_comes_before_the_end(values: Values) -> Iterator[Fault]:
    """The warning comes while the session still lives."""
    warning, idle = values.get("sessions.warning_seconds", 0), values.get("sessions.idle_minutes", 60)
    if warning >= idle * 60:
        what = f"{warning} seconds is not shorter than the idle time"
        yield Fault("sessions.warning_seconds", what, f"write less than {idle * 60}")


def mail_is_protected(values: Values) -> Iterator[Fault]:
    """Mail leaves the machine encrypted, and a user name comes with a password."""
    hosts = values.get("mail.hosts", ("localhost",))
    if not hosts:
        yield Fault("mail.hosts", "there is no server", 'write at least one, as in ["mail.example.org"]')
    if values.get("mail.security") == "none" and not all(map(is_loopback_host, hosts)):
        yield Fault("mail.security", "mail would leave the machine in clear", 'write "starttls" or "tls"')
    if (values.get("mail.username") is None) != (values.get("mail.password_file") is None):
        yield Fault("mail.username", "one of username and password_file is missing", "write both or neither")


def mail_addresses_are_addresses(values: Values) -> Iterator[Fault]:
    """Where an address is asked for, one stands."""
    for key in ("municipality.helpdesk.email", "mail.sender"):
        written = values.get(key, "name@example")
        if not re.fullmatch(r"[^@\s]+@[^@\s]+", written):
            yield Fault(key, f"{written!r} is not a mail address", 'write one as in "name@example.org"')


def help_leads_to_a_safe_page(values: Values) -> Iterator[Fault]:
    """The page where a forgotten password is changed is protected."""
    url = values.get("help.forgotten_password_url")
    if url is not None and not is_secure_or_loopback(url):
        yield Fault("help.forgotten_password_url", f"{url!r} is not https", 'write "https://…"')


def demo_stays_at_home(values: Values) -> Iterator[Fault]:
    """The demonstration's switches work on a loopback address alone: the bar lets anybody choose their zone."""
    if is_loopback_url(values.get("issuer", "http://localhost")):
        return
    for key in ("demo.zone_bar", "demo.inbox"):
        if values.get(key):
            yield Fault(key, "the issuer is not a loopback address", "remove the line")


def shortcomings_are_in_swedish(values: Values) -> Iterator[Fault]:
    """Every shortcoming of the accessibility statement can be read in Swedish."""
    told = values.get("accessibility.shortcomings")
    if told and not told.get("sv"):
        yield Fault(
            "accessibility.shortcomings", "the shortcomings are not said in Swedish", 'write sv = ["…"]'
        )


RULES: Final[tuple[Rule, ...]] = (
    issuer_is_one_address,
    database_is_known,
    org_number_has_its_check_digit,
    accent_is_readable,
    logo_is_a_small_picture,
    proxies_are_networks,
    authorities_can_be_read,
    *SOCKET_RULES,
    warning_comes_before_the_end,
    mail_is_protected,
    mail_addresses_are_addresses,
    *DIRECTORY_RULES,
    *GATEWAY_RULES,
    *SMS_RULES,
    *KEY_ENCRYPTION_RULES,
    *PKCS11_RULES,
    *AUDIT_RULES,
    help_leads_to_a_safe_page,
    shortcomings_are_in_swedish,
    demo_stays_at_home,
)


def check_rules(values: Values) -> Iterator[Fault]:
    """Yield the faults that every rule finds."""
    for rule in RULES:
        yield from rule(values)
