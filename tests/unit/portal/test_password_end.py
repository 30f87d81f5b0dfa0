from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from idp.portal.password_end import find_days_left
from tests.support.employees import MARIA

NOON = datetime(2026, 3, 11, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    ("expires_at", "days"),
    [
        (None, None),
        (NOON + timedelta(days=14, seconds=1), None),
        (NOON + timedelta(days=14), 14),
        (NOON + timedelta(days=2), 2),
        (datetime(2026, 3, 11, 23, 0, tzinfo=UTC), 1),
        (datetime(2026, 3, 11, 22, 59, tzinfo=UTC), 0),
        (NOON - timedelta(days=3), 0),
    ],
)
def test_days_are_counted_by_swedish_midnights_from_a_fortnight_before(
    expires_at: datetime | None, days: int | None
) -> None:
    assert find_days_left(replace(MARIA, password_expires_at=expires_at), NOON) == days
