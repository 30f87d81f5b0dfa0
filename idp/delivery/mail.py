"""Mail through the municipality's own server, by authenticated submission (SMTP)."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import format_datetime

from idp.config.settings import Mail
from idp.delivery.message import Message
from idp.delivery.receipt import FREE, Receipt
from idp.delivery.sender import SendFailed

PATIENCE_SECONDS = 10.0
"""For each answer of the server."""


class SmtpSender:
    """Submits mail over TLS with the server's certificate checked; a connection for each mail."""

    def __init__(
        self, settings: Mail, *, tls: ssl.SSLContext | None = None, patience_seconds: float = PATIENCE_SECONDS
    ) -> None:
        self._settings = settings
        self._tls = tls or ssl.create_default_context()
        self._patience_seconds = patience_seconds
        self._password = ""
        if settings.password_file:
            self._password = settings.password_file.read_text(encoding="utf-8").strip()

    def send(self, message: Message) -> Receipt:
        mail = build_mail(message, self._settings.sender)
        with translate_failures(), self._connect() as server:
            if self._settings.security == "starttls":
                server.starttls(context=self._tls)
            if self._settings.username:
                server.login(self._settings.username, self._password)
            try:
                server.send_message(mail)
            except (TimeoutError, smtplib.SMTPServerDisconnected):
                # The server may have taken the mail and fallen silent before it said so.
                raise SendFailed("broken_off", may_have_arrived=True) from None
        return FREE

    def _connect(self) -> smtplib.SMTP:
        host, port = self._settings.host, self._settings.port
        if self._settings.security == "tls":
            return smtplib.SMTP_SSL(host, port, timeout=self._patience_seconds, context=self._tls)
        return smtplib.SMTP(host, port, timeout=self._patience_seconds)


@contextmanager
def translate_failures() -> Iterator[None]:
    """Turn what smtplib raises into SendFailed, without the server's words; refusals in 5xx are final."""
    try:
        yield
    except smtplib.SMTPRecipientsRefused as error:
        status = next(iter(error.recipients.values()))[0]
        raise SendFailed(f"smtp_{status}", is_final=status >= 500) from None
    except smtplib.SMTPAuthenticationError as error:
        raise SendFailed(f"smtp_{error.smtp_code}") from None
    except smtplib.SMTPResponseException as error:
        raise SendFailed(f"smtp_{error.smtp_code}", is_final=error.smtp_code >= 500) from None
    except ssl.SSLError:
        raise SendFailed("tls") from None
    except (OSError, smtplib.SMTPException):
        raise SendFailed("unreachable") from None


def build_mail(message: Message, sender: str) -> EmailMessage:
    """Return the mail as plain UTF-8 text that no machine answers (RFC 3834, section 5).

    Its Message-ID is the message's own id, so that a mail sent twice is recognised as one.
    """
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = message.to
    mail["Subject"] = message.subject
    mail["Date"] = format_datetime(message.created_at)
    mail["Message-ID"] = f"<{message.message_id}@{sender.rpartition('@')[2].rstrip('>')}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.body, cte="quoted-printable")
    return mail
