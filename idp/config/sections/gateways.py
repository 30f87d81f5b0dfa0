"""The gateways that text messages are handed to: three kinds, each with what it needs to know."""

from decimal import Decimal
from pathlib import Path
from typing import Literal

from msgspec import Struct

NumberForm = Literal["+46", "0046", "46", "0"]
"""How a number is written: `+46701740605`, `0046701740605`, `46701740605` or, Swedish numbers alone, `0701740605`."""


class Gateway(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every gateway has."""

    name: str
    """What it is called in the log, the costs and the address of its reports: small letters, digits and hyphens."""
    price: Decimal = Decimal(0)
    """What one part of a text message costs, in öre."""
    timeout_seconds: int = 2
    """How long it may take before the next gateway is asked; the last has what is left of five seconds. 1 to 5."""
    sender: str | None = None
    """Another sender than text_messages.sender, when this gateway wants one."""
    report_password_file: Path | None = None
    """The password its delivery reports come with, in a file, at least 20 characters; without it none are taken."""


class Elks(Gateway, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="46elks"):
    """46elks and gateways that speak as it does."""

    username: str
    """The API user name, which begins with `u`."""
    password_file: Path
    """A file that holds the API password and nothing else."""
    url: str = "https://api.46elks.com/a1/sms"
    """Where messages are posted."""


class Http(Gateway, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="http"):
    """Any other gateway that is spoken to over HTTP."""

    url: str
    """The gateway's address; https, unless it is on this machine."""
    method: Literal["POST", "GET"] = "POST"
    """`GET` puts the parameters into the address; no text message should stand in one."""
    body: Literal["json", "form"] = "json"
    """How a POST carries the parameters."""
    parameters: dict[str, str] | None = None
    """What is sent: `{to}`, `{from}`, `{message}` and `{id}` are filled in. None: `to`, `from`, `message` and `id`."""
    headers: dict[str, str] | None = None
    """Headers beside our own; secrets belong in a file."""
    authorization_file: Path | None = None
    """A file that holds the whole Authorization header, such as `Bearer …`."""
    username: str | None = None
    """Whom to sign in as (HTTP Basic); together with `password_file`."""
    password_file: Path | None = None
    """A file that holds the password and nothing else."""
    number_form: NumberForm = "+46"
    """How the gateway wants numbers: `+46…`, `0046…`, `46…` or `07…`, written as their beginnings."""
    accepted: tuple[int, ...] = (200, 201, 202, 204)
    """The statuses that mean that the message was taken."""
    success_text: str | None = None
    """What the answer must hold besides, when the status alone does not tell."""
    failure_text: str | None = None
    """What the answer may not hold, when a refusal comes with a good status."""
    reference: str | None = None
    """The JSON member of the answer that holds the gateway's id of the message; the answer itself without it."""
    report_reference: str = "id"
    """The field of a delivery report that holds that id."""
    report_status: str = "status"
    """The field of a delivery report that holds the state."""
    report_delivered: tuple[str, ...] = ("delivered",)
    """The states that mean that it arrived."""
    report_failed: tuple[str, ...] = ("failed",)
    """The states that mean that it never will."""


class Smpp(Gateway, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="smpp"):
    """An operator's own protocol, SMPP 3.4."""

    host: str
    """The operator's server."""
    port: int = 3550
    """Its port; 1 to 65535."""
    tls: bool = True
    """Encrypt; false is accepted for a loopback host or, with a tunnel to the operator, a private address."""
    system_id: str
    """Whom to bind as."""
    password_file: Path
    """A file that holds the password and nothing else; SMPP has room for eight characters."""
    system_type: str = ""
    """What the operator calls this kind of customer; most want nothing."""
    receipts: bool = True
    """Ask for delivery receipts and fetch them once a minute."""


AnyGateway = Elks | Http | Smpp
