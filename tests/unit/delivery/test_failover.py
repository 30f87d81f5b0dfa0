import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from idp.delivery.breaker import FAILURES, REST, Breaker
from idp.delivery.failover import Failover
from idp.delivery.message import Message
from idp.delivery.receipt import Receipt
from idp.delivery.sender import SendFailed
from tests.unit.delivery.gateways.messages import build_message

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
REFUSED = SendFailed("http_500")
SLOW = SendFailed("timed_out", may_have_arrived=True, price=Decimal(35))
BAD_NUMBER = SendFailed("http_400", is_final=True)


@dataclass
class StubGateway:
    """Takes as long as it is told and then fails, or not."""

    name: str
    failure: Exception | None = None
    takes_seconds: float = 0.1
    timeout_seconds: float = 2
    patience: list[float] = field(default_factory=list)
    wait: Callable[[float], None] = lambda _: None

    def hand_over(self, message: Message, patience_seconds: float) -> Receipt:
        self.patience.append(patience_seconds)
        self.wait(min(self.takes_seconds, patience_seconds))
        if self.failure:
            raise self.failure
        return Receipt(self.name, "s1", 1, Decimal(50))


class House:
    """A clock that gateways move, and breakers in memory; no gateway is asked inside a unit of work."""

    def __init__(self, *gateways: StubGateway) -> None:
        self.now = NOW
        self.known: dict[str, Breaker] = {}
        self.is_inside = False
        for gateway in gateways:
            gateway.wait = self.wait
        self.failover = Failover(gateways, self.begin, lambda: self.now)

    @property
    def breakers(self) -> "House":
        return self

    @contextmanager
    def begin(self) -> Iterator["House"]:
        assert not self.is_inside
        self.is_inside = True
        yield self
        self.is_inside = False

    def wait(self, seconds: float) -> None:
        assert not self.is_inside
        self.now += timedelta(seconds=seconds)

    def list(self) -> tuple[Breaker, ...]:
        return tuple(self.known.values())

    def begin_try(self, name: str, now: datetime) -> bool:
        return name not in self.known or not self.known[name].is_resting(now)

    def note_failure(self, name: str, now: datetime) -> Breaker:
        failures = self.known[name].failures + 1 if name in self.known else 1
        self.known[name] = Breaker(name, failures, now, now + REST if failures >= FAILURES else None)
        return self.known[name]

    def note_success(self, name: str, now: datetime) -> bool:
        gone = self.known.pop(name, None)
        return gone is not None and gone.rests_until is not None

    def send(self) -> Receipt:
        return self.failover.send(build_message())

    def fail(self) -> SendFailed:
        with pytest.raises(SendFailed) as failed:
            self.send()
        return failed.value


def test_the_first_gateway_that_takes_it_is_the_last_that_is_asked() -> None:
    first, second = StubGateway("first"), StubGateway("second")
    assert House(first, second).send() == Receipt("first", "s1", 1, Decimal(50))
    assert second.patience == []


@pytest.mark.parametrize("failure", [REFUSED, SendFailed("unreachable"), BAD_NUMBER, ValueError("canary")])
def test_the_next_gateway_takes_over_from_one_that_fails(failure: Exception) -> None:
    house = House(StubGateway("first", failure), StubGateway("second"))
    assert house.send() == Receipt("second", "s1", 1, Decimal(50))


def test_the_next_gateway_takes_over_from_one_that_is_slow_and_both_are_paid() -> None:
    house = House(StubGateway("first", SLOW, takes_seconds=30), StubGateway("second"))
    assert house.send() == Receipt("second", "s1", 1, Decimal(85))
    assert (house.now - NOW).total_seconds() == pytest.approx(2.1)


def test_the_last_gateway_has_what_is_left_of_five_seconds() -> None:
    gateways = [StubGateway("first", SLOW, takes_seconds=30), StubGateway("last", SLOW, takes_seconds=30)]
    house = House(*gateways)
    assert house.fail().may_have_arrived
    assert [gateway.patience for gateway in gateways] == [[2], [pytest.approx(3)]]
    assert (house.now - NOW).total_seconds() == pytest.approx(5)


def test_a_lone_gateway_has_all_of_it() -> None:
    gateway = StubGateway("only")
    House(gateway).send()
    assert gateway.patience == [5]


def test_however_many_gateways_are_slow_a_code_waits_five_seconds() -> None:
    gateways = [StubGateway(str(number), SLOW, takes_seconds=30) for number in range(6)]
    house = House(*gateways)
    house.fail()
    assert (house.now - NOW).total_seconds() <= 5
    assert gateways[5].patience == []


def test_a_clock_that_jumps_back_gives_no_gateway_more_time() -> None:
    house = House(StubGateway("first", SLOW), last := StubGateway("last"))
    house.failover.gateways[0].wait = lambda _: setattr(house, "now", NOW - timedelta(days=1))  # type: ignore[attr-defined]
    house.send()
    assert last.patience == [5]


def test_when_all_fail_every_doubt_and_cost_remains() -> None:
    failure = House(StubGateway("first", SLOW), StubGateway("second", REFUSED)).fail()
    assert (failure.error_class, failure.may_have_arrived, failure.price) == ("http_500", True, 35)
    assert not failure.is_final


def test_a_message_that_one_gateway_refuses_for_good_is_not_tried_again() -> None:
    assert House(StubGateway("first", BAD_NUMBER), StubGateway("second", REFUSED)).fail().is_final


def test_a_gateway_that_keeps_failing_is_left_alone_and_tried_again_later() -> None:
    house = House(first := StubGateway("first", REFUSED), StubGateway("second"))
    for _ in range(FAILURES + 2):
        house.send()
    assert len(first.patience) == FAILURES
    house.now += REST
    first.failure = None
    assert house.send().gateway == "first"
    assert house.send().gateway == "first"


def test_when_all_are_left_alone_nobody_waits() -> None:
    house = House(first := StubGateway("first", REFUSED, takes_seconds=0))
    for _ in range(FAILURES):
        house.fail()
    failure = house.fail()
    assert (failure.error_class, failure.may_have_arrived) == ("resting", False)
    assert len(first.patience) == FAILURES


def test_a_gateway_before_one_that_rests_has_all_the_time() -> None:
    house = House(first := StubGateway("first"), StubGateway("second"))
    house.known["second"] = Breaker("second", FAILURES, NOW, NOW + REST)
    house.send()
    assert first.patience == [5]


def test_a_message_refused_for_itself_says_nothing_of_the_gateway() -> None:
    house = House(StubGateway("first", BAD_NUMBER))
    for _ in range(FAILURES + 1):
        assert house.fail().error_class == "http_400"
    assert house.known == {}


def test_the_log_names_gateways_and_reasons_and_nothing_else(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    house = House(first := StubGateway("first", ValueError("canary BCD7FG")))
    for _ in range(FAILURES):
        house.fail()
    house.now += REST
    first.failure = None
    house.send()
    assert [record.getMessage() for record in caplog.records] == [
        *["gateway first failed error=ValueError"] * FAILURES,
        "gateway first is down error=ValueError",
        "gateway first is up again",
    ]
