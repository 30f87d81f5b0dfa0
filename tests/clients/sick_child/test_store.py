"""Reports in the database."""

import threading
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from clients.relying_party.database import Database
from clients.sick_child.report import Conflict, NewReport, Obstacle
from clients.sick_child.store import SCHEMA, ReportStore

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
MONDAY = date(2026, 11, 23)


@pytest.fixture
def store(tmp_path: Path) -> ReportStore:
    return ReportStore(Database(tmp_path / "reports.sqlite", SCHEMA))


def new(child: str = "Alva", first: date = MONDAY, days: int = 1, extent: int = 100) -> NewReport:
    return NewReport(None, child, 2019, first, first + timedelta(days=days - 1), extent, "")


def test_a_sent_report_is_kept_and_its_child_remembered(store: ReportStore) -> None:
    sent = store.send("sara", new(days=2), "key-1", NOW)
    assert isinstance(sent, int)
    report = store.find_report("sara", sent)
    assert report
    assert (report.child_name, report.last_day, report.sent_at) == ("Alva", date(2026, 11, 24), NOW)
    assert [child.name for child in store.load_children("sara")] == ["Alva"]


def test_the_same_form_sent_twice_makes_one_report(store: ReportStore) -> None:
    assert store.send("sara", new(), "key-1", NOW) == store.send("sara", new(), "key-1", NOW)
    assert len(store.load_reports("sara")) == 1


def test_ten_clicks_at_once_make_one_report(store: ReportStore) -> None:
    together = threading.Barrier(10)
    sent: list[int | Conflict] = []

    def click() -> None:
        together.wait()
        sent.append(store.send("sara", new(), "key-1", NOW))

    threads = [threading.Thread(target=click) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(sent) == 10
    assert len(set(sent)) == 1
    assert len(store.load_reports("sara")) == 1


def test_a_day_is_reported_once_for_each_child(store: ReportStore) -> None:
    store.send("sara", new(first=date(2026, 11, 20), days=3, extent=25), "key-1", NOW)
    answer = store.send("sara", new(first=date(2026, 11, 19), days=3, extent=25), "key-2", NOW)
    assert answer == Conflict(date(2026, 11, 20), Obstacle.SAME_DAY)


def test_two_children_cannot_take_more_than_the_whole_day(store: ReportStore) -> None:
    store.send("sara", new("Alva", extent=75), "key-1", NOW)
    assert isinstance(store.send("sara", new("Bo", extent=25), "key-2", NOW), int)
    assert store.send("sara", new("Cleo", extent=25), "key-3", NOW) == Conflict(MONDAY, Obstacle.OVER_FULL)


def test_a_refused_report_leaves_nothing_but_the_earlier_one(store: ReportStore) -> None:
    store.send("sara", new(), "key-1", NOW)
    store.send("sara", new(), "key-2", NOW)
    assert len(store.load_reports("sara")) == 1


def test_a_withdrawn_report_stays_with_its_time_and_frees_the_day(store: ReportStore) -> None:
    sent = store.send("sara", new(), "key-1", NOW)
    assert isinstance(sent, int)
    assert store.withdraw("sara", sent, NOW + timedelta(hours=1))
    assert isinstance(store.send("sara", new(), "key-2", NOW), int)
    withdrawn = store.find_report("sara", sent)
    assert withdrawn
    assert withdrawn.withdrawn_at == NOW + timedelta(hours=1)


def test_withdrawing_twice_keeps_the_first_time(store: ReportStore) -> None:
    sent = store.send("sara", new(), "key-1", NOW)
    assert isinstance(sent, int)
    assert store.withdraw("sara", sent, NOW)
    assert not store.withdraw("sara", sent, NOW + timedelta(hours=1))
    report = store.find_report("sara", sent)
    assert report
    assert report.withdrawn_at == NOW


def test_nobody_reaches_another_persons_report(store: ReportStore) -> None:
    sent = store.send("sara", new(), "key-1", NOW)
    assert isinstance(sent, int)
    assert store.find_report("david", sent) is None
    assert not store.withdraw("david", sent, NOW)
    assert store.load_children("david") == []
    assert isinstance(store.send("david", new(), "key-1", NOW), int)
