"""Numbers are told apart within a day, and are nobody's afterwards."""

from datetime import timedelta

from idp.methods.sms.hiding import hide_number
from tests.support.methods import NOW, SECRET

NUMBER, NEIGHBOUR, FAR = "+46701740607", "+46701740608", "+46701740707"


def test_neighbours_share_a_series_and_nothing_else() -> None:
    own, series = hide_number(SECRET, NUMBER, NOW)
    assert hide_number(SECRET, NEIGHBOUR, NOW)[1] == series
    assert hide_number(SECRET, NEIGHBOUR, NOW)[0] != own
    assert hide_number(SECRET, FAR, NOW)[1] != series


def test_the_next_day_a_number_is_another() -> None:
    assert set(hide_number(SECRET, NUMBER, NOW)).isdisjoint(
        hide_number(SECRET, NUMBER, NOW + timedelta(days=1))
    )


def test_another_key_hides_a_number_otherwise() -> None:
    assert hide_number(SECRET, NUMBER, NOW) != hide_number(b"another key", NUMBER, NOW)
