import smtplib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest

from idp.config.sections.mail import Mail
from idp.delivery.mail import SmtpServer
from idp.delivery.message import Message
from idp.delivery.sender import SendFailed
from idp.ops.inbox.letterbox import Letter, Letterbox
from idp.ops.inbox.smtp import LARGEST, MailReceiver

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SENDER = "e-portalen@havsvik.example"


@pytest.fixture
def receiver() -> Iterator[MailReceiver]:
    with MailReceiver(0, Letterbox(), lambda: NOW) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def port_of(receiver: MailReceiver) -> int:
    return int(receiver.server_address[1])


def send(receiver: MailReceiver, body: str) -> None:
    message = Message(
        "m1",
        "mail",
        "gunilla@havsvik.example",
        "Ämne på svenska",
        body,
        "notice",
        NOW,
        NOW + timedelta(days=1),
    )
    settings = Mail(hosts=("127.0.0.1",), port=port_of(receiver), security="none", sender=SENDER)
    SmtpServer(settings, "127.0.0.1").hand_over(message, 5)


def test_the_providers_mail_arrives_whole(receiver: MailReceiver) -> None:
    body = "Hej!\n\n.\n..två punkter\n" + "Å" * 300 + "\nHälsningar"
    send(receiver, body)
    assert receiver.letterbox.letters() == [
        Letter("mail", "gunilla@havsvik.example", SENDER, "Ämne på svenska", body, NOW)
    ]


def test_one_conversation_may_hand_over_several_mails(receiver: MailReceiver) -> None:
    with smtplib.SMTP("127.0.0.1", port_of(receiver), timeout=5) as client:
        client.sendmail(SENDER, ["a@havsvik.example", "b@havsvik.example"], "Subject: one\r\n\r\nhello")
        client.sendmail(SENDER, ["c@havsvik.example"], "Subject: two\r\n\r\nhello")
    assert [letter.to[0] for letter in receiver.letterbox.letters()] == ["c", "b", "a"]


def test_a_mail_larger_than_64_kib_is_refused_and_not_kept(receiver: MailReceiver) -> None:
    with pytest.raises(SendFailed, match=r"^smtp_552$"):
        send(receiver, "x" * 70 + ("\n" + "x" * 70) * (LARGEST // 70))
    assert receiver.letterbox.letters() == []


def test_a_mail_to_nobody_is_refused(receiver: MailReceiver) -> None:
    with smtplib.SMTP("127.0.0.1", port_of(receiver), timeout=5) as client:
        client.ehlo()
        client.mail(SENDER)
        assert client.docmd("DATA")[0] == 503


def test_a_command_it_does_not_know_ends_nothing(receiver: MailReceiver) -> None:
    with smtplib.SMTP("127.0.0.1", port_of(receiver), timeout=5) as client:
        assert client.docmd("VRFY", "gunilla")[0] == 502
        assert client.docmd("\udcff".encode("utf-8", "replace").decode())[0] == 502
        assert client.noop()[0] == 250
