import email
import email.policy
import socket
import ssl
from asyncio import sleep
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from threading import Thread
from time import monotonic
from time import sleep as sleep_now

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword

from idp.config.sections.mail import Mail
from idp.delivery.mail import SmtpServer, build_mail
from idp.delivery.message import Message
from idp.delivery.sender import SendFailed
from tests.unit.delivery.conftest import NAME, Certificate

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
BODY = "Hej!\n\nBCD7FG är din engångskod till E-portalen.\n" + "Å" * 200 + "\n.\nHälsningar\n"
MESSAGE = Message(
    "0123abcd", "mail", "gunilla@havsvik.example", "Din engångskod – håll den hemlig", BODY, "code", NOW,
    NOW + timedelta(minutes=5),
)  # fmt: skip


@dataclass
class MailServer:
    """Takes mail as it is told, and remembers it."""

    rcpt_reply: str = "250 ok"
    data_reply: str = "250 taken"
    data_wait_seconds: float = 0
    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    logins: list[bytes] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: object, _session: object, envelope: Envelope, to: str, _: object
    ) -> str:
        envelope.rcpt_tos.append(to)
        return self.rcpt_reply

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, _server: object, _session: object, envelope: Envelope
    ) -> str:
        assert isinstance(envelope.content, bytes)
        self.mails.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        await sleep(self.data_wait_seconds)
        return self.data_reply

    def check_login(
        self, _s: object, _session: object, _e: object, _m: object, login: LoginPassword
    ) -> AuthResult:
        self.logins.append(login.password)
        return AuthResult(success=login == LoginPassword(b"idp", b"right"), handled=False)


Start = Callable[..., MailServer]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start a mail server; keywords are aiosmtpd's."""
    running: list[Controller] = []

    def run(server: MailServer, **options: object) -> MailServer:
        controller = Controller(
            server, hostname="127.0.0.1", port=0, authenticator=server.check_login, **options
        )
        # The controller looks itself up at its port; port 0 becomes one only now.
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            controller.port = server.port = free.getsockname()[1]
        controller.start()
        running.append(controller)
        return server

    yield run
    for controller in running:
        controller.stop()


@pytest.fixture
def at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the certificate's host be this machine."""
    look_up = socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *rest: look_up("127.0.0.1" if host == NAME else host, *rest)
    )


def build_sender(
    port: int,
    security: str = "none",
    tls: ssl.SSLContext | None = None,
    host: str = "127.0.0.1",
    password_file: Path | None = None,
) -> SmtpServer:
    settings = Mail(
        hosts=(host,),
        port=port,
        security=security,  # type: ignore[arg-type]
        sender="E-portalen <e-portalen@havsvik.example>",
        username="idp" if password_file else None,
        password_file=password_file,
    )
    password = password_file.read_text().strip() if password_file else ""
    return SmtpServer(settings, host, password, tls or ssl.create_default_context())


def fail(server: SmtpServer, message: Message = MESSAGE, patience_seconds: float = 5) -> SendFailed:
    with pytest.raises(SendFailed) as failed:
        server.hand_over(message, patience_seconds)
    return failed.value


def test_a_mail_arrives_as_plain_text_with_its_swedish_letters(start: Start) -> None:
    server = start(MailServer())
    build_sender(server.port).hand_over(MESSAGE, 5)
    (mail,) = server.mails
    assert mail.get_content().replace("\r\n", "\n") == BODY
    assert mail["Subject"] == MESSAGE.subject
    assert mail["To"] == MESSAGE.to
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content_charset() == "utf-8"


def test_a_mail_says_that_a_machine_wrote_it_and_which_message_it_is() -> None:
    mail = build_mail(MESSAGE, "E-portalen <e-portalen@havsvik.example>")
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"] == "<0123abcd@havsvik.example>"
    assert mail["Date"].datetime == NOW


def test_a_line_break_in_an_address_or_subject_adds_no_header() -> None:
    hostile = Message("m1", "mail", "a@b.example\r\nBcc: c@d.example", "x", "y", "notice", NOW, NOW)
    with pytest.raises(ValueError, match=r"line break"):
        build_mail(hostile, "e-portalen@havsvik.example")


@pytest.mark.usefixtures("at_home")
def test_a_mail_is_submitted_over_starttls_with_user_name_and_password(
    start: Start, certificate: Certificate, tmp_path: Path
) -> None:
    server = start(MailServer(), tls_context=certificate.server, require_starttls=True, auth_required=True)
    (tmp_path / "password").write_text("right\n")
    build_sender(server.port, "starttls", certificate.client, NAME, tmp_path / "password").hand_over(
        MESSAGE, 5
    )
    assert len(server.mails) == 1
    assert server.logins == [b"right"]


@pytest.mark.usefixtures("at_home")
def test_a_mail_is_submitted_over_tls_from_the_first_byte(start: Start, certificate: Certificate) -> None:
    server = start(MailServer(), ssl_context=certificate.server)
    build_sender(server.port, "tls", certificate.client, NAME).hand_over(MESSAGE, 5)
    assert len(server.mails) == 1


