"""A client tries to learn more about somebody than it is registered for."""

import json
from dataclasses import replace
from typing import Any

import pytest

from idp.oidc.claims import names
from idp.oidc.claims.claim import About
from idp.oidc.claims.table import SCOPES, TABLE
from idp.oidc.registration.registering import Registered
from tests.support.world import World, answer_of, claims_of

PERSONAL, OTHER = "199001012385", "198301109289"
PERSONAL_CLAIMS = [claim.name for claim in TABLE if claim.about not in (About.SUBJECT, About.SIGN_IN)]
SECRETS = (
    "Anna",
    "Andersson",
    "annand001",
    "anna.andersson@town.test",
    "Kommunkontoret",
    "1990",
    "0101",
    "2385",
)
"""What must not be found in anything told about a protected Anna."""

REASON = "Utbetalningar ställs ut på den anställdas eget namn."


@pytest.fixture(autouse=True)
def known(world: World) -> None:
    """Everything is known of Anna."""
    world.town.change(
        "p-anna",
        personal_number=PERSONAL,
        previous_coordination_number="199001612382",
        employee_id="10007",
        alias="Medarbetare 311",
    )


def protect(world: World) -> None:
    world.town.change("p-anna", is_protected=True)


def everything(at: str = "userinfo") -> str:
    return json.dumps({at: {claim.name: {"essential": True} for claim in TABLE}})


def hear(world: World, client: Registered, **changes: str) -> dict[str, Any]:
    """Return all that a client is told of Anna when it asks for everything in every way."""
    asked = json.dumps({at: {claim.name: None for claim in TABLE} for at in ("userinfo", "id_token")})
    tokens = world.tokens(client, **{"scope": " ".join(SCOPES), "claims": asked} | changes)
    return claims_of(tokens["id_token"]) | world.userinfo(tokens["access_token"]).json


@pytest.mark.parametrize("claim", PERSONAL_CLAIMS)
def test_a_client_registered_for_openid_alone_is_told_nothing(world: World, claim: str) -> None:
    assert claim not in hear(world, world.register(scopes=("openid",)))


def test_scopes_beyond_the_registration_are_not_granted(world: World, payslips: Registered) -> None:
    assert world.tokens(payslips, scope=" ".join(SCOPES))["scope"] == "openid profile email"


@pytest.mark.parametrize(
    "claims",
    [
        {"id_token": {names.PERSONAL_NUMBER: {"essential": True}}},
        {"userinfo": {names.PERSONAL_NUMBER.upper(): None, f" {names.PERSONAL_NUMBER}": None}},
        {"userinfo": {"personalIdentityNumber": None}, "verified_claims": {names.PERSONAL_NUMBER: None}},
        {"userinfo": {f"{names.PERSONAL_NUMBER}#sv": None, "address": None, "__class__": None}},
    ],
)
def test_a_claim_cannot_be_smuggled_in(world: World, payslips: Registered, claims: Any) -> None:
    told = hear(world, payslips, claims=json.dumps(claims), scope="openid")
    assert PERSONAL not in json.dumps(told)


def test_a_client_that_may_not_know_a_number_cannot_guess_it(world: World, payslips: Registered) -> None:
    """The answer is the same for a right and a wrong guess."""
    answers = set()
    for guess in (PERSONAL, OTHER):
        browser = world.browser()
        world.sign_in(browser)
        wanted = {"id_token": {names.PERSONAL_NUMBER: {"essential": True, "value": guess}}}
        answer = world.authorize(browser, payslips.client, claims=json.dumps(wanted), prompt="none")
        answers.add(tuple(sorted(answer_of(answer).keys())))
    assert len(answers) == 1


def test_a_protected_persons_number_cannot_be_guessed(world: World) -> None:
    """Registered for the number, but not to see protected people: nobody answers to it."""
    protect(world)
    client = world.register(scopes=("openid", names.PERSON_NUMBER))
    for claim, guess in ((names.PERSONAL_NUMBER, PERSONAL), (names.PERSONAL_NUMBER, OTHER)):
        browser = world.browser()
        world.sign_in(browser)
        wanted = {"userinfo": {claim: {"essential": True, "value": guess}}}
        answer = world.authorize(browser, client.client, claims=json.dumps(wanted), prompt="none")
        assert answer_of(answer)["error"] == "login_required"


