import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from idp.audit.events import Tag
from idp.delivery.message import Kind, Message
from idp.delivery.receipt import Receipt
from idp.delivery.report import Arrival, Report, Result
from idp.storage.delivery.delivery_reports import KEPT, DeliveryReports, delivery_reports
from idp.storage.unit_of_work import Database
from tests.support.audit import RememberingTrail

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(seconds=8)
RECEIPT = Receipt("first", "s70df59406a1b4643b96f3f91e0bfb7b0", parts=2, price=Decimal("70.04"))


def build_report(
    kind: Kind, result: Result, error_class: str = "", receipt: Receipt = RECEIPT, message_id: str = "m1"
) -> Report:
    message = Message(
        message_id,
        kind,
        "gunilla.holmsand@havsvik.example",
        "Hej",
        "BCD7FG",
        "notice",
        NOW,
        NOW,
        person_id="p1",
        client_id="c1",
    )
    return Report(message, result, NOW, 1, error_class, receipt=receipt)


def record(database: Database, report: Report) -> RememberingTrail:
    trail = RememberingTrail()
    with database.engine.begin() as connection:
        DeliveryReports(connection, trail).add(report)
    return trail


def note(database: Database, arrival: Arrival, reference: str = RECEIPT.reference, **more: Any) -> bool:
    with database.begin() as stores:
        found: bool = stores.reports.note_arrival(
            more.get("gateway", "first"), reference, arrival, LATER, more.get("price")
        )
        return found


def load(database: Database) -> list[dict[str, Any]]:
    with database.engine.connect() as connection:
        rows = connection.execute(select(delivery_reports).order_by(delivery_reports.c.message_id))
        return [dict(row) for row in rows.mappings()]


@pytest.mark.parametrize(
    ("kind", "result", "tag"),
    [
        ("sms", "sent", Tag.MESSAGE_SENT),
        ("mail", "sent", Tag.MESSAGE_SENT),
        ("mail", "given_up", Tag.MESSAGE_FAILED),
        ("logout", "sent", Tag.LOGOUT_SENT),
        ("logout", "given_up", Tag.LOGOUT_FAILED),
    ],
)
def test_the_end_of_every_message_is_in_the_trail(
    database: Database, kind: Kind, result: Result, tag: Tag
) -> None:
    report = build_report(kind, result, "" if result == "sent" else "http_500")
    assert record(database, report).tags == [tag]


def test_a_message_put_back_has_not_ended(database: Database) -> None:
    assert record(database, build_report("sms", "put_back", "http_500")).tags == []
    assert load(database) == []


def test_the_trail_says_about_whom_and_why_and_nothing_of_the_content(database: Database) -> None:
    (event,) = record(database, build_report("mail", "given_up", "smtp_550")).events
    assert json.loads(event.write_fields()) == {
        "client_id": "c1",
        "kind": "mail",
        "message_id": "m1",
        "outcome": "smtp_550",
        "person_id": "p1",
        "purpose": "notice",
    }


def test_a_report_says_who_took_the_message_and_what_it_cost_and_not_whose_it_was(
    database: Database,
) -> None:
    record(database, build_report("sms", "sent"))
    assert load(database) == [
        {
            "message_id": "m1",
            "kind": "sms",
            "purpose": "notice",
            "result": "sent",
            "at": NOW,
            "attempts": 1,
            "error_class": "",
            "gateway": "first",
            "reference": RECEIPT.reference,
            "parts": 2,
            "price": Decimal("70.04"),
            "arrival": "unknown",
            "arrival_at": None,
            "expires_at": NOW + KEPT,
        }
    ]


def test_a_sign_out_costs_nothing_and_has_no_report(database: Database) -> None:
    record(database, build_report("logout", "sent"))
    assert load(database) == []


@pytest.mark.parametrize("arrival", ["delivered", "failed"])
def test_the_first_final_word_of_a_gateway_stays(database: Database, arrival: Arrival) -> None:
    record(database, build_report("sms", "sent"))
    assert note(database, "unknown")
    assert note(database, arrival)
    assert note(database, "failed" if arrival == "delivered" else "delivered")
    (row,) = load(database)
    assert (row["arrival"], row["arrival_at"]) == (arrival, LATER)


def test_a_report_corrects_the_price(database: Database) -> None:
    record(database, build_report("sms", "sent"))
    assert note(database, "delivered", price=Decimal("52.5"))
    assert note(database, "delivered", price=Decimal("52.5"))
    assert load(database)[0]["price"] == Decimal("52.5")


def test_a_report_reaches_its_own_gateways_message_alone(database: Database) -> None:
    record(database, build_report("sms", "sent", receipt=Receipt("first", "7")))
    record(database, build_report("sms", "sent", receipt=Receipt("second", "7"), message_id="m2"))
    assert note(database, "failed", "7", gateway="second", price=Decimal(1))
    assert [(row["arrival"], row["price"]) for row in load(database)] == [("unknown", 0), ("failed", 1)]


def test_a_report_of_an_unknown_message_changes_nothing(database: Database) -> None:
    record(database, build_report("sms", "sent", receipt=Receipt("first")))
    assert not note(database, "failed", "s-unknown")
    assert not note(database, "failed", "")
    assert not note(database, "failed", gateway="second")
    assert load(database)[0]["arrival"] == "unknown"
