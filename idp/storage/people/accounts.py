"""The locks of the local directory's accounts."""

from datetime import datetime

from sqlalchemy import Connection, select, update

from idp.people.account_state import AccountState
from idp.storage.people.people import people


class AccountRows:
    """Implements `AccountStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find_state(self, person_id: str) -> AccountState | None:
        row = self._connection.execute(
            select(people.c.is_locked, people.c.must_change_password).where(people.c.person_id == person_id)
        ).first()
        return None if row is None else AccountState(row.is_locked, row.must_change_password)

    def unlock(self, person_id: str, now: datetime) -> bool:
        unlocked = self._connection.execute(
            update(people)
            .where(people.c.person_id == person_id, people.c.is_locked.is_(True))
            .values(is_locked=False, updated_at=now, version=people.c.version + 1)
        )
        return unlocked.rowcount == 1
