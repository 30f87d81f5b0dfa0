"""Whatever can be wrong with a draft's text is told in the reader's language, with the place in the text and what to write."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from ipaddress import IPv4Network

import pytest

from idp.admin.pages.policy.words import Words
from idp.admin.policy.judging import judge
from idp.admin.policy.outcomes import FaultLine, Faulty
from idp.i18n import load_catalogues
from idp.people.realms import REALMS
from idp.policy.loading import tell_toml
from idp.policy.reading.toml import BEYOND, ENDS, KINDS, UNKNOWN, place_reason
from idp.policy.safe_rules import inside_is_no_part_of_the_world, inside_methods_stay_inside
from idp.policy.zones import Zones
from tests.architecture.sources import list_modules, parse
from tests.support.policies import TEXT, change
from tests.support.world import NOON
from tests.unit.admin.policy.test_faults_in_words import BROKEN, IN_FORCE

CATALOGUES = load_catalogues()
HOURS = 'hours = "always"'


def in_vab(old: str, new: str) -> str:
    """Return the policy with one passage of a service written otherwise."""
    return change("services.vab", old, new)


def closed(entry: str) -> str:
    """Return the policy with a closure of a service."""
    return in_vab(HOURS, f"{HOURS}\nclosed = [{{ {entry} }}]")


GUESTS = '["203.0.113.0/28"]'
ORDER = '["remote", "gast", "vpn", "skola", "admin"]'
LEVELS = '["password", "mail", "sms", "recovery", "bypass", "token", "app", "key", "passkey"]'
FAULTY = {
    "missing": in_vab('inside = "password"\n', ""),
    "not_text": in_vab('outside = "mail"', "outside = 7"),
    "not_flag": change("zones.gast", "inside = false", 'inside = "no"'),
    "not_texts": in_vab('["alla-anstallda"]', '"alla-anstallda"'),
    "named_twice": in_vab('["alla-anstallda"]', '["a", "a"]'),
    "not_table": in_vab(
        'name = { sv = "Vård av sjukt barn", en = "Care of a sick child", fi = "Sairaan lapsen hoito" }',
        'name = "x"',
    ),
    "not_tables": in_vab(HOURS, f'{HOURS}\nclosed = "never"'),
    "unknown_key": in_vab(HOURS, f"{HOURS}\ncolour = 1"),
    "no_span": in_vab(HOURS, 'hours = { mon = "6-20" }'),
    "days_unclear": closed('hours = "22.00-05.00"'),
    "unknown_holiday": closed('holidays = ["eastre"]'),
    "no_holiday": closed("holidays = []"),
    "no_such_days": closed('yearly = "02-30"'),
    "unknown_method": change("levels.mail", '"mail"]', '"zzzz"]'),
    "no_method": change("levels.mail", '["password", "mail"]', "[]"),
    "no_realm": change("levels.mail", "label", "realms = []\nlabel"),
    "unknown_realm": change("levels.mail", "label", 'realms = ["amd"]\nlabel'),
    "level_above": change("levels", LEVELS, LEVELS.replace('"password", "mail"', '"mail", "password"')),
    "order_unknown": change("zones", '"remote", "gast"', '"remote", "guest", "gast"'),
    "order_lacks": change("zones", ORDER, ORDER.replace('"gast", ', "")),
    "no_table": "[levels]\norder = []\n[zones]\norder = []\n[services]\n",
    "bad_name": TEXT.replace("[services.vab]", "[services.VAB]"),
    "no_built_in": TEXT.replace("[services.portal]", "[services.porten]"),
    "starts_nothing": in_vab('start = "http://localhost:8002/"\n', ""),
    "for_nobody": in_vab('["alla-anstallda"]', "[]"),
    "everyone_and_others": in_vab('["alla-anstallda"]', '["everyone", "a"]'),
    "unknown_level": in_vab('outside = "mail"', 'outside = "male"'),
    "unknown_zone": in_vab(HOURS, f'zones = {{ vnp = "app" }}\n{HOURS}'),
    "unknown_service": TEXT.replace('default_service = "ovrig-tjanst"', 'default_service = "ovrigt"'),
    "no_page": in_vab("http://localhost:8002/", "localhost"),
    "spans_overlap": in_vab(
        HOURS, f'{HOURS}\nexceptions = [{{ dates = "2026-12-24", hours = ["08.00-12.00", "11.00-13.00"] }}]'
    ),
    "hours_overlap": in_vab(HOURS, 'hours = { mon = ["08.00-12.00", "11.00-13.00"] }'),
    "no_weekday": in_vab(HOURS, 'hours = { fri-mon = "08.00-12.00" }'),
    "never_opens": in_vab(HOURS, "hours = {}"),
    "offers_nothing": change(
        "zones.gast", 'offers = ["mail", "sms", "recovery", "token", "app", "key", "passkey"]', "offers = []"
    ),
    "network_meant": change("zones.gast", GUESTS, '["203.0.113.1/28"]'),
    "no_network": change("zones.gast", GUESTS, '["library"]'),
    "mapped_network": change("zones.gast", GUESTS, '["::ffff:203.0.113.0/124"]'),
    "begins_inside": change("zones", ORDER, '["skola", "remote", "gast", "vpn", "admin"]'),
    "outside_above": change("zones", ORDER, '["remote", "gast", "skola", "vpn", "admin"]'),
    "network_twice": change("zones.gast", GUESTS, '["198.51.100.0/27"]'),
    "strangers_taken": change("zones.gast", GUESTS, '["0.0.0.0/0"]'),
    "twice": TEXT + "\n[services.vab]\n",
    "toml_statement": f"å = 1\n{TEXT}",
    "toml_more": in_vab('outside = "mail"', 'outside = "mail" or "sms"'),
    "toml_equals": in_vab('outside = "mail"', 'outside "mail"'),
    "toml_head": TEXT.replace("[services.vab]", "[services.vab"),
    "toml_quote": in_vab('outside = "mail"', 'outside = "mail'),
    "toml_sign": in_vab('"mail"', '"mail\x07"'),
    "toml_list": in_vab('["alla-anstallda"]', '["alla-anstallda" "chefer"]'),
    "toml_table": in_vab(HOURS, 'hours = { mon = "08.00-12.00" tue = "08.00-12.00" }'),
    "toml_backslash": in_vab('"mail"', '"m\\ail"'),
    "toml_date": in_vab(HOURS, "hours = 2026-02-30"),
    "toml_value": in_vab('"mail"', "mail"),
    "toml_closed": in_vab(HOURS, f'zones = {{ vpn = "app" }}\nzones.gast = "never"\n{HOURS}'),
    "toml_end": "services = [\n",
    "toml_beyond": f"hours = {'[' * 5000}",
}
NEVER = {"states_other", "unproved", "too_strong", "more_gives_less", "for_others"}
"""What would be a fault of `decide()` itself; no draft brings it about."""


SKOLA, GAST = IN_FORCE.zones.get("skola"), IN_FORCE.zones.get("gast")
WIDE = replace(SKOLA, networks=tuple(IPv4Network(f"{first}.1.0.0/16") for first in range(20, 40)))
LENT = replace(GAST, offers=("bypass", *GAST.offers))
PROMISES = {
    "world_inside": inside_is_no_part_of_the_world(replace(IN_FORCE, zones=Zones((GAST, WIDE)))),
    "inside_method": inside_methods_stay_inside(replace(IN_FORCE, zones=Zones((LENT, SKOLA)))),
}
"""Promises that a zone breaks: asked of the rule alone, because proving a whole policy takes a second."""

FOUND = {kind: next(faults) for kind, faults in PROMISES.items()}
FOUND["no_toml"] = tell_toml(place_reason("What a later parser says (at line 3, column 4)", ""))


def list_kinds() -> Iterator[str]:
    """Yield the kind of each fault that is raised anywhere in the policy, as the code names it."""
    yield from (*KINDS.values(), ENDS, BEYOND, UNKNOWN)
    places = {"note": 3, "note_unknown": 4, "Fault": 3, "_breach": 5}
    for module in list_modules():
        if not str(module).startswith("idp/policy/"):
            continue
        for node in ast.walk(parse(module)):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name in places and len(node.args) > places[name]:
                    yield from name_kinds(node.args[places[name]])


def name_kinds(argument: ast.AST) -> Iterator[str]:
    """Yield the kinds that an argument may be."""
    if isinstance(argument, ast.JoinedStr):
        yield from ("unreachable_inside", "unreachable_outside")
        return
    for one in ast.walk(argument):
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and one.value.isidentifier():
            yield one.value


def find_fault(kind: str) -> FaultLine:
    """Return the fault of this kind in the policy that is broken so."""
    if kind in FOUND:
        fault = FOUND[kind]
        return FaultLine(1, f"{fault.what}; {fault.instead}", fault.kind, fault.values)
    judged = judge(FAULTY[kind], REALMS)
    assert isinstance(judged, Faulty)
    assert all(fault.kind for fault in judged.faults)
    found = [fault for fault in judged.faults if fault.kind == kind]
    assert found, judged.faults
    return found[0]


@pytest.mark.parametrize("kind", [*FAULTY, *FOUND])
def test_a_fault_of_the_text_has_words_in_every_language(kind: str) -> None:
    fault, told = find_fault(kind), set()
    for language, catalogue in CATALOGUES.items():
        text = Words(catalogue.text, language, NOON, ()).fault(fault)
        assert f"{fault.line}: " in text
        assert fault.text not in text
        told.add(text)
    assert len(told) == len(CATALOGUES)


def test_every_kind_of_fault_has_words_and_is_tried() -> None:
    raised = set(list_kinds())
    assert len(raised) > 40
    written = {
        key.removeprefix("console_fault.")
        for key in CATALOGUES["sv"].entries
        if key.startswith("console_fault.")
    }
    assert raised == written
    assert raised == {*BROKEN, *FAULTY, *FOUND, *NEVER}


def test_a_name_that_is_not_known_is_told_with_the_one_it_resembles() -> None:
    words = Words(CATALOGUES["sv"].text, "sv", NOON, ())
    assert words.fault(find_fault("unknown_level")).endswith("Menade du mail?")
    assert "Skriv ett av dessa: password, " in words.fault(find_fault("unknown_method"))
