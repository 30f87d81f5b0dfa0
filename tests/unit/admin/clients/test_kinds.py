from dataclasses import replace
from datetime import UTC, datetime

import pytest

from idp.admin.clients.kinds import Answers, Kind, Proof, build_client, list_proposed
from idp.oidc.registration.registering import prepare

NOW = datetime(2026, 3, 11, 11, 0, tzinfo=UTC)
SPOKEN = {
    "name": "Lönebesked",
    "redirect_uris": ("https://lon.test/cb",),
    "purpose": "För att visa lönen",
    "legal_basis": "Anställningsavtalet",
}
ANSWERS = {
    Kind.WEB: Answers(kind=Kind.WEB, **SPOKEN),  # type: ignore[arg-type]
    Kind.SINGLE_PAGE: Answers(kind=Kind.SINGLE_PAGE, **SPOKEN),  # type: ignore[arg-type]
    Kind.NATIVE: Answers(kind=Kind.NATIVE, **SPOKEN | {"redirect_uris": ("http://127.0.0.1/cb",)}),  # type: ignore[arg-type]
    Kind.MACHINE: Answers(
        kind=Kind.MACHINE, name="Nattlig", audience="https://api.test/", api_scopes=("lon:read",)
    ),
}


@pytest.mark.parametrize("kind", Kind)
def test_what_a_kind_proposes_keeps_every_rule(kind: Kind) -> None:
    prepare(build_client(ANSWERS[kind], NOW))


@pytest.mark.parametrize("kind", [Kind.WEB, Kind.SINGLE_PAGE, Kind.NATIVE])
def test_people_sign_in_by_code_and_pkce_alone(kind: Kind) -> None:
    client = prepare(build_client(ANSWERS[kind], NOW))
    assert (client.response_types, client.requires_pkce) == (("code",), True)
    assert not client.allows_unsigned_requests


@pytest.mark.parametrize("kind", [Kind.SINGLE_PAGE, Kind.NATIVE])
def test_what_people_hold_in_their_hands_keeps_no_secret_and_no_refresh_token(kind: Kind) -> None:
    client = prepare(build_client(replace(ANSWERS[kind], stays_signed_in=True), NOW))
    assert client.auth_method == "none"
    assert "refresh_token" not in client.grant_types


def test_a_server_may_prove_itself_by_a_key() -> None:
    answers = replace(ANSWERS[Kind.WEB], proof=Proof.KEY, jwks_uri="https://lon.test/jwks.json")
    client = prepare(build_client(answers, NOW))
    assert (client.auth_method, client.jwks_uri) == ("private_key_jwt", "https://lon.test/jwks.json")


def test_nobody_signs_in_to_a_machine() -> None:
    client = prepare(build_client(ANSWERS[Kind.MACHINE], NOW))
    assert not client.signs_people_in
    assert client.grant_types == ("client_credentials",)


@pytest.mark.parametrize("kind", Kind)
def test_each_proposed_setting_says_why(kind: Kind) -> None:
    settings = list(list_proposed(prepare(build_client(ANSWERS[kind], NOW)), kind))
    assert settings
    assert all(setting.reason for setting in settings)
