"""Every setting, typed and documented under its field. There is little of it, on purpose.

An unknown key stops the start.
"""

from datetime import timedelta
from pathlib import Path
from typing import Literal

from msgspec import Struct, field

from idp.config.sections.accessibility import Accessibility
from idp.config.sections.alarms import Alarms
from idp.config.sections.audit import Audit
from idp.config.sections.bypass import Bypass
from idp.config.sections.client_secrets import ClientSecrets
from idp.config.sections.console import Console
from idp.config.sections.directories import Directories
from idp.config.sections.enrolment import Enrolment
from idp.config.sections.help import Help
from idp.config.sections.key_encryption import KeyEncryption
from idp.config.sections.key_rotation import KeyRotation
from idp.config.sections.mail import Mail
from idp.config.sections.pkcs11 import Pkcs11
from idp.config.sections.policy_changes import PolicyChanges
from idp.config.sections.registration import Registration
from idp.config.sections.resets import Resets
from idp.config.sections.session_management import SessionManagement
from idp.config.sections.sms_budget import SmsBudget
from idp.config.sections.swedish_profile import SwedishProfile
from idp.config.sections.text_messages import TextMessages


class Helpdesk(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whom to ask, in the same place on every page."""

    name: str = "IT-kundtjänst"
    """What the helpdesk is called."""
    email: str
    """Where it reads mail."""
    phone: str
    """Its telephone number, as people write it."""


class Municipality(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whose provider this is."""

    name: str
    """The municipality's name, such as «Havsviks kommun»."""
    portal: str = "E-portalen"
    """What the portal is called, in page titles and in text messages."""
    org_number: str | None = None
    """The municipality's organisation number, ten digits; without it no application is told of the employment."""
    helpdesk: Helpdesk
    logo: Path | None = None
    """An SVG or PNG file shown at the top of every page, at most 64 KiB; none shows the name alone."""
    accent: str = "#0b5a6f"
    """The colour of buttons and links in light mode, as #rrggbb; it must reach 4.5:1 against white."""


class Network(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the client's address is known, and which applications inside the house the provider may reach."""

    trusted_proxies: tuple[str, ...] = ()
    """Networks in CIDR form whose X-Forwarded-For is believed; everybody else's is ignored."""
    internal_services: tuple[str, ...] = ()
    """Networks inside the house, in CIDR form, where applications are reached over https; no other inside address is."""
    ca_file: Path | None = None
    """A PEM file of authorities that sign inside applications' certificates; they are believed beside the public ones."""


class Sessions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How long a person stays signed in."""

    idle_minutes: int = 15
    """Minutes without activity before sign-out; 1 to 60."""
    absolute_hours: int = 10
    """Hours after which everybody signs in again, whatever they do; 1 to 24."""
    warning_seconds: int = 120
    """How long before the idle end the page warns; at least 20 (WCAG 2.2.1)."""

    @property
    def idle(self) -> timedelta:
        return timedelta(minutes=self.idle_minutes)

    @property
    def absolute(self) -> timedelta:
        return timedelta(hours=self.absolute_hours)


class Codes(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The one-time codes sent by text message and e-mail."""

    length: int = 6
    """Characters in a code; 6 to 10."""
    alphabet: Literal["letters", "digits"] = "letters"
    """`letters` mixes letters and digits never mistaken for each other; `digits` suits phones that fill codes in."""
    life_seconds: int = 300
    """How long a code is good; 60 to 600."""
    attempts: int = 5
    """Wrong guesses at one code before it dies; 3 to 10."""
    resend_seconds: int = 30
    """The shortest wait between two codes to the same person."""
    per_hour: int = 10
    """Codes one person may be sent in an hour, over all channels."""
    per_number_per_hour: int = 10
    """Codes one mobile number may be sent in an hour, whoever it belongs to."""
    per_address_per_hour: int = 60
    """Codes that may be asked for from one address outside the municipality in an hour."""
    countries: tuple[str, ...] = ("SE",)
    """Countries (ISO 3166) whose mobile numbers may be registered and are sent codes."""


class Passwords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The cost of checking a password (Argon2id) and how often one may be wrong."""

    memory_kib: int = 19456
    """Memory of one hash in KiB."""
    iterations: int = 2
    """Passes over the memory."""
    concurrent: int = 2
    """Hashes computed at once; the rest wait their turn."""
    failures: int = 10
    """Wrong passwords or codes for one account and kind of place before it must wait."""
    failures_per_address: int = 50
    """Wrong passwords from one address outside the municipality before it must wait."""
    wait_seconds: int = 900
    """How long the first wait is; an account's later waits double, up to sixteen times as long."""


class Tokens(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How long what relying parties receive is good, in seconds."""

    code_seconds: int = 60
    """An authorization code; at most 60."""
    id_token_seconds: int = 300
    """An ID token; at most 300 (Swedish OpenID Connect Profile)."""
    access_token_seconds: int = 600
    """An access token; at most 600."""
    refresh_token_seconds: int = 28800
    """A refresh token; it dies earlier when the session does."""
    offline_days: int = 30
    """What `offline_access` grants, in days: it outlives the session."""


class Listen(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the provider listens."""

    host: str = "127.0.0.1"
    port: int = 8000
    socket: Path | None = None
    """A socket of this machine instead of an address; whoever may write to it is believed as a trusted proxy is."""
    socket_mode: str = "0660"
    """The socket's mode; others are never let in."""
    socket_group: str | None = None
    """The socket's group, the web server's; that of the provider's user unless it is written."""
    workers: int = 1
    """Processes; more than one needs PostgreSQL."""
    threads: int = 8
    """Threads in each process."""


class Demo(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The demonstration's own switches; refused unless the issuer is a loopback address."""

    zone_bar: bool = False
    """Show the bar that moves the visitor between networks."""
    inbox: str | None = None
    """The address of the demonstration's inbox, linked from the bar."""


class Config(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole configuration file."""

    issuer: str
    """The provider's public address, without a trailing slash; it must be https unless it is loopback."""
    database: str
    """An SQLAlchemy URL: `sqlite:///idp.sqlite` or `postgresql://…`."""
    keys: Path
    """The folder of signing and sealing keys, readable by the provider alone."""
    policy: Path
    """The policy file."""
    key_encryption: KeyEncryption = KeyEncryption()
    key_rotation: KeyRotation = KeyRotation()
    pkcs11: Pkcs11 = Pkcs11()
    municipality: Municipality
    network: Network = Network()
    registration: Registration = Registration()
    client_secrets: ClientSecrets = ClientSecrets()
    session_management: SessionManagement = SessionManagement()
    swedish_profile: SwedishProfile = SwedishProfile()
    listen: Listen = Listen()
    sessions: Sessions = Sessions()
    codes: Codes = Codes()
    sms_budget: SmsBudget = SmsBudget()
    alarms: Alarms = Alarms()
    audit: Audit = Audit()
    bypass: Bypass = Bypass()
    resets: Resets = Resets()
    console: Console = Console()
    policy_changes: PolicyChanges = PolicyChanges()
    enrolment: Enrolment = Enrolment()
    directories: Directories = Directories()
    passwords: Passwords = Passwords()
    tokens: Tokens = Tokens()
    mail: Mail | None = None
    """None: e-mail codes cannot be sent and the policy may not offer them."""
    text_messages: TextMessages | None = None
    """None: text message codes cannot be sent and the policy may not offer them."""
    help: Help = Help()
    accessibility: Accessibility = Accessibility()
    demo: Demo = field(default_factory=Demo)

    @property
    def is_secure(self) -> bool:
        """Say whether the provider is reached over https, and so whether its cookies are Secure."""
        return self.issuer.startswith("https://")
