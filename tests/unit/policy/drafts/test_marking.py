"""A change of zones, levels, enrolment or the console takes two; a comment changes nothing."""

import pytest

from idp.policy.drafts.marking import has_changes, list_marked
from idp.policy.loading import parse_policy
from idp.policy.rules import Policy
from tests.unit.policy.demo import WHOLE, WHOLE_TEXT

VAB = ("[services.vab]", 'outside = "mail"', 'outside = "sms"')
CHANGES = [
    (("[zones.gast]", '["203.0.113.0/28"]', '["203.0.113.0/27"]'), ("zones",)),
    (("[zones.gast]", "Gästnätet", "Besöksnätet"), ("zones",)),
    (("[levels.mail]", "E-post-kod", "Kod i e-post"), ("levels",)),
    (("[services.enrolment]", 'inside = "password"', 'inside = "mail"'), ("services.enrolment",)),
    (("[services.passkeys]", 'outside = "never"', 'outside = "app"'), ("services.passkeys",)),
    (VAB, ()),
]


def draft(table: str, old: str, new: str) -> Policy:
    head, mark, rest = WHOLE_TEXT.partition(table)
    assert old in rest
    return parse_policy(head + mark + rest.replace(old, new, 1), "draft.toml")


@pytest.mark.parametrize(("change", "marked"), CHANGES)
def test_what_takes_two_is_named_by_its_key(change: tuple[str, str, str], marked: tuple[str, ...]) -> None:
    after = draft(*change)
    assert has_changes(WHOLE, after)
    assert list_marked(WHOLE, after) == marked


def test_a_configuration_marks_further_services_or_everything() -> None:
    after = draft(*VAB)
    assert list_marked(WHOLE, after, ("vab",)) == ("services.vab",)
    assert list_marked(WHOLE, after, ("lonebesked",)) == ()
    assert list_marked(WHOLE, after, ("everything",)) == ("services.vab",)


def test_a_service_that_goes_or_comes_is_a_change_of_it() -> None:
    gone = parse_policy(
        WHOLE_TEXT.replace("[services.passkeys]", "[services.nycklar]").replace(
            'sv = "Mina passkeys och säkerhetsnycklar"', 'sv = "Nycklar"'
        ),
        "x",
    )
    assert "services.passkeys" in list_marked(WHOLE, gone)
    assert "services.passkeys" in list_marked(gone, WHOLE)


def test_a_comment_is_no_change() -> None:
    after = parse_policy(f"# Tack för idag.\n{WHOLE_TEXT}", "draft.toml")
    assert after.version != WHOLE.version
    assert not has_changes(WHOLE, after)
    assert list_marked(WHOLE, after, ("everything",)) == ()
