"""What breaks a promise of the policy is told in the reader's language, by names instead of keys."""

from dataclasses import replace

import pytest

from idp.admin.pages.policy.words import Words
from idp.admin.policy.alike_faults import group_alike
from idp.admin.policy.judging import judge
from idp.admin.policy.outcomes import FaultLine, Faulty
from idp.i18n import load_catalogues
from idp.people.realms import REALMS
from idp.policy.loading import parse_once
from tests.support.policies import TEXT, change
from tests.support.world import NOON

CATALOGUES = load_catalogues()
IN_FORCE = parse_once(TEXT, "policy", REALMS)
INSIDE = 'inside = "password"'
BROKEN = {
    "not_offered": change(
        "services.vab", 'outside = "mail"', 'outside = "password"\nzones = { vpn = "passkey" }'
    ).replace(
        '"app", "key", "passkey"]\nlabel = { sv = "Kommunens vpn"',
        '"app", "key"]\nlabel = { sv = "Kommunens vpn"',
    ),
    "too_wide": change("zones.skola", '"192.0.2.64/26"', '"0.0.0.0/0"'),
    "gives_less": change("services.vab", INSIDE, 'inside = "app"'),
    "nowhere_reached": change(
        "services.vab",
        INSIDE,
        'inside = "never"',
        change("services.vab", 'outside = "mail"', 'outside = "never"'),
    ),
    "not_everyone": change("services.portal", '"everyone"', '"chefer"'),
    "unreachable_inside": change("services.enrolment", INSIDE, 'inside = "never"'),
    "unreachable_outside": change("services.portal", 'outside = "mail"', 'outside = "never"'),
    "newcomers": change("services.enrolment", INSIDE, 'inside = "app"'),
    "helpdesk_outside": change("services.helpdesk", 'outside = "never"', 'outside = "app"'),
    "console_weak": change("services.console", 'inside = "app"', INSIDE),
    "long_closed": change(
        "services.portal",
        'hours = "always"',
        'hours = "always"\nclosed = [{ yearly = "07-01..07-31", message = { sv = "x", en = "x", fi = "x" } }]',
    ),
    "two_kinds": change(
        "zones.remote",
        '["mail"',
        '["password", "mail"',
        change("services.vab", 'outside = "mail"', 'outside = "password"'),
    ),
    "enrolment_outside": change("services.enrolment", 'outside = "never"', 'outside = "app"'),
    "passkeys_outside": change("services.passkeys", 'outside = "never"', 'outside = "sms"'),
}


def find_fault(kind: str) -> FaultLine:
    """Return the fault of this kind in the policy that is broken so."""
    judged = judge(BROKEN[kind], REALMS)
    assert isinstance(judged, Faulty)
    found = [fault for fault in judged.faults if fault.kind == kind]
    assert found, judged.faults
    return found[0]


@pytest.mark.parametrize("kind", BROKEN)
def test_a_fault_has_words_in_every_language_and_names_nothing_by_its_key(kind: str) -> None:
    fault = find_fault(kind)
    for language, catalogue in CATALOGUES.items():
        told = Words(catalogue.text, language, NOON, (IN_FORCE,)).fault(fault)
        assert f"{fault.line}: " in told
        assert "{" not in told
        assert fault.text not in told
        assert "services." not in told


def test_a_fault_without_words_of_its_own_is_told_as_it_is() -> None:
    words = Words(CATALOGUES["sv"].text, "sv", NOON, (IN_FORCE,))
    assert words.fault(FaultLine(3, "something else")) == "Rad 3: something else"
    assert words.fault(FaultLine(0, "it is not UTF-8")) == "it is not UTF-8"


def test_what_is_true_of_many_services_is_told_once() -> None:
    less = FaultLine(
        7,
        "less",
        "gives_less",
        (("service", "vab"), ("level", "sms"), ("weaker", "vpn"), ("stronger", "admin")),
    )
    other = replace(less, line=9, values=(("service", "resor"), *less.values[1:]))
    nearby = replace(less, line=11, values=(("service", "resor"), ("level", "app"), *less.values[2:]))
    alone = FaultLine(0, "the text is empty")
    reach = (
        FaultLine(3, "x", "nowhere_reached", (("service", "vab"),)),
        FaultLine(4, "x", "nowhere_reached", (("service", "resor"),)),
    )
    found = group_alike((less, alone, nearby, other, *reach, alone))
    assert [(one.first.line, one.services) for one in found] == [
        (7, ("resor",)),
        (0, ()),
        (11, ()),
        (3, ()),
        (4, ()),
        (0, ()),
    ]
    told = Words(CATALOGUES["sv"].text, "sv", NOON, (IN_FORCE,)).objection(Faulty((less, other)))
    assert len(told) == 1
    assert told[0].startswith("Rad 7: Vård av sjukt barn öppnas med SMS-kod från Kommunens vpn")
    assert told[0].endswith("Detsamma gäller Resor och utlägg.")
