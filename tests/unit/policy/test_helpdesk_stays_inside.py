"""The helpdesk's pages are for the workplace, and need no address to start at."""

from dataclasses import replace

import pytest

from idp.policy.invariants import check_invariants
from idp.policy.loading import parse_policy
from idp.policy.problems import PolicyError
from idp.policy.rules import HELPDESK
from tests.unit.policy.demo import WHOLE, WHOLE_TEXT


@pytest.mark.parametrize(
    "rule", [{"outside": "app"}, {"zones": {"vpn": "passkey"}}, {"zones": {"remote": "app", "gast": None}}]
)
def test_a_policy_that_opens_the_helpdesk_outside_is_refused(rule: dict[str, object]) -> None:
    opened = replace(WHOLE.services[HELPDESK], **rule)  # type: ignore[arg-type]
    policy = replace(WHOLE, services={**WHOLE.services, HELPDESK: opened})
    with pytest.raises(PolicyError, match="temporary codes are for the workplace"):
        check_invariants(policy)


def test_a_policy_without_a_helpdesk_is_as_good() -> None:
    services = {id_: service for id_, service in WHOLE.services.items() if id_ != HELPDESK}
    check_invariants(replace(WHOLE, services=services))


def test_every_other_tile_says_where_it_starts() -> None:
    renamed = WHOLE_TEXT.replace("[services.helpdesk]", "[services.elsewhere]")
    with pytest.raises(PolicyError, match="starts nothing"):
        parse_policy(renamed, "policy.toml")
