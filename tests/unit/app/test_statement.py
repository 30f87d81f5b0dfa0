"""The accessibility statement in the reader's language."""

from datetime import date

from idp.app.statement import build_statement
from idp.config.sections.accessibility import Accessibility

TESTED = Accessibility(
    tested=date(2026, 11, 2),
    shortcomings={"sv": ("Kartan kan inte läsas upp.",), "en": ("The map is mute.",)},
)


def test_days_are_written_as_people_write_them() -> None:
    assert build_statement(TESTED, "en", "d MMMM y").tested == "2 November 2026"
    assert build_statement(TESTED, "fi", "d. MMMM y").tested == "2. marraskuuta 2026"


def test_shortcomings_are_told_in_the_readers_language_or_in_swedish() -> None:
    assert build_statement(TESTED, "en", "d MMMM y").shortcomings == ("The map is mute.",)
    finnish = build_statement(TESTED, "fi", "d. MMMM y")
    assert (finnish.told_in, finnish.shortcomings) == ("sv", ("Kartan kan inte läsas upp.",))


def test_what_is_not_configured_is_not_said() -> None:
    empty = build_statement(Accessibility(), "sv", "d MMMM y")
    assert (empty.shortcomings, empty.tested, empty.published) == ((), None, None)


def test_a_site_that_nobody_has_tested_is_not_said_to_meet_the_law() -> None:
    assert build_statement(Accessibility(), "sv", "d MMMM y").standing == "untested"
    assert build_statement(TESTED, "sv", "d MMMM y").standing == "partly"
    flawless = Accessibility(tested=date(2026, 11, 2))
    assert build_statement(flawless, "sv", "d MMMM y").standing == "whole"
