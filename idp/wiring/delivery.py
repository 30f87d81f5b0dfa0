"""Who hands over messages."""

from decimal import Decimal

from idp.chance import Chance
from idp.clock import Clock
from idp.config.addresses import is_loopback_url
from idp.config.settings import Config
from idp.delivery.assembling import build_gateways, build_mail_servers
from idp.delivery.failover import Failover
from idp.delivery.logout import LogoutSender
from idp.delivery.mail import WHOLE_SECONDS as MAIL_SECONDS
from idp.delivery.message import Kind
from idp.delivery.outgoing import build_fetcher
from idp.delivery.sender import Sender
from idp.oidc.logout.logout_token import SigningSender
from idp.signing.live_keyring import LiveKeyring
from idp.storage.unit_of_work import Database


def build_senders(
    config: Config, database: Database, keyring: LiveKeyring, chance: Chance, clock: Clock
) -> dict[Kind, Sender]:
    """Return who hands over each kind of message. What is not configured has nobody."""
    logout = LogoutSender(build_fetcher(config.network, allow_loopback=is_loopback_url(config.issuer)))
    senders: dict[Kind, Sender] = {"logout": SigningSender(logout, config.issuer, keyring, chance, clock)}
    if servers := build_mail_servers(config.mail):
        senders["mail"] = Failover(servers, database.begin, clock, MAIL_SECONDS)
    if gateways := build_gateways(config.text_messages, config.issuer):
        senders["sms"] = Failover(gateways, database.begin, clock)
    return senders


def find_dearest(config: Config) -> Decimal:
    """Return what the dearest gateway takes for one part of a text message, in öre; nothing without gateways."""
    gateways = config.text_messages.gateways if config.text_messages else ()
    return max((gateway.price for gateway in gateways), default=Decimal(0))
