"""Test sign-ins that were asked for, in the database; what came of them is sealed, for it says who somebody is."""

from datetime import datetime

import msgspec
from sqlalchemy import Column, Connection, LargeBinary, String, Table, insert, select, update

from idp.admin.clients.shared_trial import SharedTrial
from idp.admin.clients.trial import Report
from idp.sealing import Sealer
from idp.storage.metadata import Moment, metadata

shared_trials = Table(
    "shared_trials",
    metadata,
    Column("trial_id", String(32), primary_key=True),
    Column("client_id", String(64), nullable=False),
    Column("asked_by", String(256), nullable=False),
    Column("by_kind", String(16), nullable=False),
    Column("sealed_report", LargeBinary),
    Column("expires_at", Moment, nullable=False, index=True),
)


class SharedTrialRows:
    """Implements `SharedTrialStore`."""

    def __init__(self, connection: Connection, sealer: Sealer) -> None:
        self._connection = connection
        self._sealer = sealer

    def add(self, trial: SharedTrial) -> None:
        self._connection.execute(
            insert(shared_trials).values(
                trial_id=trial.trial_id,
                client_id=trial.client_id,
                asked_by=trial.asked_by,
                by_kind=trial.by_kind,
                expires_at=trial.expires_at,
            )
        )

    def find(self, trial_id: str, now: datetime) -> SharedTrial | None:
        columns = shared_trials.c
        row = self._connection.execute(
            select(shared_trials).where(columns.trial_id == trial_id, columns.expires_at > now)
        ).first()
        if row is None:
            return None
        report = None
        if row.sealed_report is not None:
            plain = self._sealer.unseal(row.sealed_report, name_seal(trial_id))
            report = msgspec.json.decode(plain, type=Report)
        return SharedTrial(trial_id, row.client_id, row.asked_by, row.by_kind, row.expires_at, report)

    def answer(self, trial_id: str, report: Report, now: datetime) -> bool:
        columns = shared_trials.c
        sealed = self._sealer.seal(msgspec.json.encode(report), name_seal(trial_id))
        written = self._connection.execute(
            update(shared_trials)
            .where(columns.trial_id == trial_id, columns.sealed_report.is_(None), columns.expires_at > now)
            .values(sealed_report=sealed)
        )
        return written.rowcount == 1


def name_seal(trial_id: str) -> str:
    """Return the purpose that binds what came of a test to its row."""
    return f"shared-trial:{trial_id}"
