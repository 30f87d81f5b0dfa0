"""What people see of a service is written on its own lines, and what is alike is not touched."""

from dataclasses import replace

from idp.policy.writing.facts import find_facts, write_facts
from idp.policy.writing.rule import read_document
from idp.policy.writing.whole_service import ServiceFacts
from tests.support.policies import TEXT, change


def facts_of(service: str) -> ServiceFacts:
    """Return what people see of a service."""
    found = find_facts(read_document(TEXT) or {}, service)
    assert found is not None
    return found


def test_what_is_left_alone_changes_no_letter() -> None:
    for service in ("vab", "portal", "console", "ovrig-tjanst"):
        assert write_facts(TEXT, service, facts_of(service)) == TEXT


def test_an_address_and_a_name_are_written_on_their_lines() -> None:
    before = facts_of("vab")
    facts = replace(before, start="https://vab.example/", name={**before.name, "sv": "VAB"})
    wanted = change("services.vab", "http://localhost:8002/", "https://vab.example/")
    assert write_facts(TEXT, "vab", facts) == change("services.vab", "Vård av sjukt barn", "VAB", wanted)


def test_a_tile_is_taken_away_and_comes_back() -> None:
    before = facts_of("vab")
    written = write_facts(TEXT, "vab", replace(before, start="", is_tile=False, description={})) or ""
    assert 'hours = "always"\ntile = false\n' in written
    assert 'sjukt barn."' not in written
    assert write_facts(written, "vab", before) == TEXT
    assert find_facts({}, "vab") is None
    assert write_facts("[", "vab", before) is None
