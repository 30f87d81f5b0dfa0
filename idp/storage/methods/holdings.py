"""What somebody can prove a second factor with, counted in one statement."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, ScalarSelect, func, select

from idp.methods.holdings import Counted
from idp.storage.driver.prepared import Prepared
from idp.storage.methods import bypasses, devices, recovery, tokens


def count(*conditions: Any) -> ScalarSelect[int]:
    """Return how many rows of one table fulfil the conditions, as a column of another statement."""
    return select(func.count()).where(*conditions).scalar_subquery()


COUNT: Final = Prepared(
    select(
        count(*devices.CONFIRMED).label("apps"),
        count(*tokens.HELD).label("tokens"),
        count(*bypasses.READY).label("bypasses"),
        count(recovery.MADE, recovery.UNUSED).label("recovery_codes"),
    )
)


class HoldingRows:
    """Implements `HoldingStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def count(self, person_id: str, now: datetime) -> Counted:
        (row,) = COUNT.all(self._connection, {"person": person_id, "now": now})
        return Counted(*row)
