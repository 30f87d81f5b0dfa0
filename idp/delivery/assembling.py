"""Makes the gateways and mail servers that the operator configured."""

import ssl
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import quote, urlsplit

from idp.config.addresses import is_loopback_url
from idp.config.sections.gateways import AnyGateway, Elks, Http, Smpp
from idp.config.sections.mail import Mail
from idp.config.sections.text_messages import TextMessages
from idp.delivery.arrivals import ReportRules
from idp.delivery.fetch import Fetcher
from idp.delivery.gateways.elks import ElksGateway
from idp.delivery.gateways.filling import write_basic
from idp.delivery.gateways.gateway import Gateway
from idp.delivery.gateways.http import HttpGateway
from idp.delivery.gateways.smpp import SmppGateway
from idp.delivery.mail import SmtpServer
from idp.delivery.reach import Reach


def build_gateways(settings: TextMessages | None, issuer: str) -> tuple[Gateway, ...]:
    """Return the gateways of text messages in order; none when text messages are not configured."""
    if settings is None:
        return ()
    reach = Reach(allow_loopback=is_loopback_url(issuer))
    return tuple(build_gateway(one, settings.sender, reach, issuer) for one in settings.gateways)


def build_gateway(settings: AnyGateway, sender: str, reach: Reach, issuer: str) -> Gateway:
    """Return one gateway with its secrets read; raises OSError when a file of them cannot be read."""
    sender = settings.sender or sender
    match settings:
        case Elks():
            fetcher = Fetcher(reach.including(settings.url))
            return ElksGateway(
                settings,
                sender,
                fetcher,
                read_secret(settings.password_file),
                write_report_url(settings, issuer),
            )
        case Http():
            return HttpGateway(
                settings, sender, Fetcher(reach.including(settings.url)), read_authorization(settings)
            )
        case Smpp():
            return SmppGateway(settings, sender, read_secret(settings.password_file))


def build_report_rules(settings: TextMessages | None) -> Mapping[str, ReportRules]:
    """Return how the reports of each gateway that has a password for them are known and read, by its name."""
    rules: dict[str, ReportRules] = {}
    for gateway in settings.gateways if settings else ():
        if gateway.report_password_file is None:
            continue
        password = read_secret(gateway.report_password_file)
        rules[gateway.name] = ReportRules(gateway.name, password)
        if isinstance(gateway, Http):
            rules[gateway.name] = ReportRules(
                gateway.name,
                password,
                gateway.report_reference,
                gateway.report_status,
                frozenset(gateway.report_delivered),
                frozenset(gateway.report_failed),
            )
    return rules


def build_mail_servers(settings: Mail | None) -> Sequence[SmtpServer]:
    """Return the mail servers in order; none when mail is not configured."""
    if settings is None:
        return ()
    password = read_secret(settings.password_file) if settings.password_file else ""
    tls = ssl.create_default_context()
    return tuple(SmtpServer(settings, host, password, tls) for host in settings.hosts)


def read_secret(path: Path) -> str:
    """Return what the file holds, without the line end after it."""
    return path.read_text(encoding="utf-8").strip()


def read_authorization(settings: Http) -> str | None:
    """Return the Authorization header of a gateway; None when it wants none."""
    if settings.authorization_file:
        return read_secret(settings.authorization_file)
    if settings.username is not None and settings.password_file:
        return write_basic(settings.username, read_secret(settings.password_file))
    return None


def write_report_url(settings: AnyGateway, issuer: str) -> str | None:
    """Return where delivery reports are taken, with name and password in it; None when none are taken."""
    if settings.report_password_file is None:
        return None
    parts = urlsplit(issuer)
    password = quote(read_secret(settings.report_password_file), safe="")
    return f"{parts.scheme}://{settings.name}:{password}@{parts.netloc}/delivery/{settings.name}/report"
