"""Mail through the municipality's own server, by authenticated submission (SMTP)."""

import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Final

from idp.config.sections.mail import Mail
from idp.delivery.deadline import Deadline
from idp.delivery.message import Message
from idp.delivery.receipt import Receipt
from idp.delivery.sender import SendFailed

WHOLE_SECONDS: Final = 20.0
"""How long all servers together may take for one mail; some keep strangers waiting on purpose."""

SERVER_SECONDS: Final = 8.0
"""How long one may take while there is another to ask."""


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """Submits mail over TLS with the server's certificate checked; a connection for each mail."""

    settings: Mail
    host: str
    password: str = field(default="", repr=False)
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context, repr=False)

    @property
    def name(self) -> str:
        return self.host

    @property
    def timeout_seconds(self) -> float:
        return SERVER_SECONDS

    def hand_over(self, message: Message, patience_seconds: float) -> Receipt:
        """Submit the mail; whatever the server does, the conversation ends within the time."""
        try:
            mail = build_mail(message, self.settings.sender)
        except ValueError:
            raise SendFailed("bad_address", is_final=True) from None
        with Deadline(patience_seconds) as deadline, translate_failures(deadline):
            wrapping = self.tls if self.settings.security == "tls" else None
            with Conversation(self.host, self.settings.port, patience_seconds, deadline, wrapping) as server:
                if self.settings.security == "starttls":
                    server.starttls(context=self.tls)
                if self.settings.username:
                    server.login(self.settings.username, self.password)
                try:
                    server.send_message(mail)
                except OSError as error:  # what smtplib raises is one, too
                    is_word = isinstance(error, smtplib.SMTPException)
                    is_gone = isinstance(error, smtplib.SMTPServerDisconnected)
                    if deadline.has_passed or is_gone or not is_word:
                        # The server may have taken the mail and fallen silent before it said so.
                        raise SendFailed("broken_off", may_have_arrived=True) from None
                    raise
        return Receipt(self.host)


class Conversation(smtplib.SMTP):
    """A conversation that a deadline can cut from the first packet on, the TLS handshake included."""

    def __init__(
        self, host: str, port: int, patience_seconds: float, deadline: Deadline, tls: ssl.SSLContext | None
    ) -> None:
        self._deadline, self._tls = deadline, tls
        super().__init__(host, port, timeout=patience_seconds)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        plain = socket.create_connection((host, port), timeout)
        plain.settimeout(timeout + 1)  # the deadline comes first, and tells that it was the time
        self._deadline.hold(plain)
        return plain if self._tls is None else self._tls.wrap_socket(plain, server_hostname=host)


@contextmanager
def translate_failures(deadline: Deadline) -> Iterator[None]:
    """Turn what smtplib raises into SendFailed, without the server's words; refusals in 5xx are final."""
    try:
        with no_late_words(deadline):
            yield
    except smtplib.SMTPRecipientsRefused as error:
        status = next(iter(error.recipients.values()))[0]
        raise SendFailed(f"smtp_{status}", is_final=status >= 500) from None
    except smtplib.SMTPAuthenticationError as error:
        raise SendFailed(f"smtp_{error.smtp_code}") from None
    except smtplib.SMTPResponseException as error:
        raise SendFailed(f"smtp_{error.smtp_code}", is_final=error.smtp_code >= 500) from None
    except (ssl.SSLError, smtplib.SMTPNotSupportedError):
        raise SendFailed("tls") from None
    except OSError:
        raise SendFailed("unreachable") from None


@contextmanager
def no_late_words(deadline: Deadline) -> Iterator[None]:
    """Call every failure after the deadline what it is: half a reply may look like a whole one."""
    try:
        yield
    except OSError as error:
        if deadline.has_passed or isinstance(error, TimeoutError):
            raise SendFailed("timed_out") from None
        raise


def build_mail(message: Message, sender: str) -> EmailMessage:
    """Return the mail as plain UTF-8 text that no machine answers (RFC 3834, section 5).

    Its Message-ID is the message's own id, so that a mail sent twice is recognised as one. Raises ValueError for
    an address that few servers would take.
    """
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = write_address(message.to)
    mail["Subject"] = message.subject
    mail["Date"] = format_datetime(message.created_at)
    mail["Message-ID"] = f"<{message.message_id}@{sender.rpartition('@')[2].rstrip('>')}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.body, cte="quoted-printable")
    return mail


def write_address(address: str) -> str:
    """Return the address as every mail server takes it: a domain such as «åmål.example» in its ASCII form.

    Raises ValueError when the part before the @ is not ASCII (RFC 6531 is not for everybody) or a line breaks in it.
    """
    local, _, domain = address.rpartition("@")
    if not local.isascii() or not address.isprintable():
        raise ValueError("no line break and, before the @, ASCII alone")
    return f"{local}@{domain.encode('idna').decode('ascii')}"
