"""What an ID token must be before anybody is signed in by it."""

from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey

from tests.clients.conftest import Browser, WaitingClock
from tests.support.fake_provider import Claims, FakeProvider, forge_unsigned

NOW = int(WaitingClock.now.timestamp())


def is_refused(browser: Browser, **how: Any) -> bool:
    page = browser.sign_in(**how)
    return page.status_code == 400 and browser.open("/").status_code == 303


@pytest.mark.parametrize(
    ("claim", "value"),
    [
        ("nonce", "another sign-in's"),
        ("iss", "http://evil.example"),
        ("aud", "another-client"),
        ("aud", []),
        ("azp", "another-client"),
        ("at_hash", "AAAAAAAAAAAAAAAAAAAAAA"),
        ("exp", NOW - 61),
        ("iat", NOW + 61),
        ("exp", "tomorrow"),
    ],
)
def test_a_wrong_claim_is_refused(browser: Browser, claim: str, value: object) -> None:
    assert is_refused(browser, **{claim: value})


@pytest.mark.parametrize("claim", ["iss", "sub", "aud", "exp", "iat", "nonce", "acr"])
def test_a_missing_claim_is_refused(browser: Browser, claim: str) -> None:
    assert is_refused(browser, drop=claim)


def test_a_token_without_at_hash_is_refused(browser: Browser) -> None:
    assert is_refused(browser, at_hash=None)


def test_a_token_for_several_audiences_must_name_us_as_its_party(browser: Browser) -> None:
    assert is_refused(browser, aud=["payslips", "another-client"])
    assert browser.sign_in(aud=["payslips", "another-client"], azp="payslips").status_code == 303


def test_an_unsigned_token_is_refused_though_the_provider_announces_none(browser: Browser) -> None:
    assert is_refused(browser, signer=forge_unsigned)


def test_a_token_signed_with_the_public_key_as_a_shared_secret_is_refused(
    browser: Browser, provider: FakeProvider
) -> None:
    secret = OctKey.import_key(provider.key.as_bytes(private=False).replace(b"-----", b""))

    def sign(claims: Claims) -> str:
        return jwt.encode({"alg": "HS256", "kid": provider.key.kid}, claims, secret, algorithms=["HS256"])

    assert is_refused(browser, signer=sign)


def test_a_token_signed_with_somebody_elses_key_is_refused(browser: Browser, provider: FakeProvider) -> None:
    stranger = ECKey.generate_key("P-256")
    assert is_refused(
        browser, signer=lambda claims: jwt.encode({"alg": "ES256", "kid": provider.key.kid}, claims, stranger)
    )


def test_a_changed_token_is_refused(browser: Browser, provider: FakeProvider) -> None:
    def sign(claims: Claims) -> str:
        head, _, signature = provider.sign(claims).split(".")
        return f"{head}.{provider.sign(claims | {'sub': 'somebody else'}).split('.')[1]}.{signature}"

    assert is_refused(browser, signer=sign)


def test_a_token_response_without_an_id_token_is_refused(browser: Browser) -> None:
    assert is_refused(browser, signer=lambda claims: "")


def test_a_token_that_is_no_token_is_refused(browser: Browser) -> None:
    assert is_refused(browser, signer=lambda claims: "not.a.token")


def test_a_new_key_of_the_provider_is_fetched_when_it_is_first_used(
    browser: Browser, provider: FakeProvider
) -> None:
    browser.sign_in()
    provider.key = ECKey.generate_key("P-256", {"use": "sig"}, auto_kid=True)
    assert browser.sign_in("/login").status_code == 303


def test_an_rsa_signature_is_accepted_too(browser: Browser, provider: FakeProvider) -> None:
    key = RSAKey.generate_key(2048, {"use": "sig"}, auto_kid=True)
    provider.key = key  # type: ignore[assignment]

    def sign(claims: Claims) -> str:
        return jwt.encode({"alg": "RS256", "kid": key.kid}, claims, key)

    assert browser.sign_in(signer=sign).status_code == 303


@pytest.mark.parametrize("acr", ["urn:example:gold", "password", ["list"], "{issuer}/acr/app/moon"])
def test_an_acr_that_is_not_in_the_table_opens_nothing(
    browser: Browser, provider: FakeProvider, acr: object
) -> None:
    value = acr.format(issuer=provider.issuer) if isinstance(acr, str) else acr
    page = browser.sign_in(acr=value)
    assert page.status_code == 403
    assert "Vi kunde inte avgöra hur du loggade in" in page.text
    assert browser.open("/").status_code == 303
