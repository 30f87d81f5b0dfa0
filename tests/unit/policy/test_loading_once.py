"""A text is proved once a process, whatever it is called; one that is refused names the source it was read from."""

import pytest

from idp.policy.loading import MOST_KEPT, parse_once
from idp.policy.problems import PolicyError
from tests.unit.policy.demo import TEXT


def test_the_same_text_under_another_name_is_the_same_policy() -> None:
    assert parse_once(TEXT, "one.toml", None) is parse_once(TEXT, "other.toml", None)


def test_a_text_that_is_refused_is_refused_again_under_its_own_name() -> None:
    for name in ("one.toml", "other.toml"):
        with pytest.raises(PolicyError, match=name):
            parse_once("[", name, None)


def test_realms_that_do_not_fit_are_refused_though_the_text_was_proved() -> None:
    for_schools = TEXT.replace("[levels.mail]\n", '[levels.mail]\nrealms = ["skola"]\n')
    parse_once(for_schools, "one.toml", ("adm", "skola"))
    with pytest.raises(PolicyError, match="unknown realm"):
        parse_once(for_schools, "one.toml", ("adm",))


def test_what_has_not_been_asked_for_longest_is_forgotten() -> None:
    first = parse_once(TEXT, "one.toml", None)
    for number in range(MOST_KEPT):
        parse_once(f"{TEXT}\n# {number}", "one.toml", None)
    assert parse_once(TEXT, "one.toml", None) is not first
