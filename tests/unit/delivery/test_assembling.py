"""What the operator wrote down becomes the gateways that are asked, in that order, over real connections."""

import json
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from time import monotonic, sleep

import pytest

from idp.clock import system_clock
from idp.config.sections.gateways import Elks, Http, Smpp
from idp.config.sections.mail import Mail
from idp.config.sections.text_messages import TextMessages
from idp.delivery.assembling import build_gateways, build_mail_servers, build_report_rules
from idp.delivery.dispatcher import Dispatcher
from idp.delivery.failover import Failover
from idp.delivery.gateways.smpp import SmppGateway
from idp.delivery.message import Message
from idp.delivery.outcome import Outcome
from idp.delivery.receipt import Receipt
from idp.delivery.report import Report
from idp.delivery.smpp_receipts import ReceiptRound
from idp.storage.unit_of_work import Database
from tests.support.smpp_server import SmppServer, build_receipt, run_smpp
from tests.unit.delivery.conftest import WebServer, answer, serve

HOME = "http://localhost:8000"
ABROAD = "https://idp.havsvik.example"


@pytest.fixture
def spare() -> Iterator[WebServer]:
    """Another web server."""
    yield from serve(WebServer())


@pytest.fixture
def password_file(tmp_path: Path) -> Path:
    (tmp_path / "password").write_text("a secret of 24 characters\n")
    return tmp_path / "password"


def write_http(name: str, port: int, **settings: object) -> Http:
    return Http(name=name, url=f"http://localhost:{port}/sms", timeout_seconds=1, **settings)  # type: ignore[arg-type]


def send(database: Database, *gateways: Http) -> Outcome | None:
    """Queue a code, let one dispatcher look into the outbox, and return what became of it."""
    now = system_clock()
    message = Message("m1", "sms", "+46701740605", "", "BCD7FG", "code", now, now + timedelta(minutes=5))
    built = build_gateways(TextMessages(sender="Havsvik", gateways=gateways), HOME)
    with database.begin() as stores:
        stores.outbox.add(message)
    sender = Failover(built, database.begin, system_clock)
    Dispatcher(database.begin, {"sms": sender}, system_clock).run_once()
    with database.begin() as stores:
        found: Outcome | None = stores.outbox.find_outcome("m1")
        return found


def test_the_second_gateway_takes_over_from_one_that_is_gone(
    sqlite_database: Database, web: WebServer, unused_port: int
) -> None:
    outcome = send(sqlite_database, write_http("first", unused_port), write_http("second", web.port))
    assert outcome is not None
    assert outcome.state == "sent"
    assert json.loads(web.requests[0].body)["from"] == "Havsvik"


def test_the_second_gateway_takes_over_from_one_that_is_slow_with_the_same_code(
    sqlite_database: Database, web: WebServer, spare: WebServer
) -> None:
    web.answerer = lambda _: sleep(1.5)
    began = monotonic()
    outcome = send(sqlite_database, write_http("first", web.port), write_http("second", spare.port))
    assert outcome is not None
    assert outcome.state == "sent"
    assert monotonic() - began < 3
    assert json.loads(web.requests[0].body) == json.loads(spare.requests[0].body)


def test_when_every_gateway_is_gone_the_page_can_know_within_three_seconds(
    sqlite_database: Database, web: WebServer, unused_port: int
) -> None:
    web.answerer = answer(503)
    began = monotonic()
    outcome = send(sqlite_database, write_http("first", unused_port), write_http("second", web.port))
    assert outcome is not None
    assert (outcome.state, outcome.error_class) == ("delayed", "http_503")
    assert monotonic() - began < 3


def test_a_code_that_the_last_gateway_may_have_taken_is_given_up(
    sqlite_database: Database, web: WebServer
) -> None:
    web.answerer = lambda handler: handler.connection.close()
    outcome = send(sqlite_database, write_http("only", web.port))
    assert outcome is not None
    assert outcome.state == "failed"


def test_every_secret_comes_from_its_file_and_shows_nowhere(password_file: Path) -> None:
    settings = TextMessages(
        gateways=(
            Elks(name="elks", username="u", password_file=password_file, report_password_file=password_file),
            Http(name="token", url="https://a.example/", authorization_file=password_file),
            Http(name="basic", url="https://a.example/", username="u", password_file=password_file),
            Smpp(name="smpp", host="a.example", system_id="u", password_file=password_file),
        )
    )
    servers = build_mail_servers(
        Mail(hosts=("a.example", "b.example"), sender="a@b.example", password_file=password_file)
    )
    built = (*build_gateways(settings, ABROAD), *servers)
    assert [gateway.name for gateway in built] == ["elks", "token", "basic", "smpp", "a.example", "b.example"]
    assert "24 characters" not in repr(built) + repr(build_report_rules(settings))


def test_46elks_is_told_where_to_report_with_name_and_password(password_file: Path) -> None:
    settings = Elks(
        name="elks", username="u", password_file=password_file, report_password_file=password_file
    )
    (gateway,) = build_gateways(TextMessages(gateways=(settings,)), ABROAD)
    where = "https://elks:a%20secret%20of%2024%20characters@idp.havsvik.example/delivery/elks/report"
    assert gateway.report_url == where  # type: ignore[attr-defined]


def test_reports_are_taken_only_from_gateways_with_a_password_for_them(password_file: Path) -> None:
    own = Http(
        name="own",
        url="https://a.example/",
        report_password_file=password_file,
        report_reference="messageId",
        report_delivered=("DELIVRD",),
    )
    rules = build_report_rules(TextMessages(gateways=(Http(name="none", url="https://b.example/"), own)))
    assert rules.keys() == {"own"}
    assert (rules["own"].reference, rules["own"].judge("delivrd")) == ("messageId", "delivered")


def test_nothing_is_sent_where_nothing_is_configured() -> None:
    assert (build_gateways(None, HOME), build_mail_servers(None), build_report_rules(None)) == ((), (), {})


def test_receipts_that_wait_with_an_operator_are_noted(sqlite_database: Database, unused_port: int) -> None:
    now = system_clock()
    message = Message("m1", "sms", "+46701740605", "", "BCD7FG", "code", now, now + timedelta(minutes=5))
    with sqlite_database.begin() as stores:
        stores.outbox.add(message)
        stores.outbox.mark_sent("m1", now)
        stores.reports.add(Report(message, "sent", now, 1, receipt=Receipt("there", "A1", price=Decimal(30))))
    receipt = build_receipt(b"id:A1 stat:UNDELIV")
    with run_smpp(SmppServer(receipts=[receipt, build_receipt(b"id:other stat:DELIVRD"), receipt])) as server:
        operators = [
            SmppGateway(
                Smpp(
                    name=name, host="127.0.0.1", port=port, tls=False, system_id="u", password_file=Path("x")
                ),
                "Havsvik",
                "hemligt",
            )
            for name, port in (("gone", unused_port), ("there", server.port))
        ]
        ReceiptRound(operators, sqlite_database.begin).run(now)
    with sqlite_database.begin() as stores:
        assert stores.outbox.find_outcome("m1") == Outcome("failed", now, "not_delivered")
