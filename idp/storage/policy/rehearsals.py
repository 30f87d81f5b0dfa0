"""Rehearsals of drafts in the database."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Integer, String, Table, Text, and_, insert, or_, select, update

from idp.policy.drafts.rehearsal_run import GIVEN_UP_AFTER, RehearsalRun, RunState
from idp.storage.metadata import Moment, metadata

policy_rehearsals = Table(
    "policy_rehearsals",
    metadata,
    Column("run_id", String(32), primary_key=True),
    Column("draft_id", String(32), nullable=False, index=True),
    Column("revision", Integer, nullable=False),
    Column("days", Integer, nullable=False),
    Column("asked_by", String(64), nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False, index=True),
    Column("state", String(16), nullable=False, index=True),
    Column("touched_at", Moment),
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("result", Text),
)


class PolicyRehearsalRows:
    """Implements `RehearsalStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, run: RehearsalRun) -> None:
        values = asdict(run) | {"state": run.state.value}
        self._connection.execute(insert(policy_rehearsals).values(values))

    def find(self, run_id: str) -> RehearsalRun | None:
        found = select(policy_rehearsals).where(policy_rehearsals.c.run_id == run_id)
        row = self._connection.execute(found).first()
        return None if row is None else read_run(row)

    def find_latest(self, draft_id: str) -> RehearsalRun | None:
        found = select(policy_rehearsals).where(policy_rehearsals.c.draft_id == draft_id)
        row = self._connection.execute(
            found.order_by(policy_rehearsals.c.asked_at.desc(), policy_rehearsals.c.run_id).limit(1)
        ).first()
        return None if row is None else read_run(row)

    def claim(self, now: datetime) -> RehearsalRun | None:
        free = is_free(now)
        oldest = (
            select(policy_rehearsals.c.run_id).where(free).order_by(policy_rehearsals.c.asked_at).limit(1)
        )
        run_id = self._connection.execute(oldest).scalar()
        if run_id is None:
            return None
        taken = self._connection.execute(
            update(policy_rehearsals)
            .where(policy_rehearsals.c.run_id == run_id, free)
            .values(state=RunState.RUNNING.value, touched_at=now)
        )
        return self.find(run_id) if taken.rowcount == 1 else None

    def tell(self, run_id: str, done: int, total: int, now: datetime) -> None:
        self._write(run_id, done=done, total=total, touched_at=now)

    def finish(self, run_id: str, state: RunState, result: str | None, now: datetime) -> None:
        self._write(run_id, state=state.value, result=result, touched_at=now)

    def _write(self, run_id: str, **values: Any) -> None:
        written = update(policy_rehearsals).where(policy_rehearsals.c.run_id == run_id)
        self._connection.execute(written.values(**values))


def is_free(now: datetime) -> Any:
    """Return the condition of a rehearsal that waits, or whose process ended."""
    columns = policy_rehearsals.c
    given_up = and_(columns.state == RunState.RUNNING.value, columns.touched_at < now - GIVEN_UP_AFTER)
    return or_(columns.state == RunState.WAITING.value, given_up)


def read_run(row: Any) -> RehearsalRun:
    """Build the record from a row."""
    return RehearsalRun(
        run_id=row.run_id,
        draft_id=row.draft_id,
        revision=row.revision,
        days=row.days,
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        expires_at=row.expires_at,
        state=RunState(row.state),
        touched_at=row.touched_at,
        done=row.done,
        total=row.total,
        result=row.result,
    )
