from datetime import UTC, datetime, timedelta

import pytest

from idp.delivery.breaker import FAILURES, REST, Breaker, ChannelState, judge_channel

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
EARLIER = NOW - timedelta(hours=1)


def down(name: str, since: datetime = NOW) -> Breaker:
    return Breaker(name, FAILURES, since, NOW + REST)


def test_a_gateway_that_never_failed_is_up() -> None:
    assert judge_channel(["a"], [], NOW) == ChannelState(is_up=True)


def test_a_channel_without_a_gateway_is_down() -> None:
    assert judge_channel([], [down("a")], NOW) == ChannelState(is_up=False)


def test_one_gateway_that_works_keeps_the_channel_up() -> None:
    assert judge_channel(["a", "b"], [down("a")], NOW).is_up
    assert judge_channel(["a", "b"], [down("a"), Breaker("b", 0, EARLIER)], NOW) == ChannelState(
        True, EARLIER
    )


def test_a_channel_is_down_since_its_last_gateway_is() -> None:
    assert judge_channel(["a", "b"], [down("a", EARLIER), down("b")], NOW) == ChannelState(
        is_up=False, since=NOW
    )


def test_a_gateway_that_is_no_longer_configured_says_nothing() -> None:
    assert judge_channel(["a"], [down("old")], NOW).is_up


def test_a_gateway_whose_rest_is_over_may_be_tried() -> None:
    assert not judge_channel(["a"], [down("a")], NOW + REST - timedelta(microseconds=1)).is_up
    assert judge_channel(["a"], [down("a")], NOW + REST).is_up


@pytest.mark.parametrize("back", [timedelta(seconds=1), timedelta(hours=1), timedelta(days=400)])
def test_a_clock_that_was_ahead_leaves_no_gateway_alone_for_long(back: timedelta) -> None:
    assert judge_channel(["a"], [down("a")], NOW - back).is_up
