"""What text messages cost can be looked up from the command line."""

import json
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from idp.audit.events import Event
from idp.clock import system_clock
from idp.config.sections.sms_budget import SmsBudget
from idp.delivery.message import Message
from idp.delivery.receipt import Receipt
from idp.delivery.report import Report
from idp.methods.sms.calendar import month_of
from idp.methods.sms.ladder import build_ladder
from idp.methods.sms.ledger import Entry
from idp.storage.delivery.delivery_reports import DeliveryReports
from idp.storage.delivery.sms_ledger import SmsLedgerRows
from idp.storage.engine import build_engine
from tests.unit.ops.conftest import Run


class NoTrail:
    def record(self, event: Event) -> None:
        pass


def send(folder: Path, *messages: tuple[str, str]) -> None:
    """Send a code through each gateway named, at its price in öre; the first code is used."""
    now, engine = system_clock(), build_engine(f"sqlite:///{folder / 'idp.sqlite'}")
    ladder = build_ladder(SmsBudget(), Decimal(60))
    with engine.begin() as connection:
        ledger, reports = SmsLedgerRows(connection), DeliveryReports(connection, NoTrail())
        for number, (gateway, price) in enumerate(messages):
            message_id = f"m{number}"
            ledger.reserve(Entry(message_id, now, message_id, message_id), ladder)
            message = Message(
                message_id, "sms", "+46701740607", "", "text", "code", now, now + timedelta(minutes=5)
            )
            receipt = Receipt(gateway, price=Decimal(price))
            reports.add(Report(message, "sent", now, 1, receipt=receipt))
        ledger.mark_used("m0", now)
    engine.dispose()


def test_a_months_cost_is_printed_by_gateway_with_its_sum(installed: Run, folder: Path) -> None:
    send(folder, ("elks", "35"), ("elks", "35"), ("operator", "52.25"))
    lines = [line.split() for line in installed("sms", "cost").out.splitlines()]
    assert lines == [
        ["GATEWAY", "MESSAGES", "PARTS", "KRONOR", "CODES", "USED"],
        ["elks", "2", "2", "0.70", "2", "50", "%"],
        ["operator", "1", "1", "0.5225", "1", "0", "%"],
        ["together", "3", "3", "1.2225", "3", "33", "%"],
    ]


def test_a_scripts_answer_holds_exact_kronor(installed: Run, folder: Path) -> None:
    send(folder, ("elks", "35"))
    said = json.loads(installed("sms", "cost", "--json").out)
    assert said == {
        "month": month_of(system_clock()),
        "budget": None,
        "gateways": [
            {"gateway": "elks", "messages": 1, "parts": 1, "cost": "0.35", "codes": 1, "used": 1},
        ],
    }


def test_a_month_without_messages_cost_nothing(installed: Run) -> None:
    assert installed("sms", "cost", "--month", "2025-02").out == "None.\n"


def test_a_month_that_is_none_is_refused_in_one_line(installed: Run) -> None:
    said = installed("sms", "cost", "--month", "november")
    assert (said.code, said.err) == (2, "a month is a year and a number, as in 2026-11\n")
