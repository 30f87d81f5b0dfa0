"""Moments as people say them, in Swedish time."""

from datetime import UTC, datetime

import pytest

from idp.i18n import load_catalogues
from idp.portal.moments import tell_moment

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "swedish", "english", "finnish"),
    [
        (datetime(2026, 11, 23, 6, 42, tzinfo=UTC), "I dag kl. 07.42", "Today at 07:42", "Tänään klo 7.42"),
        (datetime(2026, 11, 22, 23, 30, tzinfo=UTC), "I dag kl. 00.30", "Today at 00:30", "Tänään klo 0.30"),
        (
            datetime(2026, 11, 22, 22, 30, tzinfo=UTC),
            "I går kl. 23.30",
            "Yesterday at 23:30",
            "Eilen klo 23.30",
        ),
        (
            datetime(2026, 10, 24, 22, 30, tzinfo=UTC),
            "Söndag 25 oktober kl. 00.30",
            "Sunday 25 October at 00:30",
            "Sunnuntaina 25. lokakuuta klo 0.30",
        ),
    ],
)
def test_a_moment_is_told_as_the_clock_stood_in_sweden(
    at: datetime, swedish: str, english: str, finnish: str
) -> None:
    catalogues = load_catalogues()
    assert tell_moment(at, NOW, "sv", catalogues["sv"].text) == swedish
    assert tell_moment(at, NOW, "en", catalogues["en"].text) == english
    assert tell_moment(at, NOW, "fi", catalogues["fi"].text) == finnish
