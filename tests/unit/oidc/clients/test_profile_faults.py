from dataclasses import replace

from idp.oidc.clients.profile_faults import find_profile_faults
from tests.unit.oidc.checks.cases import CLIENT

HELD = replace(CLIENT, profile="fapi2", auth_method="private_key_jwt")


def test_a_record_that_says_nothing_of_its_answers_is_signed_as_fapi_has_it() -> None:
    assert list(find_profile_faults(HELD)) == []


def test_fapi_has_answers_signed_by_no_weaker_algorithm() -> None:
    """FAPI 2.0 Security Profile, section 5.4.1."""
    assert list(find_profile_faults(replace(HELD, response_alg="RS256"))) == [
        "response_alg: FAPI 2.0 has ES256"
    ]
