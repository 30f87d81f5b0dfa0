from datetime import UTC, datetime, timedelta

import pytest

from idp.delivery.back_off import judge_failure
from idp.delivery.message import LOGOUT_LIFE, NOTICE_LIFE, Message, Purpose
from idp.delivery.outbox import Claim
from idp.delivery.report import Report
from idp.delivery.sender import SendFailed

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
UNREACHABLE = SendFailed("unreachable")
IN_DOUBT = SendFailed("timed_out", may_have_arrived=True)


def build_message(purpose: Purpose, life: timedelta) -> Message:
    return Message("m1", "mail", "to", "subject", "body", purpose, created_at=NOW, expires_at=NOW + life)


def list_tries(message: Message) -> list[float]:
    """Return the seconds after which a message that nobody ever takes is tried."""
    tries, report = [0.0], judge_failure(Claim(message, 1), UNREACHABLE, NOW)
    while report.next_try_at:
        tries.append((report.next_try_at - NOW).total_seconds())
        report = judge_failure(Claim(message, len(tries)), UNREACHABLE, report.next_try_at)
    return tries


def judge(purpose: Purpose, failure: SendFailed) -> Report:
    return judge_failure(Claim(build_message(purpose, NOTICE_LIFE), 1), failure, NOW)


def test_a_code_is_tried_while_it_is_good() -> None:
    assert list_tries(build_message("code", timedelta(minutes=5))) == [0, 1, 6, 36, 156]


def test_a_logout_token_is_tried_until_its_ten_minutes_are_nearly_out() -> None:
    assert list_tries(build_message("logout", LOGOUT_LIFE)) == [0, 1, 6, 36, 156, 516]


def test_a_notice_is_tried_hourly_for_a_day() -> None:
    tries = list_tries(build_message("notice", NOTICE_LIFE))
    assert tries[5:8] == [516, 516 + 3600, 516 + 7200]
    assert NOTICE_LIFE.total_seconds() - 3600 <= tries[-1] < NOTICE_LIFE.total_seconds()


def test_a_code_that_may_have_arrived_is_not_sent_twice() -> None:
    assert judge("code", IN_DOUBT).result == "given_up"
    assert judge("code", UNREACHABLE).result == "put_back"


@pytest.mark.parametrize("purpose", ["notice", "logout"])
def test_anything_else_that_may_have_arrived_is_sent_again(purpose: Purpose) -> None:
    assert judge(purpose, IN_DOUBT).result == "put_back"


@pytest.mark.parametrize("purpose", ["code", "notice", "logout"])
def test_what_is_refused_for_good_is_given_up_at_once(purpose: Purpose) -> None:
    report = judge(purpose, SendFailed("smtp_550", is_final=True))
    assert (report.result, report.error_class, report.next_try_at) == ("given_up", "smtp_550", None)
