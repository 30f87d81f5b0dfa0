"""A policy file is loaded whole or refused with every fault, its line and what to write instead."""

from hashlib import sha256
from pathlib import Path

import pytest

from idp.policy.loading import load_policy, parse_policy
from idp.policy.problems import PolicyError
from tests.unit.policy.demo import POLICY, TEXT


def refuse(text: str) -> tuple[str, ...]:
    """Return the faults of a text."""
    with pytest.raises(PolicyError) as refusal:
        parse_policy(text, "policy.toml")
    return refusal.value.lines


def line_of(text: str, start: str) -> int:
    """Return the number of the first line that begins so."""
    return next(number for number, line in enumerate(text.splitlines(), 1) if line.startswith(start))


def test_the_version_is_the_sha256_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(TEXT, encoding="utf-8")
    assert load_policy(path).version == POLICY.version == sha256(path.read_bytes()).hexdigest()


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(
        PolicyError, match=r"nowhere\.toml: No such file or directory; name a readable policy file"
    ):
        load_policy(tmp_path / "nowhere.toml")


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_bytes(b"default_service = '\xe5'")
    with pytest.raises(PolicyError, match="it is not UTF-8; save it as UTF-8"):
        load_policy(path)


def test_broken_toml_is_refused_with_its_line() -> None:
    assert refuse('a = 1\nb = "open\n')[0].startswith("policy.toml:2: this is not TOML: ")
    assert refuse("a = [1,")[0].startswith("policy.toml:1: this is not TOML: ")


def test_an_empty_file_says_all_that_is_missing() -> None:
    faults = "\n".join(refuse(""))
    for table in ("levels", "zones", "services"):
        assert f"policy.toml:1: the file has no {table!r}; write {table} = " in faults


def test_all_faults_are_told_at_once_in_the_order_of_the_file() -> None:
    text = TEXT.replace('inside = "password"', 'inside = "pasword"', 1).replace("tile = false", "tile = 0", 1)
    text = text.replace('methods = ["password", "totp"]', 'methods = ["password", "topt"]')
    numbers = [int(fault.split(":")[1]) for fault in refuse(text)]
    assert len(numbers) == 3
    assert numbers == sorted(numbers)


def test_a_key_at_the_top_that_is_not_known_is_refused_with_what_was_meant() -> None:
    faults = refuse(TEXT.replace("default_service =", "default_servise ="))
    line = line_of(TEXT, "default_service")
    assert faults == (
        f"policy.toml:{line}: default_servise is not a key of the policy; did you mean 'default_service'?",
    )


def test_a_default_service_that_does_not_exist_is_refused() -> None:
    faults = refuse(TEXT.replace('default_service = "ovrig-tjanst"', 'default_service = "ovrig-tjenst"'))
    assert "names an unknown service 'ovrig-tjenst'; did you mean 'ovrig-tjanst'?" in faults[0]


def test_a_policy_without_a_default_service_refuses_clients_without_one() -> None:
    assert (
        parse_policy(TEXT.replace('default_service = "ovrig-tjanst"', ""), "policy.toml").default_service
        is None
    )


def test_a_policy_that_breaks_an_invariant_is_refused_with_the_line_of_the_rule() -> None:
    text = TEXT.replace('outside = "never"', 'outside = "app"', 1)
    line = line_of(text, 'outside = "app"')
    faults = refuse(text)
    assert len(faults) == 1
    assert faults[0].startswith(
        f"policy.toml:{line}: services.enrolment opens in 'remote' with password proved in"
    )


def test_invariants_are_looked_at_only_when_the_file_can_be_read() -> None:
    text = TEXT.replace('outside = "never"', 'outside = "app"', 1).replace("tile = false", "tile = 0", 1)
    assert all("enrolment opens" not in fault for fault in refuse(text))
