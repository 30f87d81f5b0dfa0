"""Moments are told as a person would."""

import pytest

from idp.i18n import load_catalogues
from idp.policy.when import tell_when
from tests.unit.policy.demo import local

NOW = "2026-11-23 23:30"


@pytest.mark.parametrize(
    ("at", "swedish", "english", "finnish"),
    [
        ("2026-11-23 23:45", "i dag kl. 23.45", "today at 23:45", "tänään klo 23.45"),
        ("2026-11-24 00:00", "vid midnatt", "at midnight", "keskiyöllä"),
        ("2026-11-24 05:00", "i morgon kl. 05.00", "tomorrow at 05:00", "huomenna klo 5.00"),
        ("2026-11-25 00:00", "på onsdag kl. 00.00", "on Wednesday at 00:00", "keskiviikkona klo 0.00"),
        ("2026-11-29 06:00", "på söndag kl. 06.00", "on Sunday at 06:00", "sunnuntaina klo 6.00"),
        (
            "2026-11-30 06:00",
            "den 30 november kl. 06.00",
            "on 30 November at 06:00",
            "30. marraskuuta klo 6.00",
        ),
        (
            "2027-01-07 06:00",
            "den 7 januari 2027 kl. 06.00",
            "on 7 January 2027 at 06:00",
            "7. tammikuuta 2027 klo 6.00",
        ),
    ],
)
def test_a_moment_is_told_by_its_distance_in_days(at: str, swedish: str, english: str, finnish: str) -> None:
    told = {
        language: tell_when(local(at), local(NOW), load_catalogues()[language].text, language)
        for language in ("sv", "en", "fi")
    }
    assert told == {"sv": swedish, "en": english, "fi": finnish}


def test_tomorrow_is_judged_by_swedish_clocks() -> None:
    """At 23.30 UTC in November it is already the next day in Sweden."""
    t = load_catalogues()["sv"].text
    assert tell_when(local("2026-11-24 05:00"), local("2026-11-24 00:30"), t, "sv") == "i dag kl. 05.00"
