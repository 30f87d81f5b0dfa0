import socket
import struct
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

from idp.config.sections.gateways import Smpp
from idp.delivery.gateways.receipts import SmppReceipt
from idp.delivery.gateways.smpp import SmppGateway
from idp.delivery.receipt import Receipt
from tests.support.smpp_server import SmppServer, build_receipt, run_smpp
from tests.unit.delivery.conftest import NAME, Certificate
from tests.unit.delivery.gateways.messages import TEXT, build_message, fail

DELIVERED = (
    b"id:A1B2 sub:001 dlvrd:001 submit date:2611230900 done date:2611230901 stat:DELIVRD err:000 text:"
)


@pytest.fixture
def server() -> Iterator[SmppServer]:
    with run_smpp(SmppServer()) as running:
        yield running


def build_gateway(
    port: int, sender: str = "Havsvik", password: str = "hemligt", **settings: Any
) -> SmppGateway:
    wanted = {"name": "operator", "host": "127.0.0.1", "port": port, "tls": False, "system_id": "havsvik"}
    made = Smpp(password_file=Path("unread"), price=Decimal("28.75"), **(wanted | settings))
    return SmppGateway(made, sender, password)


def test_a_message_reaches_the_operator_as_it_was_written(server: SmppServer) -> None:
    receipt = build_gateway(server.port).hand_over(build_message(), 2)
    assert receipt == Receipt("operator", "A1B2", 1, Decimal("28.75"))
    (unit,) = server.submitted
    assert server.binds == ["bind_transmitter"]
    assert unit.short_message == TEXT.replace("ä", "\x7b").replace("å", "\x0f").encode("ascii")
    assert (unit.data_coding, unit.registered_delivery) == (0, 1)
    assert (unit.destination_addr, unit.dest_addr_ton, unit.dest_addr_npi) == (b"46701740605", 1, 1)
    assert (unit.source_addr, unit.source_addr_ton) == (b"Havsvik", 5)


def test_a_sender_that_is_a_number_is_sent_as_one(server: SmppServer) -> None:
    build_gateway(server.port, "+46701740605").hand_over(build_message(), 2)
    assert (server.submitted[0].source_addr, server.submitted[0].source_addr_ton) == (b"46701740605", 1)


def test_receipts_are_not_asked_for_when_nobody_fetches_them(server: SmppServer) -> None:
    build_gateway(server.port, receipts=False).hand_over(build_message(), 2)
    assert server.submitted[0].registered_delivery == 0


def test_a_text_outside_the_alphabet_goes_as_ucs_2(server: SmppServer) -> None:
    build_gateway(server.port).hand_over(build_message("č ł"), 2)
    assert (server.submitted[0].data_coding, server.submitted[0].short_message) == (
        8,
        "č ł".encode("utf-16-be"),
    )


def test_a_long_text_goes_whole_and_is_billed_by_its_parts(server: SmppServer) -> None:
    receipt = build_gateway(server.port).hand_over(build_message("a" * 400), 2)
    assert (receipt.parts, receipt.price) == (3, Decimal("86.25"))
    assert server.submitted[0].message_payload == b"a" * 400
    assert not server.submitted[0].short_message


@pytest.mark.parametrize(
    ("status", "is_final"), [(0x0B, True), (0x0A, False), (0x08, False), (0x14, False), (0x58, False)]
)
def test_a_refusal_is_about_the_message_only_when_its_number_is_bad(
    server: SmppServer, status: int, is_final: bool
) -> None:
    server.submit_status = status
    failure = fail(build_gateway(server.port))
    assert (failure.error_class, failure.is_final, failure.may_have_arrived) == (
        f"smpp_{status:#x}",
        is_final,
        False,
    )


def test_a_wrong_password_is_the_gateways_failure(server: SmppServer) -> None:
    failure = fail(build_gateway(server.port, password="fel"))
    assert (failure.error_class, failure.is_final) == ("smpp_0xe", False)
    assert server.submitted == []
    assert "hemligt" not in repr(build_gateway(server.port))


