"""A level may be meant for the people of one directory alone."""

from dataclasses import replace

import pytest

from idp.policy.decide import Outcome, decide
from idp.policy.levels import Levels
from idp.policy.loading import parse_policy
from idp.policy.problems import PolicyError
from idp.policy.question import Question, Subject
from tests.unit.policy.demo import NOON, TEXT, prove

MAIL_FOR_SCHOOLS = TEXT.replace("[levels.mail]\n", '[levels.mail]\nrealms = ["skola"]\n')
POLICY = parse_policy(MAIL_FOR_SCHOOLS, "policy.toml", ("skola", "adm"))


def ask(realm: str, level: str = "mail") -> Question:
    who = Subject(frozenset({"alla-anstallda"}), realm, is_active=True)
    return Question(who, prove(level, "remote", policy=POLICY), "remote", NOON, "vab")


def test_a_level_of_one_realm_opens_nothing_to_the_others() -> None:
    assert decide(POLICY, ask("skola")).outcome is Outcome.ALLOWED
    refused = decide(POLICY, ask("adm"))
    assert (refused.outcome, refused.options, refused.acr) == (Outcome.NEEDS_PROOF, ("app", "sms"), None)


def test_someone_who_has_said_where_they_work_is_offered_the_levels_of_that_realm() -> None:
    def options(realm: str | None) -> tuple[str, ...]:
        return decide(POLICY, Question(None, (), "remote", NOON, "vab", realm=realm)).options

    assert options("skola") == options(None) == ("app", "sms", "mail")
    assert options("adm") == ("app", "sms")


def test_a_service_that_no_level_of_a_realm_opens_is_refused_to_it() -> None:
    order = tuple(
        replace(level, realms=frozenset({"adm"})) if level.name == "app" else level for level in POLICY.levels
    )
    only = replace(POLICY, levels=Levels(order))
    who = Subject(frozenset({"hemtjanst"}), "skola", is_active=True)
    question = Question(who, prove("password", "admin", policy=only), "admin", NOON, "omsorgsjournal")
    assert decide(only, question).outcome is Outcome.REFUSED


def test_a_realm_that_could_then_reach_nothing_from_home_is_refused_with_a_counter_example() -> None:
    text = TEXT
    for level in ("mail", "sms", "app"):
        text = text.replace(f"[levels.{level}]\n", f'[levels.{level}]\nrealms = ["adm"]\n')
    with pytest.raises(PolicyError) as refusal:
        parse_policy(text, "policy.toml")
    assert any("services.portal can be reached from no zone outside" in line for line in refusal.value.lines)


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ('["adn"]', "levels.mail.realms names an unknown realm 'adn'; did you mean 'adm'?"),
        ("[]", "levels.mail.realms is empty; name a realm, leave the line out, or remove the level"),
    ],
)
def test_a_realm_that_is_no_directory_is_refused(written: str, fault: str) -> None:
    text = TEXT.replace("[levels.mail]\n", f"[levels.mail]\nrealms = {written}\n")
    with pytest.raises(PolicyError) as refusal:
        parse_policy(text, "policy.toml", ("skola", "adm"))
    assert any(line.endswith(fault) for line in refusal.value.lines), refusal.value.lines
