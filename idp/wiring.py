"""Puts the provider together. The only place that names concrete adapters."""

import time
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import partial
from ipaddress import ip_network

from flask import Flask

from idp.admin.pages.build import build_admin
from idp.admin.parts import AdminParts
from idp.app.create import create_app
from idp.app.delivery_reports import build_delivery_reports
from idp.app.parts import AppParts
from idp.app.placing import build_placing
from idp.chance import Chance, SystemChance
from idp.clock import Clock, system_clock
from idp.config.addresses import is_loopback_url
from idp.config.settings import Config
from idp.delivery.arrivals import Arrivals
from idp.delivery.assembling import build_gateways, build_mail_servers, build_report_rules
from idp.delivery.dispatcher import Dispatcher
from idp.delivery.failover import Failover
from idp.delivery.fetch import Fetcher
from idp.delivery.gateways.smpp import SmppGateway
from idp.delivery.logout import LogoutSender
from idp.delivery.mail import WHOLE_SECONDS as MAIL_SECONDS
from idp.delivery.message import Kind
from idp.delivery.reach import Reach
from idp.delivery.sender import Sender
from idp.delivery.smpp_receipts import ReceiptRound
from idp.delivery.texts import Texts
from idp.delivery.threads import DispatcherThreads
from idp.i18n import DEFAULT_LANGUAGE, load_catalogues
from idp.methods.bypasses import Bypasses
from idp.methods.check_code import CodeChecker
from idp.methods.devices import Devices
from idp.methods.limits import Limits
from idp.methods.numbers import Numbers
from idp.methods.recovery import RecoveryCodes
from idp.methods.send_code import CodeSender
from idp.methods.sms.ladder import build_ladder
from idp.methods.telling import Telling
from idp.methods.throttle import Throttle
from idp.methods.tokens.tokens import Tokens
from idp.methods.webauthn.asking import Asking
from idp.methods.webauthn.keys import Keys
from idp.methods.webauthn.relying_party import build_relying_party
from idp.oidc.endpoints import build_endpoints
from idp.oidc.logout import Logout
from idp.oidc.logout_token import SigningSender
from idp.oidc.organisation import Organisation
from idp.oidc.provider import Provider
from idp.oidc.rounds.closing import ClosingRound
from idp.oidc.rounds.dismissal import Dismissal
from idp.oidc.rounds.thread import Rounds
from idp.people.directory import Directories, Directory
from idp.people.hasher import Hasher
from idp.people.ldap.opening import open_directory
from idp.people.local import LocalDirectory
from idp.people.realms import REALMS
from idp.policy.loading import load_policy
from idp.policy.rules import Policy
from idp.portal.objecting import Objecting
from idp.portal.pages.build import build_portal
from idp.portal.parts import PortalParts
from idp.portal.past import Past
from idp.sealing import Sealer, derive_key
from idp.sessions.cookies import Cookies
from idp.sessions.session import Lifetimes
from idp.signin.flow import Flow
from idp.signin.pages.build import build_signin
from idp.signin.pages.parts import SignInParts
from idp.signin.pages.visiting import Visiting
from idp.signin.proving import Proving
from idp.signin.steps.factor import FactorStep
from idp.signin.steps.keys import KeyStep
from idp.signin.steps.password import PasswordStep
from idp.signin.steps.patience import build_patience
from idp.signin.steps.sending import SendingStep
from idp.signin.visit import Reception
from idp.signing.folder import load_secret
from idp.signing.live_keyring import LiveKeyring
from idp.storage.engine import OVERLOAD_ERRORS, build_engine
from idp.storage.keeping import list_keepings
from idp.storage.schema import check_schema, is_ready
from idp.storage.store_keys import StoreKeys
from idp.storage.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything replaceable, made once: a test replaces what it must and keeps the rest."""

    config: Config
    policy: Policy
    clock: Clock
    chance: Chance
    database: Database
    keyring: LiveKeyring
    sealer: Sealer
    csrf_key: bytes
    secret: bytes
    """What the keys of counted attempts, codes and tried usernames are derived from."""
    senders: dict[Kind, Sender]
    directories: Directories


def build_parts(config: Config, *, clock: Clock = system_clock, chance: Chance | None = None) -> Parts:
    """Read the policy and the keys and open the database.

    Raises PolicyError, BadKeysFolder, LoosePermissions, WrongSchema or BadDirectory, each with one line that says
    what to do.
    """
    chance = chance or SystemChance()
    seal_key = load_secret(config.keys, "seal.key")
    sealer = Sealer([seal_key], chance)
    engine = build_engine(config.database)
    check_schema(engine)
    keyring = LiveKeyring(config.keys)
    database = Database(engine, StoreKeys(load_secret(config.keys, "audit.key"), sealer))
    return Parts(
        config=config,
        policy=load_policy(config.policy, REALMS),
        clock=clock,
        chance=chance,
        database=database,
        keyring=keyring,
        sealer=sealer,
        csrf_key=load_secret(config.keys, "csrf.key"),
        secret=seal_key,
        senders=build_senders(config, database, keyring, chance, clock),
        directories=build_directories(config, database, chance),
    )


def build_senders(
    config: Config, database: Database, keyring: LiveKeyring, chance: Chance, clock: Clock
) -> dict[Kind, Sender]:
    """Return who hands over each kind of message. What is not configured has nobody."""
    internal = tuple(map(ip_network, config.network.internal_services))
    logout = LogoutSender(Fetcher(Reach(allow_loopback=is_loopback_url(config.issuer), networks=internal)))
    senders: dict[Kind, Sender] = {"logout": SigningSender(logout, config.issuer, keyring, chance, clock)}
    if servers := build_mail_servers(config.mail):
        senders["mail"] = Failover(servers, database.begin, clock, MAIL_SECONDS)
    if gateways := build_gateways(config.text_messages, config.issuer):
        senders["sms"] = Failover(gateways, database.begin, clock)
    return senders


def build_dispatcher(parts: Parts) -> DispatcherThreads:
    """Return the threads that send what waits in the outbox; start them in the process that serves."""
    return DispatcherThreads(Dispatcher(parts.database.begin, parts.senders, parts.clock))


def build_rounds(parts: Parts, dispatcher: DispatcherThreads) -> Rounds:
    """Return what is looked after in the background; start it in the process that serves."""
    logout = Logout(parts.database.begin, parts.chance, dispatcher.wake)
    dismissal = Dismissal(parts.database.begin, parts.directories, logout.end, parts.config.sessions.idle)
    gateways = build_gateways(parts.config.text_messages, parts.config.issuer)
    operators = [
        gateway for gateway in gateways if isinstance(gateway, SmppGateway) and gateway.settings.receipts
    ]
    receipts = ReceiptRound(operators, parts.database.begin)
    closing = ClosingRound(parts.database.begin, parts.policy, logout, parts.config.sessions.idle)
    return Rounds([dismissal, closing, receipts], parts.clock)


def build_app(parts: Parts, dispatcher: DispatcherThreads) -> Flask:
    """Return the web application."""
    config, policy, database = parts.config, parts.policy, parts.database
    catalogues = load_catalogues()
    lifetimes = Lifetimes(config.sessions.idle, config.sessions.absolute)
    keepings = list_keepings(lifetimes.absolute)
    directories = parts.directories
    logout = Logout(database.begin, parts.chance, dispatcher.wake)
    cookies = Cookies(config.is_secure)
    visiting = Visiting(
        reception=Reception(database.begin, directories, logout.end, lifetimes),
        cookies=cookies,
        csrf_key=parts.csrf_key,
        place=build_placing(config, policy.zones, cookies),
        clock=parts.clock,
        chance=parts.chance,
        languages=tuple(catalogues),
    )
    throttle = Throttle(database.begin, derive_key(parts.secret, "throttle"))
    limits = build_limits(config)
    texts = Texts(config.municipality, catalogues)
    telling = Telling(parts.chance, texts.write_change, derive_key(parts.secret, "objections"))
    devices = Devices(database.begin, parts.sealer, parts.chance, telling, config.municipality.portal)
    bypasses = Bypasses(
        database.begin,
        parts.chance,
        telling,
        config.bypass.life,
        config.bypass.approval,
        DEFAULT_LANGUAGE,
        derive_key(parts.secret, "bypasses"),
    )
    tokens = Tokens(database.begin, parts.sealer, telling)
    recovery = RecoveryCodes(database.begin, parts.chance, telling, derive_key(parts.secret, "recovery"))
    party = build_relying_party(config.issuer, config.municipality.portal)
    asking = Asking(database.begin, party, parts.chance, telling)
    code_key = derive_key(parts.secret, "codes")
    ladder = build_ladder(config.sms_budget, find_dearest(config))
    sender = CodeSender(
        database.begin, parts.chance, throttle, limits, config.codes, ladder, texts.write_message, code_key
    )
    checker = CodeChecker(database.begin, code_key)
    signin = SignInParts(
        policy=policy,
        catalogues=catalogues,
        realms=REALMS,
        visiting=visiting,
        flow=Flow(policy, database.begin, directories, parts.chance, ladder),
        proving=Proving(database.begin, parts.chance, lifetimes, logout.end),
        password=PasswordStep(
            directories, throttle, limits, policy.zones, database.begin, derive_key(parts.secret, "usernames")
        ),
        sending=SendingStep(
            sender,
            config.codes,
            database.begin,
            dispatcher.wake,
            policy.zones,
            build_patience(config.listen.threads, time.sleep),
        ),
        factor=FactorStep(
            checker, devices, bypasses, tokens, recovery, throttle, limits, policy.zones, database.begin
        ),
        keys=KeyStep(asking, directories, throttle, limits, policy.zones, database.begin),
    )
    portal = PortalParts(
        config=config,
        policy=policy,
        catalogues=catalogues,
        begin=database.begin,
        visiting=visiting,
        chance=parts.chance,
        devices=devices,
        keys=Keys(database.begin, party, parts.chance, telling),
        numbers=Numbers(database.begin, parts.chance, telling),
        objecting=Objecting(
            database.begin,
            directories,
            logout,
            throttle,
            parts.chance,
            texts.write_alarm,
            config.municipality.helpdesk.email,
            lifetimes.idle,
            telling.secret,
        ),
        recovery=recovery,
        tokens=tokens,
        keepings=keepings,
        past=Past(database.begin, policy, logout, lifetimes, parts.chance, texts.write_message),
        end_session=logout.end,
    )
    admin = AdminParts(
        policy=policy,
        catalogues=catalogues,
        realms=REALMS,
        begin=database.begin,
        visiting=visiting,
        chance=parts.chance,
        directories=directories,
        bypasses=bypasses,
    )
    arrivals = Arrivals(build_report_rules(config.text_messages), database.begin)
    provider = Provider(
        issuer=config.issuer,
        policy=policy,
        begin=database.begin,
        people=directories,
        keyring=parts.keyring,
        chance=parts.chance,
        lifetimes=lifetimes,
        tokens=config.tokens,
        telling=telling,
        organisation=Organisation(config.municipality.name, config.municipality.org_number),
    )
    endpoints = build_endpoints(provider, logout, visiting, parts.clock)
    return create_app(
        AppParts(
            config=config,
            policy=policy,
            catalogues=catalogues,
            visiting=visiting,
            clock=parts.clock,
            chance=parts.chance,
            blueprints=(
                endpoints,
                build_delivery_reports(arrivals, parts.clock),
                build_signin(signin),
                build_portal(portal),
                build_admin(admin),
            ),
            is_ready=partial(is_ready, database.engine),
            keepings=keepings,
            overload_errors=OVERLOAD_ERRORS,
        )
    )


def build_directories(config: Config, database: Database, chance: Chance) -> Directories:
    """Return each realm's directory: our own, or the municipality's. Raises BadDirectory."""
    passwords = config.passwords
    hasher = Hasher(
        memory_kib=passwords.memory_kib, iterations=passwords.iterations, concurrent=passwords.concurrent
    )
    by_realm: dict[str, Directory] = {}
    for realm in REALMS:
        settings = config.directories.of(realm)
        if settings.kind == "ldap":
            by_realm[realm] = open_directory(realm, settings, database.begin, chance.identifier)
        else:
            by_realm[realm] = LocalDirectory(realm, database.begin, hasher)
    return Directories(by_realm)


def find_dearest(config: Config) -> Decimal:
    """Return what the dearest gateway takes for one part of a text message, in öre; nothing without gateways."""
    gateways = config.text_messages.gateways if config.text_messages else ()
    return max((gateway.price for gateway in gateways), default=Decimal(0))


def build_limits(config: Config) -> Limits:
    """Return the limits on guessing and on sending codes."""
    return Limits(
        failures=config.passwords.failures,
        failures_per_address=config.passwords.failures_per_address,
        wait=timedelta(seconds=config.passwords.wait_seconds),
        codes_per_hour=config.codes.per_hour,
        resend=timedelta(seconds=config.codes.resend_seconds),
        codes_per_number=config.codes.per_number_per_hour,
        codes_per_address=config.codes.per_address_per_hour,
    )
