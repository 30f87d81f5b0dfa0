"""What a bind's answer says of the password, before anybody is told (requirements, section 5)."""

import pytest

from idp.people.directory import Bar
from idp.people.ldap.verdict import BindAnswer, Verdict, judge


def refused(data: str) -> BindAnswer:
    """Return invalidCredentials as Active Directory writes it."""
    return BindAnswer(
        49, f"80090308: LdapErr: DSID-0C090447, comment: AcceptSecurityContext error, data {data}, v4563"
    )


@pytest.mark.parametrize(
    ("data", "verdict"),
    [
        ("525", Verdict.WRONG), ("52e", Verdict.WRONG), ("52E", Verdict.WRONG), ("530", Bar.HOURS),
        ("531", Bar.COMPUTER), ("532", Bar.PASSWORD_EXPIRED), ("533", Bar.DISABLED), ("701", Bar.ENDED),
        ("773", Bar.PASSWORD_EXPIRED), ("775", Verdict.LOCKED),
    ],
)  # fmt: skip
def test_each_sub_code_has_its_meaning(data: str, verdict: Verdict | Bar) -> None:
    assert judge(refused(data)) is verdict


@pytest.mark.parametrize("data", ["0", "999", "5331", "deadbeef", "", "533x"])
def test_a_sub_code_that_nobody_knows_proves_no_password(data: str) -> None:
    assert judge(refused(data)) is Verdict.WRONG


def test_a_sub_code_outside_its_own_sentence_means_nothing() -> None:
    assert judge(BindAnswer(49, "user said: data 533")) is Verdict.WRONG


@pytest.mark.parametrize("code", [0, 1, 51, 52, 80, -1])
def test_a_sub_code_counts_in_a_refusal_of_credentials_alone(code: int) -> None:
    text = refused("533").text
    assert judge(BindAnswer(code, text)) is (Verdict.RIGHT if code == 0 else Verdict.AWAY)


@pytest.mark.parametrize(("code", "verdict"), [(0, Verdict.RIGHT), (49, Verdict.WRONG), (32, Verdict.WRONG),
                                               (48, Verdict.WRONG), (19, Verdict.LOCKED), (53, Verdict.LOCKED),
                                               (51, Verdict.AWAY), (52, Verdict.AWAY), (8, Verdict.AWAY)])  # fmt: skip
def test_a_result_code_alone_says_as_much_as_it_can(code: int, verdict: Verdict) -> None:
    assert judge(BindAnswer(code)) is verdict


@pytest.mark.parametrize("code", [0, 49])
@pytest.mark.parametrize(
    ("error", "verdict"), [(0, Bar.PASSWORD_EXPIRED), (1, Verdict.LOCKED), (2, Bar.PASSWORD_EXPIRED)]
)
def test_the_password_policys_words_go_before_the_code(code: int, error: int, verdict: Verdict | Bar) -> None:
    assert judge(BindAnswer(code, policy_error=error)) is verdict


@pytest.mark.parametrize(("code", "verdict"), [(0, Verdict.RIGHT), (49, Verdict.WRONG)])
def test_words_of_the_policy_about_a_new_password_say_nothing_here(code: int, verdict: Verdict) -> None:
    assert {judge(BindAnswer(code, policy_error=error)) for error in (3, 4, 5, 6, 7, 8, 99)} == {verdict}


def test_a_server_that_is_in_trouble_is_away_whatever_its_policy_says() -> None:
    assert judge(BindAnswer(52, policy_error=0)) is Verdict.AWAY
