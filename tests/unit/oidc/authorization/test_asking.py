from datetime import timedelta
from typing import Any

import pytest

from idp.oidc.authorization.asking import build_ask
from idp.policy.levels import UNKNOWN_ACR, Acr
from tests.unit.oidc.checks.cases import ISSUER, NOW, case

APP, SMS = f"{ISSUER}/acr/app/admin", f"{ISSUER}/acr/sms/admin"


def test_a_plain_request_asks_for_nothing() -> None:
    ask = build_ask(case(), NOW)
    assert (ask.acr_values, ask.essential_acr, ask.essential, ask.fresh_after) == ((), (), False, None)


def test_wishes_keep_their_order_and_unknown_ones_give_way() -> None:
    ask = build_ask(case(acr_values=f"{SMS} urn:unheard:of {APP}"), NOW)
    assert ask.acr_values == (Acr("sms", "admin"), Acr("app", "admin"))


def test_an_acr_asked_for_as_a_claim_is_a_wish() -> None:
    ask = build_ask(case(claims=f'{{"id_token":{{"acr":{{"value":"{APP}"}}}}}}'), NOW)
    assert (ask.acr_values, ask.essential) == ((Acr("app", "admin"),), False)


def test_an_essential_acr_is_a_demand_and_an_unknown_one_stays_one() -> None:
    claims = f'{{"id_token":{{"acr":{{"essential":true,"values":["{APP}","urn:loa3"]}}}}}}'
    ask = build_ask(case(claims=claims, acr_values=SMS), NOW)
    assert ask.essential
    assert ask.essential_acr == (Acr("app", "admin"), UNKNOWN_ACR)


@pytest.mark.parametrize(
    ("changes", "age"),
    [
        ({}, None),
        ({"prompt": "login"}, 0),
        ({"prompt": "select_account"}, 0),
        ({"prompt": "consent"}, None),
        ({"max_age": "0"}, 0),
        ({"max_age": "90"}, 90),
        ({"max_age": "90", "prompt": "login"}, 0),
    ],
)
def test_freshness_is_what_prompt_and_max_age_say(changes: dict[str, Any], age: int | None) -> None:
    expected = None if age is None else NOW - timedelta(seconds=age)
    assert build_ask(case(**changes), NOW).fresh_after == expected


def test_a_sign_in_may_have_to_be_fresh_whatever_the_request_says() -> None:
    assert build_ask(case(), NOW, must_be_fresh=True).fresh_after == NOW


def test_the_greatest_max_age_reaches_back_to_a_moment_there_is() -> None:
    assert build_ask(case(max_age="9999999999"), NOW).fresh_after is not None
