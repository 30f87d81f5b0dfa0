"""A service comes into the policy's text and goes from it; every other line of it stays."""

import pytest

from idp.policy.writing.opening import WHOLE
from idp.policy.writing.rule import ServiceRule, read_document
from idp.policy.writing.whole_service import ServiceFacts, add_service, remove_service
from tests.support.policies import TEXT, change

FACTS = ServiceFacts({"sv": "Bygglov", "en": "Permits"}, {}, "https://bygglov.example/", is_tile=True)
RULE = ServiceRule(("bygg",), "password", "sms", {"vpn": "app"}, WHOLE)
WRITTEN = """
[services.bygglov]
name = { sv = "Bygglov", en = "Permits" }
groups = ["bygg"]
inside = "password"
outside = "sms"
zones = { vpn = "app" }
hours = "always"
start = "https://bygglov.example/"
"""


def test_a_service_is_written_below_the_last_and_is_taken_away_again() -> None:
    written = add_service(TEXT, "bygglov", FACTS, RULE)
    assert written == TEXT + WRITTEN
    assert remove_service(written, "bygglov") == TEXT


def test_a_service_that_is_no_tile_says_so_and_describes_itself() -> None:
    facts = ServiceFacts({"sv": "Api", "en": "Api"}, {"sv": "Ett", "en": "One"}, "", is_tile=False)
    written = add_service(TEXT, "api", facts, RULE) or ""
    assert '\ndescription = { sv = "Ett", en = "One" }\n' in written
    assert written.endswith('hours = "always"\ntile = false\n')


def test_what_follows_the_services_stays_behind_them() -> None:
    head, mark, rest = TEXT.partition("[levels]")
    services = TEXT[TEXT.index("# --- The provider's own two") :]
    turned = head + services + "\n\n# And then\n" + mark + rest.replace(services, "")
    written = add_service(turned, "bygglov", FACTS, RULE)
    assert written is not None
    assert f"tile = false\n{WRITTEN}\n\n# And then\n[levels]\n" in written
    assert remove_service(written, "bygglov") == turned


def test_a_service_goes_with_the_comment_right_above_it_alone() -> None:
    written = remove_service(TEXT, "lonebesked") or ""
    assert "payslip that is being written" not in written
    assert (
        "within `hours`, less what `closed` takes away. Times are Swedish wall time.\n\n[services.vab]"
        in written
    )
    assert set(written.splitlines()) < set(TEXT.splitlines())


def test_tables_below_a_service_go_with_it() -> None:
    text = change("services.vab", 'hours = "always"\n', "")
    text = change(
        "services.vab",
        'start = "http://localhost:8002/"\n',
        '[services.vab.hours]\ndaily = "05.00-23.00"\n',
        text,
    )
    written = remove_service(text, "vab") or ""
    assert "services.vab" not in written
    assert "[services.sjalvservice]" in written


@pytest.mark.parametrize(("heir", "line"), [("vab", 'default_service = "vab"\n'), ("", "")])
def test_another_takes_the_place_of_the_default_service_or_none_does(heir: str, line: str) -> None:
    written = remove_service(TEXT, "ovrig-tjanst", heir)
    assert written is not None
    assert f"is refused.\n{line}\n" in written
    assert (read_document(written) or {}).get("default_service", "") == heir


@pytest.mark.parametrize(
    "text",
    [
        "[",
        "",
        '[services]\nvab.name = "x"\nvab.groups = ["y"]\n[levels]\n',
        'x = """\n[services.vab]\n"""\n',
    ],
)
def test_where_a_service_cannot_be_found_or_is_nothing_is_removed(text: str) -> None:
    removed = remove_service(text, "vab")
    assert removed is None or "vab" not in removed


def test_a_layout_of_its_own_and_a_name_that_is_taken_are_left_to_a_person() -> None:
    assert add_service(TEXT, "vab", FACTS, RULE) is None
    assert add_service("[", "bygglov", FACTS, RULE) is None
    assert add_service('services = { vab = { name = "x" } }\n', "bygglov", FACTS, RULE) is None
    assert remove_service('services = { vab = { name = "x" } }\n', "vab") is None
    assert add_service("", "bygglov", FACTS, RULE) == WRITTEN.lstrip()
