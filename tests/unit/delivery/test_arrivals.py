from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from urllib.parse import urlencode

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from idp.delivery.arrivals import Arrivals, ReportRules
from idp.delivery.gateways.filling import write_basic
from idp.delivery.report import Arrival

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PASSWORD = "a long password of reports"
OWN = ReportRules(
    "own", PASSWORD, "messageId", "state", frozenset({"DELIVRD", "2"}), frozenset({"UNDELIV", "5"})
)
FORM, JSON = "application/x-www-form-urlencoded", "application/json; charset=utf-8"


class Noted:
    """Remembers what was noted."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, str, Arrival]] = []

    @property
    def reports(self) -> "Noted":
        return self

    @contextmanager
    def begin(self) -> Iterator["Noted"]:
        yield self

    def add(self, report: object) -> None:
        raise AssertionError("nothing is sent here")

    def note_arrival(
        self, gateway: str, reference: str, arrival: Arrival, at: datetime, price: Decimal | None
    ) -> bool:
        self.seen.append((gateway, reference, arrival))
        return False


@pytest.fixture
def noted() -> Noted:
    return Noted()


def build(noted: Noted) -> Arrivals:
    return Arrivals({"elks": ReportRules("elks", PASSWORD), "own": OWN}, noted.begin)


@pytest.mark.parametrize(
    ("status", "arrival"),
    [
        ("delivered", "delivered"),
        ("failed", "failed"),
        ("sent", "unknown"),
        ("created", "unknown"),
        ("", "unknown"),
    ],
)
def test_46elks_reports_are_read_as_it_writes_them(noted: Noted, status: str, arrival: Arrival) -> None:
    form = urlencode({"id": "s17a6d", "status": status, "delivered": "2026-11-23T09:00:08"}).encode()
    build(noted).take("elks", FORM, form, NOW)
    assert noted.seen == [("elks", "s17a6d", arrival)]


@pytest.mark.parametrize(
    ("content_type", "content", "arrival"),
    [
        (FORM, b"messageId=7&state=delivrd", "delivered"),
        (JSON, b'{"messageId": 7, "state": "UNDELIV"}', "failed"),
        (JSON, b'{"messageId": "7", "state": 2}', "delivered"),
        (JSON, b'{"messageId": "7", "state": ["DELIVRD"]}', "unknown"),
        (JSON, b'{"messageId": "7"}', "unknown"),
    ],
)
def test_other_gateways_reports_are_read_as_the_operator_wrote_down(
    noted: Noted, content_type: str, content: bytes, arrival: Arrival
) -> None:
    build(noted).take("own", content_type, content, NOW)
    assert noted.seen == [("own", "7", arrival)]


@given(st.binary(max_size=300), st.sampled_from([FORM, JSON, "", "text/xml"]))
@example(b"[" * 4000, JSON)
@example(b"&".join([b"a=1"] * 1000), FORM)
@example(b'{"id": {"id": 1}}', JSON)
@example(b"id=%00", FORM)
@example(b"id=" + b"x" * 129, FORM)
def test_what_cannot_be_read_is_passed_over(content: bytes, content_type: str) -> None:
    noted = Noted()
    build(noted).take("elks", content_type, content, NOW)
    assert all(arrival == "unknown" or b"deliv" in content for _, _, arrival in noted.seen)


def test_a_gateway_proves_itself_by_its_password(noted: Noted) -> None:
    arrivals = build(noted)
    assert arrivals.is_from("elks", write_basic("elks", PASSWORD), "")
    assert arrivals.is_from("elks", write_basic("elks", PASSWORD).replace("Basic", "BASIC"), "")
    assert arrivals.is_from("elks", "", PASSWORD)


@pytest.mark.parametrize(
    ("gateway", "authorization", "key"),
    [
        ("elks", "", ""),
        ("elks", "Basic", ""),
        ("elks", "Basic ", "x"),
        ("elks", write_basic("elks", PASSWORD + "x"), ""),
        ("elks", write_basic("own", PASSWORD), ""),
        ("elks", write_basic("elks", PASSWORD).replace("Basic", "Bearer"), ""),
        ("elks", "Basic åäö", "åäö"),
        ("elks", "", PASSWORD[:-1]),
        ("unknown", "", ""),
        ("unknown", write_basic("unknown", ""), ""),
        ("unknown", write_basic("unknown", PASSWORD), PASSWORD),
    ],
)
def test_nobody_else_is_believed(noted: Noted, gateway: str, authorization: str, key: str) -> None:
    assert not build(noted).is_from(gateway, authorization, key)


def test_the_password_does_not_show() -> None:
    assert PASSWORD not in repr(build(Noted()))
