"""RFC 6749, sections 3.2, 4.1.3, 5 and 6: the token endpoint."""

import pytest

from idp.oidc.registration.registering import Registered
from tests.support.world import CALLBACK, VERIFIER, World


def test_a_code_gives_tokens_that_nobody_may_store(world: World, payslips: Registered) -> None:
    """5.1."""
    response = world.redeem(payslips, world.get_code(payslips))
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Pragma"] == "no-cache"
    assert response.content_type == "application/json"
    assert response.json["token_type"] == "Bearer"
    assert 1 <= response.json["expires_in"] <= 600


def test_a_code_works_once_and_its_second_use_revokes_the_grant(world: World, payslips: Registered) -> None:
    """4.1.2."""
    code = world.get_code(payslips)
    first = world.redeem(payslips, code).json
    second = world.redeem(payslips, code)
    assert (second.status_code, second.json["error"]) == (400, "invalid_grant")
    assert world.userinfo(first["access_token"]).status_code == 401
    assert world.refresh(payslips, first["refresh_token"]).json["error"] == "invalid_grant"
    assert world.count_tags("code.replayed") == 1


def test_a_code_is_dead_after_a_minute(world: World, payslips: Registered) -> None:
    """4.1.2."""
    code = world.get_code(payslips)
    world.clock.advance(seconds=60)
    assert world.redeem(payslips, code).json["error"] == "invalid_grant"


def test_a_code_lives_until_its_minute_is_over(world: World, payslips: Registered) -> None:
    """4.1.2."""
    code = world.get_code(payslips)
    world.clock.advance(seconds=59)
    assert world.redeem(payslips, code).status_code == 200


@pytest.mark.parametrize("redirect_uri", [None, f"{CALLBACK}/", "https://evil.test/callback"])
def test_a_code_is_bound_to_its_redirect_uri(
    world: World, payslips: Registered, redirect_uri: str | None
) -> None:
    """4.1.3."""
    response = world.redeem(payslips, world.get_code(payslips), redirect_uri=redirect_uri)
    assert (response.status_code, response.json["error"]) == (400, "invalid_grant")


def test_a_code_that_was_never_issued_is_refused(world: World, payslips: Registered) -> None:
    """5.2."""
    assert world.redeem(payslips, "never-issued").json["error"] == "invalid_grant"


@pytest.mark.parametrize(
    ("form", "error"),
    [
        ({}, "invalid_request"),
        ({"grant_type": "password", "username": "annand001", "password": "x"}, "unsupported_grant_type"),
        ({"grant_type": "implicit"}, "unsupported_grant_type"),
        ({"grant_type": 'say "\\ hello'}, "unsupported_grant_type"),
        ({"grant_type": "authorization_code"}, "invalid_request"),
        ({"grant_type": "refresh_token"}, "invalid_request"),
        ({"grant_type": "refresh_token", "refresh_token": "never-issued"}, "invalid_grant"),
    ],
)
def test_what_the_grant_needs_is_named(
    world: World, payslips: Registered, form: dict[str, str], error: str
) -> None:
    """5.2."""
    response = world.token(payslips, **form)
    assert (response.status_code, response.json["error"]) == (400, error)


def test_a_client_without_the_refresh_grant_gets_no_refresh_token(world: World) -> None:
    """1.5 and 6."""
    client = world.register(grant_types=("authorization_code",))
    tokens = world.tokens(client)
    assert "refresh_token" not in tokens
    assert world.refresh(client, "anything").json["error"] == "unauthorized_client"


def test_a_repeated_parameter_is_invalid(world: World, payslips: Registered) -> None:
    """3.2."""
    body = f"grant_type=authorization_code&code=a&code=b&redirect_uri={CALLBACK}&code_verifier={VERIFIER}"
    response = world.app.test_client().post(
        "/token",
        data=body,
        content_type="application/x-www-form-urlencoded",
        auth=(payslips.client.client_id, payslips.secret),
    )
    assert (response.status_code, response.json["error"]) == (400, "invalid_request")


def test_only_a_posted_form_is_taken(world: World, payslips: Registered) -> None:
    """3.2."""
    http, auth = world.app.test_client(), (payslips.client.client_id, payslips.secret)
    assert http.get("/token").status_code == 405
    assert http.post("/token", json={"grant_type": "authorization_code"}, auth=auth).status_code == 400
    in_address = http.post("/token?grant_type=authorization_code&code=x", auth=auth)
    assert in_address.json["error"] == "invalid_request"


def test_what_nobody_reads_is_ignored_in_the_address_too(world: World, payslips: Registered) -> None:
    """3.2. MSAL names each of its requests there."""
    form = {
        "grant_type": "authorization_code",
        "code": world.get_code(payslips),
        "redirect_uri": payslips.client.redirect_uris[0],
        "code_verifier": VERIFIER,
    }
    auth = (payslips.client.client_id, payslips.secret)
    response = world.app.test_client().post("/token?client-request-id=04a2a5ab", data=form, auth=auth)
    assert response.status_code == 200


def test_a_wrong_secret_is_refused_with_a_challenge(world: World, payslips: Registered) -> None:
    """5.2."""
    response = world.app.test_client().post(
        "/token", data={"grant_type": "authorization_code"}, auth=(payslips.client.client_id, "wrong")
    )
    assert (response.status_code, response.json["error"]) == (401, "invalid_client")
    assert response.headers["WWW-Authenticate"].startswith("Basic")
    assert world.count_tags("client.authentication_failed") == 1


