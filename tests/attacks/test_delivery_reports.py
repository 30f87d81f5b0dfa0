"""Whoever finds the address of delivery reports learns nothing there and changes nothing."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient

from idp.app.delivery_reports import build_delivery_reports
from idp.delivery.arrivals import LARGEST, Arrivals, ReportRules
from idp.delivery.message import Message
from idp.delivery.outcome import Outcome
from idp.delivery.receipt import Receipt
from idp.delivery.report import Report
from idp.storage.unit_of_work import Database

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PASSWORD = "a long password of reports"
RIGHT = ("elks", PASSWORD)
REPORT = {"id": "s17a6d", "status": "failed"}


@pytest.fixture
def client(sqlite_database: Database) -> FlaskClient:
    """A browser before the door, and one message that 46elks took."""
    message = Message("m1", "sms", "+46701740605", "", "BCD7FG", "code", NOW, NOW + timedelta(minutes=5))
    with sqlite_database.begin() as stores:
        stores.outbox.add(message)
        stores.outbox.mark_sent("m1", NOW)
        stores.reports.add(Report(message, "sent", NOW, 1, receipt=Receipt("elks", "s17a6d")))
    rules = {name: ReportRules(name, PASSWORD) for name in ("elks", "other")}
    app = Flask("door")
    app.register_blueprint(build_delivery_reports(Arrivals(rules, sqlite_database.begin), lambda: NOW))
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
