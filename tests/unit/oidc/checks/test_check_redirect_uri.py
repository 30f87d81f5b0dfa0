from dataclasses import replace

import pytest

from idp.oidc.checks.check_redirect_uri import check_redirect_uri
from tests.unit.oidc.checks.cases import CALLBACK, CLIENT, case, case_with_repeated, refusal


def test_a_registered_address_passes() -> None:
    check_redirect_uri(case())


@pytest.mark.parametrize(
    "uri", [None, f"{CALLBACK}/", f"{CALLBACK}?a=b", CALLBACK.upper(), "https://evil.test/"]
)
def test_any_other_is_refused_without_a_redirect(uri: str | None) -> None:
    error = refusal(check_redirect_uri, case(redirect_uri=uri))
    assert (error.code, error.is_redirectable) == ("invalid_request", False)


def test_a_repeated_address_is_refused_without_a_redirect() -> None:
    assert not refusal(check_redirect_uri, case_with_repeated("redirect_uri")).is_redirectable


@pytest.mark.parametrize("is_native", [True, False])
def test_only_a_native_client_may_change_the_loopback_port(*, is_native: bool) -> None:
    client = replace(CLIENT, redirect_uris=("http://[::1]/cb",), is_native=is_native)
    moved = case(client, redirect_uri="http://[::1]:5000/cb")
    if is_native:
        check_redirect_uri(moved)
    else:
        refusal(check_redirect_uri, moved)
