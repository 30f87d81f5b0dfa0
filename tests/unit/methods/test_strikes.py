from datetime import UTC, datetime, timedelta

from idp.methods import strikes
from idp.methods.strikes import Strikes

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_the_window_counts_from_the_first_failure() -> None:
    counted = Strikes(most=2, window=timedelta(seconds=10))
    counted.add("a", NOW)
    counted.add("a", NOW + timedelta(seconds=9))
    assert counted.is_out("a", NOW + timedelta(seconds=9))
    assert not counted.is_out("a", NOW + timedelta(seconds=10))
    assert not counted.is_out("b", NOW)


def test_memory_is_bounded_and_keeps_the_latest() -> None:
    counted = Strikes(most=1)
    for number in range(strikes.MOST_ADDRESSES + 1):
        counted.add(str(number), NOW)
    assert not counted.is_out("0", NOW)
    assert counted.is_out(str(strikes.MOST_ADDRESSES), NOW)
