from dataclasses import replace
from datetime import timedelta

import pytest

from idp.oidc.authorization.response_jwt import LIFE, enclose
from idp.oidc.authorization.responses import build_success
from idp.oidc.clients.client import Encryption
from idp.signing.jws import verify
from tests.unit.oidc.checks.cases import CLIENT, ISSUER, KEYRING, NOW, case


def test_the_response_says_whom_it_is_from_for_whom_and_until_when() -> None:
    told = enclose(case(), build_success("c", "s", ISSUER), NOW)
    assert set(told) == {"response"}
    assert verify(KEYRING, "JWT", told["response"]) == {
        "iss": ISSUER,
        "aud": "c1",
        "exp": int((NOW + LIFE).timestamp()),
        "code": "c",
        "state": "s",
    }


def test_it_lives_no_longer_than_the_specification_recommends() -> None:
    """JARM, section 2.1."""
    assert timedelta(minutes=10) >= LIFE


def test_numbers_are_numbers() -> None:
    """JARM, section 2.1."""
    told = enclose(case(), build_success(None, None, ISSUER, access_token="t", expires_in="600"), NOW)
    assert verify(KEYRING, "JWT", told["response"])["expires_in"] == 600


def test_without_the_key_it_must_be_encrypted_to_nothing_is_told() -> None:
    sealed = replace(CLIENT, response_encryption=Encryption("ECDH-ES"))
    with pytest.raises(ValueError, match="unchecked request"):
        enclose(case(sealed), build_success("c", "s", ISSUER), NOW)