def test_an_operator_that_is_gone_was_certainly_not_reached(unused_port: int) -> None:
    failure = fail(build_gateway(unused_port))
    assert (failure.error_class, failure.may_have_arrived) == ("unreachable", False)


def test_a_silent_operator_is_left_in_time(server: SmppServer) -> None:
    server.before_bind_answer = lambda _: sleep(3)
    began = monotonic()
    failure = fail(build_gateway(server.port), patience_seconds=0.3)
    assert failure.error_class == "timed_out"
    assert not failure.may_have_arrived
    assert monotonic() - began < 2


def drip(connection: socket.socket) -> None:
    """Say nothing but enquire_link, again and again: each comes in time."""
    for number in range(150):
        connection.sendall(struct.pack(">IIII", 16, 0x15, 0, number + 100))
        sleep(0.02)


@pytest.mark.parametrize(
    ("misbehave", "reason"),
    [
        (lambda _: sleep(3), "timed_out"),
        (drip, "timed_out"),
        (lambda connection: connection.shutdown(socket.SHUT_RDWR), "broken_off"),
        (lambda connection: connection.sendall(b"\xff\xff\xff\xff"), "broken_off"),
        (lambda connection: connection.sendall(b"\0\0\0\1"), "broken_off"),
        (lambda connection: connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n"), "broken_off"),
    ],
)
def test_an_operator_that_misbehaves_after_the_message_may_have_taken_it(
    server: SmppServer, misbehave: Any, reason: str
) -> None:
    server.before_submit_answer = misbehave
    failure = fail(build_gateway(server.port), patience_seconds=1)
    assert (failure.error_class, failure.may_have_arrived) == (reason, True)


def test_questions_whether_we_live_are_answered_on_the_way(server: SmppServer) -> None:
    server.before_submit_answer = lambda connection: connection.sendall(struct.pack(">IIII", 16, 0x15, 0, 99))
    assert build_gateway(server.port).hand_over(build_message(), 2).reference == "A1B2"


@pytest.mark.parametrize(("written", "reference"), [("", ""), ("0017", "0017"), ("x" * 64, "x" * 64)])
def test_an_operator_may_name_the_message_as_it_likes(
    server: SmppServer, written: str, reference: str
) -> None:
    server.message_id = written
    assert build_gateway(server.port).hand_over(build_message(), 2).reference == reference


def test_the_receipts_that_wait_are_fetched_and_acknowledged(server: SmppServer) -> None:
    undelivered = DELIVERED.replace(b"A1B2", b"C3").replace(b"DELIVRD", b"UNDELIV")
    server.receipts = [build_receipt(DELIVERED), build_receipt(b"Tack!"), build_receipt(undelivered, 9)]
    found = build_gateway(server.port).fetch_receipts(1)
    assert found == [SmppReceipt("A1B2", "delivered"), SmppReceipt("C3", "failed")]
    build_gateway(server.port).hand_over(build_message(), 2)  # the server has read what came before
    assert server.acknowledged == 3
    assert server.binds[0] == "bind_receiver"


def test_nothing_waits_and_nothing_is_found(server: SmppServer) -> None:
    assert build_gateway(server.port).fetch_receipts(0.2) == []


@pytest.fixture
def at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    look_up = socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *rest: look_up("127.0.0.1" if host == NAME else host, *rest)
    )


@pytest.mark.usefixtures("at_home")
def test_a_message_travels_over_tls_to_the_host_that_was_named(certificate: Certificate) -> None:
    with run_smpp(SmppServer(), certificate.server) as server:
        gateway = build_gateway(server.port, tls=True, host=NAME)
        secure = SmppGateway(gateway.settings, "Havsvik", "hemligt", certificate.client)
        assert secure.hand_over(build_message(), 2).reference == "A1B2"


def test_a_certificate_for_another_host_gets_nothing(certificate: Certificate) -> None:
    with run_smpp(SmppServer(), certificate.server) as server:
        gateway = build_gateway(server.port, tls=True)
        failure = fail(
            SmppGateway(gateway.settings, "Havsvik", "hemligt", certificate.client), patience_seconds=2
        )
        assert failure.error_class == "tls"
        assert server.binds == []
