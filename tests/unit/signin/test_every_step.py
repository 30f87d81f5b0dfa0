"""Over every service, zone, proof, holding and choice, the steps agree with decide() and arrive."""

from itertools import chain, combinations, product

import pytest

from idp.methods.holdings import Holdings
from idp.policy.decide import Outcome, decide
from idp.signin.next_step import next_step
from idp.signin.step import AskApp, AskCode, AskPassword, Finished
from tests.unit.signin.cases import EVERYTHING, ONE, POLICY, TWO, case

METHODS = ("password", "mail", "sms", "totp")
SUBSETS = tuple(chain.from_iterable(combinations(METHODS, size) for size in range(len(METHODS) + 1)))
HOLDINGS = (
    Holdings(),
    Holdings((ONE,)),
    Holdings((ONE, TWO), "a@b.example"),
    Holdings((), None, has_app=True),
    EVERYTHING,
)


@pytest.mark.parametrize("service", sorted(POLICY.services))
def test_over_the_whole_space_steps_agree_with_decide(service: str) -> None:
    """Finished exactly when decide() has answered; and no step asks for what was proved here already."""
    zones, levels = POLICY.zones.names, (None, *POLICY.levels.names)
    for zone, proved_in, proved, holdings, level in product(zones, zones, (None, *SUBSETS), HOLDINGS, levels):
        one = case(zone, proved, holdings, proved_in=proved_in, level=level, service=service, person_id=None)
        found, outcome = next_step(POLICY, one), decide(POLICY, one.question).outcome
        answered = outcome is not Outcome.NEEDS_PROOF
        assert isinstance(found, Finished) == (answered and one.known is not None), one
        if proved is not None and proved_in == zone:
            asks_again = {AskPassword: "password", AskApp: "totp"}.get(type(found))
            assert asks_again not in proved, one


@pytest.mark.parametrize("service", sorted(POLICY.services))
def test_over_the_whole_space_following_the_steps_arrives(service: str) -> None:
    """Whoever proves what each step asks for is finished after at most a password and a second factor."""
    for zone, level in product(POLICY.zones.names, POLICY.levels.names):
        proved: tuple[str, ...] = ()
        for _ in range(3):
            one = case(zone, proved or None, level=level, service=service)
            found = next_step(POLICY, one)
            if isinstance(found, AskPassword):
                proved += ("password",)
            elif isinstance(found, AskCode):
                proved += (found.method,)
            elif isinstance(found, AskApp):
                proved += ("totp",)
        assert not isinstance(found, AskPassword | AskCode | AskApp), (zone, level, found)
