"""Whoever finds the address of delivery reports learns nothing there and changes nothing."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from flask import Flask, Request
from flask.testing import FlaskClient

from idp.app.delivery_reports import build_delivery_reports
from idp.delivery.arrivals import LARGEST, Arrivals, ReportRules
from idp.delivery.message import Message
from idp.delivery.outcome import Outcome
from idp.delivery.receipt import Receipt
from idp.delivery.report import Report
from idp.methods.strikes import MOST
from idp.policy.address import Placement
from idp.storage.unit_of_work import Database
from tests.support.signing_in import StillClock

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PASSWORD = "a long password of reports"
RIGHT = ("elks", PASSWORD)
REPORT = {"id": "s17a6d", "status": "failed"}


def by_remote_address(request: Request) -> Placement:
    """Place everybody outside, at the address the connection comes from."""
    return Placement("remote", request.remote_addr, "peer", None, "test")


@pytest.fixture
def clock() -> StillClock:
    return StillClock(NOW)


@pytest.fixture
def client(sqlite_database: Database, clock: StillClock) -> FlaskClient:
    """A browser before the door, and one message that 46elks took."""
    message = Message("m1", "sms", "+46701740605", "", "BCD7FG", "code", NOW, NOW + timedelta(minutes=5))
    with sqlite_database.begin() as stores:
        stores.outbox.add(message)
        stores.outbox.mark_sent("m1", NOW)
        stores.reports.add(Report(message, "sent", NOW, 1, receipt=Receipt("elks", "s17a6d")))
    rules = {name: ReportRules(name, PASSWORD) for name in ("elks", "other")}
    arrivals, app = Arrivals(rules, sqlite_database.begin), Flask("door")
    app.register_blueprint(build_delivery_reports(arrivals, clock, by_remote_address))
    return app.test_client()


def find(database: Database) -> Outcome | None:
    with database.begin() as stores:
        found: Outcome | None = stores.outbox.find_outcome("m1")
        return found


def test_a_report_with_the_right_password_is_noted_once(
    client: FlaskClient, sqlite_database: Database
) -> None:
    for _ in range(2):
        answer = client.post("/delivery/elks/report", data=REPORT, auth=RIGHT)
        assert (answer.status_code, answer.data) == (204, b"")
    assert find(sqlite_database) == Outcome("failed", NOW, "not_delivered")


@pytest.mark.parametrize("gateway", ["elks", "unknown", "ELKS", "..", "é", "a" * 500])
@pytest.mark.parametrize("auth", [None, ("elks", "wrong"), ("other", PASSWORD), ("", "")])
def test_a_stranger_gets_the_same_answer_whatever_they_ask_about(
    client: FlaskClient, sqlite_database: Database, gateway: str, auth: tuple[str, str] | None
) -> None:
    answer = client.post(f"/delivery/{gateway}/report", data=REPORT, auth=auth)
    if gateway != "..":
        assert (answer.status_code, answer.data) == (401, b"")
    assert find(sqlite_database) == Outcome("sent", NOW)


def test_a_strangers_guess_reaches_no_database(client: FlaskClient, sqlite_database: Database) -> None:
    sqlite_database.engine.dispose()
    with sqlite_database.engine.connect() as connection:
        connection.exec_driver_sql("DROP TABLE delivery_reports")
        connection.commit()
    assert client.post("/delivery/elks/report", data=REPORT).status_code == 401


def test_one_gateway_speaks_for_its_own_messages_alone(
    client: FlaskClient, sqlite_database: Database
) -> None:
    assert client.post("/delivery/other/report", data=REPORT, auth=("other", PASSWORD)).status_code == 204
    assert find(sqlite_database) == Outcome("sent", NOW)


def test_known_and_unknown_messages_are_answered_alike(client: FlaskClient) -> None:
    answers = [
        client.post("/delivery/elks/report", data={"id": reference, "status": "delivered"}, auth=RIGHT)
        for reference in ("s17a6d", "s-unknown", "", "'; DROP TABLE delivery_reports; --")
    ]
    assert {(answer.status_code, answer.data) for answer in answers} == {(204, b"")}


@pytest.mark.parametrize("extra", [LARGEST, 10_000_000])
def test_a_large_body_is_not_read(client: FlaskClient, extra: int) -> None:
    answer = client.post("/delivery/elks/report", data=b"id=s17a6d&x=" + b"y" * extra, auth=RIGHT)
    assert answer.status_code == 413


def test_a_body_without_a_length_is_read_to_its_limit(client: FlaskClient, sqlite_database: Database) -> None:
    body = BytesIO(b"id=s17a6d&status=failed&x=" + b"y" * LARGEST)
    answer = client.post(
        "/delivery/elks/report",
        auth=RIGHT,
        input_stream=body,
        content_type="application/x-www-form-urlencoded",
        environ_overrides={"wsgi.input_terminated": True},
    )
    assert answer.status_code == 413
    assert find(sqlite_database) == Outcome("sent", NOW)


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_no_other_method_is_taken(client: FlaskClient, method: str) -> None:
    assert getattr(client, method)("/delivery/elks/report", auth=RIGHT).status_code == 405


def guess(client: FlaskClient, address: str, auth: tuple[str, str] = ("elks", "wrong")) -> int:
    """Post a report from an address; return how it was answered."""
    report = {"data": REPORT, "auth": auth, "environ_overrides": {"REMOTE_ADDR": address}}
    return client.post("/delivery/elks/report", **report).status_code


def test_whoever_guesses_too_often_is_not_looked_at_for_a_minute(
    client: FlaskClient, clock: StillClock, sqlite_database: Database
) -> None:
    assert {guess(client, "203.0.113.9") for _ in range(MOST)} == {401}
    assert guess(client, "203.0.113.9", RIGHT) == 429
    assert find(sqlite_database) == Outcome("sent", NOW)
    assert guess(client, "203.0.113.10", RIGHT) == 204
    clock.advance(seconds=61)
    assert guess(client, "203.0.113.9", RIGHT) == 204


def test_the_addresses_of_one_household_count_together(client: FlaskClient) -> None:
    assert {guess(client, f"2001:db8::{number:x}") for number in range(1, MOST + 1)} == {401}
    assert guess(client, "2001:db8::ffff", RIGHT) == 429


def test_a_gateway_that_reports_a_thousand_times_is_heard_each_time(client: FlaskClient) -> None:
    assert {guess(client, "203.0.113.9", RIGHT) for _ in range(10 * MOST)} == {204}
