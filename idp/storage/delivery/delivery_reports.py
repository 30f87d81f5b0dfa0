"""Records the end of every message: in the audit trail, and beside it what it cost and whether it arrived.

Delivery and audit are neighbours and know nothing of each other.
"""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from sqlalchemy import Column, Connection, Index, Integer, String, Table, select, update

from idp.audit.events import Event, Tag
from idp.audit.trail import Trail
from idp.delivery.report import Arrival, Report
from idp.storage.delivery.price import Price
from idp.storage.insert_once import insert_once
from idp.storage.metadata import Moment, metadata

KEPT: Final = timedelta(days=400)
"""How long costs can be summed: a year, and the bill for its last month. No row says whom a message was for."""

delivery_reports = Table(
    "delivery_reports",
    metadata,
    Column("message_id", String(32), primary_key=True),
    Column("kind", String(8), nullable=False),
    Column("purpose", String(8), nullable=False),
    Column("result", String(8), nullable=False),
    Column("at", Moment, nullable=False, index=True),
    Column("attempts", Integer, nullable=False),
    Column("error_class", String(64), nullable=False),
    Column("gateway", String(253), nullable=False),
    Column("reference", String(128)),
    Column("parts", Integer, nullable=False),
    Column("price", Price, nullable=False),
    Column("arrival", String(16), nullable=False),
    Column("arrival_at", Moment),
    Column("expires_at", Moment, nullable=False, index=True),
    Index("ix_delivery_reports_gateway_reference", "gateway", "reference"),
)


class DeliveryReports:
    """Implements `ReportStore`."""

    def __init__(self, connection: Connection, trail: Trail) -> None:
        self._connection = connection
        self._trail = trail

    def add(self, report: Report) -> None:
        if report.result == "put_back":
            return
        message, receipt = report.message, report.receipt
        self._trail.record(
            Event(
                choose_tag(report),
                report.at,
                person_id=message.person_id,
                client_id=message.client_id,
                outcome=report.error_class or "sent",
                details={"message_id": message.message_id, "kind": message.kind, "purpose": message.purpose},
            )
        )
        if message.kind == "logout":
            return
        end = {
            "result": report.result,
            "at": report.at,
            "attempts": report.attempts,
            "error_class": report.error_class,
            "gateway": receipt.gateway,
            "reference": receipt.reference or None,
            "parts": receipt.parts,
            "price": receipt.price,
            "expires_at": report.at + KEPT,
        }
        about = {"kind": message.kind, "purpose": message.purpose, "arrival": "unknown"}
        if not insert_once(self._connection, delivery_reports, message_id=message.message_id, **about, **end):
            # It had been given up, and was sent again by hand.
            self._connection.execute(
                update(delivery_reports)
                .where(
                    delivery_reports.c.message_id == message.message_id,
                    delivery_reports.c.result == "given_up",
                )
                .values(end | {"price": delivery_reports.c.price + receipt.price})
            )

    def note_arrival(
        self, gateway: str, reference: str, arrival: Arrival, at: datetime, price: Decimal | None
    ) -> bool:
        named = (delivery_reports.c.gateway == gateway) & (delivery_reports.c.reference == reference)
        known = self._connection.execute(select(delivery_reports.c.message_id).where(named).limit(1)).first()
        if known is None:
            return False
        if arrival != "unknown":
            self._connection.execute(
                update(delivery_reports)
                .where(named, delivery_reports.c.arrival == "unknown")
                .values(arrival=arrival, arrival_at=at)
            )
        if price is not None:
            self._connection.execute(update(delivery_reports).where(named).values(price=price))
        return True


def choose_tag(report: Report) -> Tag:
    """Return the tag for how the message ended."""
    if report.message.kind == "logout":
        return Tag.LOGOUT_SENT if report.result == "sent" else Tag.LOGOUT_FAILED
    return Tag.MESSAGE_SENT if report.result == "sent" else Tag.MESSAGE_FAILED