@pytest.mark.parametrize("guess", ["annand001", "anna.andersson@town.test", ""])
def test_a_protected_persons_name_cannot_be_guessed(world: World, payslips: Registered, guess: str) -> None:
    """Not by username or address either; an empty guess meets no empty field."""
    protect(world)
    browser = world.browser()
    world.sign_in(browser)
    for claim in ("preferred_username", "email"):
        wanted = {"id_token": {claim: {"essential": True, "value": guess}}}
        answer = world.authorize(browser, payslips.client, claims=json.dumps(wanted), prompt="none")
        assert answer_of(answer)["error"] == "login_required"


def test_a_protected_person_is_an_alias_to_a_client_registered_for_everything(world: World) -> None:
    protect(world)
    told = hear(world, world.register(scopes=SCOPES, claims=tuple(claim.name for claim in TABLE)))
    assert told["name"] == "Medarbetare 311"
    assert told[names.ORG_AFFILIATION] == "10007@2120009903"
    assert [secret for secret in SECRETS if secret in json.dumps(told, ensure_ascii=False)] == []


def test_a_client_with_a_reason_sees_protected_people_as_they_are(world: World) -> None:
    protect(world)
    told = hear(world, world.register(scopes=SCOPES, sees_protected=REASON))
    assert (told["name"], told[names.PERSONAL_NUMBER]) == ("Anna Andersson", PERSONAL)


def test_seeing_protected_people_gives_no_claim_that_is_not_registered(world: World) -> None:
    protect(world)
    told = hear(world, world.register(scopes=("openid", "profile"), sees_protected=REASON))
    assert (told["name"], names.PERSONAL_NUMBER in told) == ("Anna Andersson", False)


def test_who_becomes_protected_is_an_alias_from_the_next_answer_on(
    world: World, payslips: Registered
) -> None:
    tokens = world.tokens(payslips, scope="openid profile email")
    protect(world)
    assert world.userinfo(tokens["access_token"]).json["name"] == "Medarbetare 311"
    assert "email" not in world.userinfo(tokens["access_token"]).json


def test_a_registration_that_shrinks_counts_for_tokens_already_out(world: World) -> None:
    client = world.register(scopes=("openid", names.PERSON_NUMBER))
    tokens = world.tokens(client, scope=f"openid {names.PERSON_NUMBER}")
    with world.database.begin() as stores:
        stores.clients.replace(replace(client.client, scopes=("openid",)))
    assert world.userinfo(tokens["access_token"]).json == {"sub": "p-anna"}
    renewed = world.refresh(client, tokens["refresh_token"]).json
    assert PERSONAL not in json.dumps(claims_of(renewed["id_token"]))


def test_a_registration_that_grows_gives_an_old_grant_nothing_it_asked_for_in_vain(world: World) -> None:
    client = world.register(scopes=("openid",))
    tokens = world.tokens(client, scope=" ".join(SCOPES), claims=everything())
    with world.database.begin() as stores:
        stores.clients.replace(replace(client.client, scopes=SCOPES))
    assert world.userinfo(tokens["access_token"]).json == {"sub": "p-anna"}


def test_no_number_reaches_the_audit_trail(world: World) -> None:
    client = world.register(scopes=SCOPES)
    wanted = {"id_token": {names.PERSONAL_NUMBER: {"essential": True, "value": OTHER}}}
    browser = world.browser()
    world.sign_in(browser)
    refused = world.authorize(browser, client.client, claims=json.dumps(wanted), prompt="none")
    assert OTHER not in refused.headers["Location"]
    hear(world, client)
    with world.database.begin() as stores:
        trail = str(list(stores.audit.load_rows()))
    assert [number for number in (PERSONAL, OTHER) if number in trail] == []