@pytest.mark.usefixtures("at_home")
def test_a_server_with_a_certificate_nobody_vouches_for_gets_nothing(
    start: Start, certificate: Certificate, tmp_path: Path
) -> None:
    server = start(MailServer(), tls_context=certificate.server)
    (tmp_path / "password").write_text("right")
    failure = fail(build_sender(server.port, "starttls", None, NAME, tmp_path / "password"))
    assert failure.error_class == "tls"
    assert (server.mails, server.logins) == ([], [])


def test_a_certificate_for_another_host_is_refused(start: Start, certificate: Certificate) -> None:
    server = start(MailServer(), tls_context=certificate.server)
    assert fail(build_sender(server.port, "starttls", certificate.client)).error_class == "tls"
    assert server.mails == []


def test_a_server_without_starttls_gets_nothing(start: Start, tmp_path: Path) -> None:
    server = start(MailServer())
    (tmp_path / "password").write_text("right")
    sender = build_sender(server.port, "starttls", password_file=tmp_path / "password")
    assert not fail(sender).may_have_arrived
    assert (server.mails, server.logins) == ([], [])


@pytest.mark.usefixtures("at_home")
def test_a_wrong_password_is_not_final_because_the_operator_mends_it(
    start: Start, certificate: Certificate, tmp_path: Path
) -> None:
    server = start(MailServer(), tls_context=certificate.server)
    (tmp_path / "password").write_text("wrong")
    failure = fail(build_sender(server.port, "starttls", certificate.client, NAME, tmp_path / "password"))
    assert (failure.error_class, failure.is_final) == ("smtp_535", False)


@pytest.mark.parametrize(("status", "is_final"), [(451, False), (550, True)])
@pytest.mark.parametrize("step", ["rcpt_reply", "data_reply"])
def test_a_refusal_is_final_when_the_server_says_so(
    start: Start, step: str, status: int, is_final: bool
) -> None:
    server = start(MailServer(**{step: f"{status} canary gunilla@havsvik.example"}))
    failure = fail(build_sender(server.port))
    assert (failure.error_class, failure.is_final, failure.may_have_arrived) == (
        f"smtp_{status}",
        is_final,
        False,
    )
    assert "canary" not in str(failure)


def test_a_server_that_falls_silent_after_the_mail_may_have_taken_it(start: Start) -> None:
    server = start(MailServer(data_wait_seconds=3))
    failure = fail(build_sender(server.port), patience_seconds=1)
    assert (failure.error_class, failure.may_have_arrived) == ("broken_off", True)


@pytest.mark.parametrize("security", ["none", "starttls", "tls"])
def test_a_server_that_never_greets_is_left_in_time(security: str) -> None:
    began = monotonic()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        failure = fail(build_sender(silent.getsockname()[1], security), patience_seconds=0.5)
    assert (failure.error_class, failure.may_have_arrived) == ("timed_out", False)
    assert monotonic() - began < 2


def test_a_server_that_says_a_little_now_and_then_is_left_in_time() -> None:
    """Each byte comes in time by itself; only the whole takes too long."""

    def drip(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        with connection, suppress(OSError):
            for _ in range(40):
                connection.sendall(b"2")
                sleep_now(0.05)

    began = monotonic()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = Thread(target=drip, args=(listener,))
        thread.start()
        failure = fail(build_sender(listener.getsockname()[1]), patience_seconds=0.5)
        assert monotonic() - began < 1.5
        thread.join()
    assert (failure.error_class, failure.may_have_arrived) == ("timed_out", False)


def test_the_next_server_is_asked_when_the_first_is_gone(start: Start, unused_port: int) -> None:
    server = start(MailServer())
    gone, there = build_sender(unused_port), build_sender(server.port)
    assert fail(gone).error_class == "unreachable"
    assert there.hand_over(MESSAGE, 5).gateway == "127.0.0.1"


@pytest.mark.parametrize(
    "to", ["gunilla.häll@havsvik.example", "a\r\nBcc: c@d.example", "ł@example.org", "a@" + "x" * 70]
)
def test_an_address_no_server_would_take_is_refused_for_good_unconnected(to: str, unused_port: int) -> None:
    hostile = Message("m1", "mail", to, "x", "y", "notice", NOW, NOW)
    failure = fail(build_sender(unused_port), hostile)
    assert (failure.error_class, failure.is_final, failure.may_have_arrived) == ("bad_address", True, False)


def test_a_domain_with_swedish_letters_is_written_as_servers_take_it(start: Start) -> None:
    server = start(MailServer())
    build_sender(server.port).hand_over(
        Message("m1", "mail", "a@åmål.example", "x", "y", "notice", NOW, NOW), 5
    )
    assert server.mails[0]["To"] == "a@xn--ml-yiab.example" or "xn--" in server.mails[0]["To"]


def test_a_server_that_is_gone_was_certainly_not_reached(unused_port: int) -> None:
    failure = fail(build_sender(unused_port))
    assert (failure.error_class, failure.may_have_arrived) == ("unreachable", False)