def test_basic_credentials_are_form_decoded(world: World, payslips: Registered) -> None:
    """2.3.1."""
    code = world.get_code(payslips)
    encoded = "".join(f"%{ord(letter):02X}" for letter in payslips.secret or "")
    response = world.app.test_client().post(
        "/token",
        data={
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": CALLBACK,
            "code_verifier": VERIFIER,
        },
        auth=(payslips.client.client_id, encoded),
    )
    assert response.status_code == 200


def test_two_ways_to_prove_the_client_are_one_too_many(world: World, payslips: Registered) -> None:
    """2.3."""
    response = world.token(payslips, grant_type="authorization_code", client_secret=payslips.secret)
    assert (response.status_code, response.json["error"]) == (400, "invalid_request")


def test_a_stranger_is_not_told_how_a_client_proves_itself(world: World, payslips: Registered) -> None:
    """5.2."""
    answers = {
        world.app.test_client()
        .post("/token", data={"grant_type": "authorization_code", "client_id": name, "client_secret": "x"})
        .json["error_description"]
        for name in (payslips.client.client_id, "unknown")
    }
    (told,) = answers
    assert "compare client_id and its secret or key with what is registered" in told


def test_whoever_sends_no_secret_is_told_so(world: World, payslips: Registered) -> None:
    """5.2."""
    form = {"grant_type": "authorization_code", "client_id": payslips.client.client_id}
    response = world.app.test_client().post("/token", data=form)
    assert response.json["error_description"].startswith(
        "client authentication failed: neither a secret nor a client_assertion"
    )


def test_a_public_client_that_sends_a_secret_is_told_to_send_none(world: World) -> None:
    """2.3 and 5.2."""
    public = world.register(auth_method="none")
    response = world.app.test_client().post(
        "/token", data={"grant_type": "authorization_code"}, auth=(public.client.client_id, "x")
    )
    assert (response.status_code, response.json["error"]) == (401, "invalid_client")
    assert "client_id alone" in response.json["error_description"]


@pytest.mark.parametrize("method", ["client_secret_basic", "client_secret_post"])
@pytest.mark.parametrize("is_posted", [True, False])
def test_a_secret_proves_its_client_in_the_header_and_in_the_form(
    world: World, method: str, is_posted: bool
) -> None:
    """2.3.1."""
    client = world.register(auth_method=method)
    pair = (client.client.client_id, client.secret)
    form = {
        "grant_type": "authorization_code",
        "code": world.get_code(client),
        "redirect_uri": CALLBACK,
        "code_verifier": VERIFIER,
    }
    posted = dict(zip(("client_id", "client_secret"), pair, strict=True))
    http = world.app.test_client()
    response = (
        http.post("/token", data=form | posted) if is_posted else http.post("/token", data=form, auth=pair)
    )
    assert response.status_code == 200


def test_a_client_registered_with_a_key_has_no_secret_to_send(world: World) -> None:
    """2.3."""
    keyed = world.register(auth_method="private_key_jwt", jwks_uri="https://payslips.test/keys")
    response = world.app.test_client().post(
        "/token", data={"grant_type": "authorization_code"}, auth=(keyed.client.client_id, "x")
    )
    assert (response.status_code, response.json["error"]) == (401, "invalid_client")
    assert "no secret" not in response.json["error_description"]
    assert "compare client_id" in response.json["error_description"]


def test_a_public_client_needs_only_its_verifier(world: World) -> None:
    """4.1.3."""
    public = world.register(auth_method="none")
    assert world.redeem(public, world.get_code(public)).status_code == 200


def test_a_refresh_gives_new_tokens_of_the_same_grant(world: World, payslips: Registered) -> None:
    """6."""
    first = world.tokens(payslips)
    second = world.refresh(payslips, first["refresh_token"]).json
    assert second["access_token"] != first["access_token"]
    assert second["refresh_token"] != first["refresh_token"]
    assert world.userinfo(second["access_token"]).json["sub"] == "p-anna"


def test_a_refresh_may_narrow_the_scope_and_never_widen_it(world: World, payslips: Registered) -> None:
    """6."""
    tokens = world.tokens(payslips, scope="openid profile")
    widened = world.refresh(payslips, tokens["refresh_token"], scope="openid profile email")
    assert (widened.status_code, widened.json["error"]) == (400, "invalid_scope")
    narrowed = world.refresh(payslips, tokens["refresh_token"], scope="openid").json
    assert narrowed["scope"] == "openid"
    assert world.userinfo(narrowed["access_token"]).json == {"sub": "p-anna"}
    again = world.refresh(payslips, narrowed["refresh_token"]).json
    assert again["scope"] == "openid profile"


def test_a_refresh_that_names_scopes_there_are_not_gets_the_rest(world: World, payslips: Registered) -> None:
    """6: offline_access was left out of the grant, so that it is left out here."""
    tokens = world.tokens(payslips, scope="openid offline_access")
    again = world.refresh(payslips, tokens["refresh_token"], scope="openid offline_access").json
    assert again["scope"] == "openid"
    refused = world.refresh(payslips, again["refresh_token"], scope="offline_access")
    assert (refused.status_code, refused.json["error"]) == (400, "invalid_scope")


def test_scopes_the_client_may_not_have_are_left_out_and_the_rest_is_told(world: World) -> None:
    """3.3."""
    modest = world.register(scopes=("openid", "profile"))
    assert world.tokens(modest, scope="openid profile email unheard-of")["scope"] == "openid profile"
