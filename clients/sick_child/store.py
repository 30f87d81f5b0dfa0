"""The application's own data: children, reports and the days they cover, each owned by a `sub`."""

import sqlite3
from datetime import UTC, date, datetime

from clients.relying_party.database import Database

from .report import Child, Conflict, NewReport, Obstacle, Report

SCHEMA = """
CREATE TABLE IF NOT EXISTS child (
    id         INTEGER PRIMARY KEY,
    sub        TEXT NOT NULL,
    name       TEXT NOT NULL,
    birth_year INTEGER NOT NULL,
    UNIQUE (sub, name, birth_year)
) STRICT;
CREATE TABLE IF NOT EXISTS report (
    id           INTEGER PRIMARY KEY,
    sub          TEXT NOT NULL,
    child_id     INTEGER NOT NULL REFERENCES child (id),
    first_day    TEXT NOT NULL,
    last_day     TEXT NOT NULL,
    extent       INTEGER NOT NULL CHECK (extent IN (25, 50, 75, 100)),
    note         TEXT NOT NULL,
    form_key     TEXT NOT NULL,
    sent_at      INTEGER NOT NULL,
    withdrawn_at INTEGER,
    UNIQUE (sub, form_key)
) STRICT;
CREATE INDEX IF NOT EXISTS report_by_day ON report (sub, first_day, last_day) WHERE withdrawn_at IS NULL;
"""

COVERING = """
SELECT child_id, extent FROM report
WHERE sub = ? AND first_day <= ? AND last_day >= ? AND withdrawn_at IS NULL
"""


class ReportStore:
    """Keeps reports. Every call names whose: nobody reaches another person's rows."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def load_children(self, sub: str) -> list[Child]:
        """Return the children that `sub` has reported for, by name; an empty list if none."""
        with self._database.read() as connection:
            rows = connection.execute("SELECT * FROM child WHERE sub = ? ORDER BY name, birth_year", (sub,))
            return [Child(row["id"], row["name"], row["birth_year"]) for row in rows]

    def load_reports(self, sub: str) -> list[Report]:
        """Return every report of `sub`, withdrawn ones too, the latest day first."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT report.*, child.name FROM report JOIN child ON child.id = child_id "
                "WHERE report.sub = ? ORDER BY first_day DESC, report.id DESC",
                (sub,),
            )
            return [_record(row) for row in rows]

    def find_report(self, sub: str, report_id: int) -> Report | None:
        """Return one report of `sub`; None if there is none with this id, or it is somebody else's."""
        return next((report for report in self.load_reports(sub) if report.id == report_id), None)

    def send(self, sub: str, new: NewReport, form_key: str, now: datetime) -> int | Conflict:
        """Store the report and return its id, or what is in its way.

        The same `form_key` again returns the first report's id and writes nothing, so a double click makes one report.
        The look and the write share one lock: two tabs cannot both fill the same day.
        """
        with self._database.write() as connection:
            earlier = connection.execute(
                "SELECT id FROM report WHERE sub = ? AND form_key = ?", (sub, form_key)
            ).fetchone()
            if earlier:
                return int(earlier["id"])
            child_id = _keep_child(connection, sub, new)
            conflict = _find_conflict(connection, sub, child_id, new)
            if conflict:
                return conflict
            days = (new.first_day.isoformat(), new.last_day.isoformat())
            added = connection.execute(
                "INSERT INTO report (sub, child_id, first_day, last_day, extent, note, form_key, sent_at) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
                (sub, child_id, *days, new.extent, new.note, form_key, int(now.timestamp())),
            ).fetchone()
            return int(added["id"])

    def withdraw(self, sub: str, report_id: int, now: datetime) -> bool:
        """Mark the report withdrawn and tell whether it was there to withdraw; a second time changes nothing."""
        with self._database.write() as connection:
            changed = connection.execute(
                "UPDATE report SET withdrawn_at = ? WHERE sub = ? AND id = ? AND withdrawn_at IS NULL",
                (int(now.timestamp()), sub, report_id),
            )
            return changed.rowcount == 1


def _keep_child(connection: sqlite3.Connection, sub: str, new: NewReport) -> int:
    row = connection.execute(
        "INSERT INTO child (sub, name, birth_year) VALUES (?, ?, ?) "
        "ON CONFLICT (sub, name, birth_year) DO UPDATE SET name = excluded.name RETURNING id",
        (sub, new.child_name, new.birth_year),
    ).fetchone()
    return int(row["id"])


def _find_conflict(
    connection: sqlite3.Connection, sub: str, child_id: int, new: NewReport
) -> Conflict | None:
    """Return the first day already reported for this child, or filled beyond a whole day by all children together."""
    for day in new.days:
        rows = connection.execute(COVERING, (sub, day.isoformat(), day.isoformat())).fetchall()
        if any(row["child_id"] == child_id for row in rows):
            return Conflict(day, Obstacle.SAME_DAY)
        if sum(row["extent"] for row in rows) + new.extent > 100:
            return Conflict(day, Obstacle.OVER_FULL)
    return None


def _record(row: sqlite3.Row) -> Report:
    withdrawn = row["withdrawn_at"]
    return Report(
        id=row["id"],
        child_name=row["name"],
        first_day=date.fromisoformat(row["first_day"]),
        last_day=date.fromisoformat(row["last_day"]),
        extent=row["extent"],
        note=row["note"],
        sent_at=datetime.fromtimestamp(row["sent_at"], UTC),
        withdrawn_at=None if withdrawn is None else datetime.fromtimestamp(withdrawn, UTC),
    )
