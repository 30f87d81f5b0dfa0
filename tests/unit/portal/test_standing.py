"""The line at the top says what counts here."""

from idp.policy.decide import decide
from idp.policy.text import Text
from idp.portal.standing import Standing, build_standing
from idp.portal.time_left import TimeLeft
from tests.unit.portal.small_town import POLICY, ask

LEFT = TimeLeft(seconds=900, warns_in_seconds=780, can_extend=True)


def standing_of(zone: str, *methods: str) -> Standing:
    return build_standing(POLICY, "Maria Granhage", zone, decide(POLICY, ask(zone, *methods)), LEFT)


def test_the_line_names_the_network_and_the_strongest_way_proved() -> None:
    standing = standing_of("office", "password", "totp")

    assert standing == Standing(
        "Maria Granhage",
        Text("På kontoret", "At the office"),
        True,
        Text("Mobilapp", "Authenticator app"),
        LEFT,
    )


def test_a_password_alone_counts_for_nothing_on_the_line_from_home() -> None:
    standing = standing_of("remote", "password")

    assert (standing.is_inside, standing.how) == (False, None)
