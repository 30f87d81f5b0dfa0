"""Claims and Scopes for the Swedish OpenID Connect Profile 1.0: what each scope brings, where, and to whom."""

import json
from typing import Any

import pytest

from idp.oidc.claims import names
from idp.oidc.registration.registering import Registered
from tests.support.world import BERTIL, ISSUER, World, answer_of, claims_of, resume_of

PERSONAL, COORDINATION = "198301109289", "197503859287"
EVERYTHING = ("openid", "profile", "email", names.PERSON_INFO, names.PERSON_NUMBER, names.PERSON_ORG_ID)
SINGLE = (names.COORDINATION_LEVEL, names.PREVIOUS_COORDINATION_NUMBER, names.ORG_UNIT)


@pytest.fixture
def trusted(world: World) -> Registered:
    """A client registered for everything there is, but not for protected people."""
    world.town.change("p-anna", personal_number=PERSONAL, employee_id="10001")
    return world.register(scopes=EVERYTHING, claims=SINGLE)


def ask(*claims: str, at: str = "userinfo", **particulars: Any) -> str:
    """Return a claims parameter that asks for these claims by name."""
    return json.dumps({at: dict.fromkeys(claims, particulars or None)})


def tell(world: World, registered: Registered, **changes: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Sign Anna in and return what the ID token says beyond the protocol's own claims, and all that userinfo says."""
    tokens = world.tokens(registered, **changes)
    plain = claims_of(world.tokens(registered, scope="openid")["id_token"])
    told = claims_of(tokens["id_token"])
    return {name: told[name] for name in told.keys() - plain.keys()}, world.userinfo(
        tokens["access_token"]
    ).json


def test_natural_person_info_is_told_by_userinfo_alone(world: World, trusted: Registered) -> None:
    """3.1."""
    id_token, userinfo = tell(world, trusted, scope=f"openid {names.PERSON_INFO}")
    assert id_token == {}
    assert userinfo == {
        "sub": "p-anna",
        "name": "Anna Andersson",
        "given_name": "Anna",
        "family_name": "Andersson",
        "birthdate": "1983-01-10",
    }


def test_natural_person_number_is_told_in_both_places(world: World, trusted: Registered) -> None:
    """3.2 and 2.1.1: twelve digits without hyphen."""
    id_token, userinfo = tell(world, trusted, scope=f"openid {names.PERSON_NUMBER}")
    assert id_token == {names.PERSONAL_NUMBER: PERSONAL}
    assert userinfo == {"sub": "p-anna", names.PERSONAL_NUMBER: PERSONAL}


def test_a_coordination_number_is_told_in_both_places(world: World, trusted: Registered) -> None:
    """3.2 and 2.1.2."""
    world.town.change("p-anna", personal_number=None, coordination_number=COORDINATION)
    id_token, userinfo = tell(world, trusted, scope=f"openid {names.PERSON_NUMBER}")
    assert id_token == {names.COORDINATION_NUMBER: COORDINATION}
    assert userinfo == {"sub": "p-anna", names.COORDINATION_NUMBER: COORDINATION}


def test_a_personal_number_and_a_coordination_number_are_never_told_together(
    world: World, trusted: Registered
) -> None:
    """3.2: the two are mutually exclusive, even when a directory wrongly holds both and both are asked for."""
    world.town.change("p-anna", coordination_number=COORDINATION, coordination_level="confirmed")
    both = ask(names.PERSONAL_NUMBER, names.COORDINATION_NUMBER, names.COORDINATION_LEVEL)
    _, userinfo = tell(world, trusted, scope=f"openid {names.PERSON_NUMBER}", claims=both)
    assert userinfo == {"sub": "p-anna", names.PERSONAL_NUMBER: PERSONAL}


@pytest.mark.parametrize("level", ["confirmed", "probable", "uncertain"])
def test_a_coordination_numbers_level_is_told_when_asked_for(
    world: World, trusted: Registered, level: str
) -> None:
    """2.1.2.1: not part of the scope."""
    world.town.change(
        "p-anna", personal_number=None, coordination_number=COORDINATION, coordination_level=level
    )
    assert names.COORDINATION_LEVEL not in tell(world, trusted, scope=f"openid {names.PERSON_NUMBER}")[1]
    assert tell(world, trusted, claims=ask(names.COORDINATION_LEVEL))[1][names.COORDINATION_LEVEL] == level


def test_a_previous_coordination_number_is_told_when_asked_for(world: World, trusted: Registered) -> None:
    """2.1.2.2: beside the personal number that came after it, and in no scope."""
    world.town.change("p-anna", previous_coordination_number=COORDINATION)
    assert COORDINATION not in json.dumps(tell(world, trusted, scope=" ".join(EVERYTHING)))
    asked = ask(names.PERSONAL_NUMBER, names.PREVIOUS_COORDINATION_NUMBER)
    assert tell(world, trusted, claims=asked)[1] == {
        "sub": "p-anna",
        names.PERSONAL_NUMBER: PERSONAL,
        names.PREVIOUS_COORDINATION_NUMBER: COORDINATION,
    }


def test_natural_person_org_id_puts_the_affiliation_alone_in_the_id_token(
    world: World, trusted: Registered
) -> None:
    """3.3, with 2.2.1 to 2.2.3."""
    id_token, userinfo = tell(world, trusted, scope=f"openid {names.PERSON_ORG_ID}")
    assert id_token == {names.ORG_AFFILIATION: "10001@2120009903"}
    assert userinfo == {
        "sub": "p-anna",
        "name": "Anna Andersson",
        names.ORG_NAME: "Prov kommun",
        names.ORG_NUMBER: "2120009903",
        names.ORG_AFFILIATION: "10001@2120009903",
    }


def test_somebody_without_an_employee_id_has_no_affiliation(world: World, trusted: Registered) -> None:
    """2.2.2: the username is unique in its realm alone, and so is never put in its place."""
    world.town.change("p-anna", employee_id=None)
    id_token, userinfo = tell(world, trusted, scope=f"openid {names.PERSON_ORG_ID}")
    assert (id_token, names.ORG_AFFILIATION in userinfo) == ({}, False)


def test_the_unit_is_told_when_asked_for(world: World, trusted: Registered) -> None:
    """2.2.4."""
    assert tell(world, trusted, claims=ask(names.ORG_UNIT))[1][names.ORG_UNIT] == "Kommunkontoret"


def test_how_the_person_signed_in_stands_in_the_id_token_alone(world: World, payslips: Registered) -> None:
    """2.3 and 2.3.5: it is about an event. It needs no registration, for `acr` says it already."""
    wanted = json.dumps(
        {"id_token": {names.AUTHN_PROVIDER: None}, "userinfo": {names.AUTHN_PROVIDER: {"essential": True}}}
    )
    id_token, userinfo = tell(world, payslips, claims=wanted)
    assert id_token == {names.AUTHN_PROVIDER: f"{ISSUER}/authn/password"}
    assert userinfo == {"sub": "p-anna"}


def test_how_the_person_signed_in_is_not_told_unasked(world: World, payslips: Registered) -> None:
    """2.3."""
    told = claims_of(world.tokens(payslips, scope="openid profile email")["id_token"])
    assert not any(name.startswith(names.CLAIM) for name in told)


def test_the_password_tells_when_it_stops_working(world: World, payslips: Registered) -> None:
    """2.3.3.2: in seconds since 1970."""
    end = world.clock.now.replace(day=21)
    world.town.change("p-anna", password_expires_at=end)
    id_token, _ = tell(world, payslips, claims=ask(names.CREDENTIAL_VALID_TO, at="id_token"))
    assert id_token == {names.CREDENTIAL_VALID_TO: int(end.timestamp())}


def test_a_requested_claim_is_delivered_where_it_was_asked_for(world: World, trusted: Registered) -> None:
    """Swedish OpenID Connect Profile 1.0, section 4: the destination in `claims` counts."""
    id_token, userinfo = tell(world, trusted, claims=ask("name", names.ORG_UNIT, at="id_token"))
    assert id_token == {"name": "Anna Andersson", names.ORG_UNIT: "Kommunkontoret"}
    assert userinfo == {"sub": "p-anna"}


def test_a_refresh_for_fewer_scopes_leaves_the_number_out_of_the_id_token(
    world: World, trusted: Registered
) -> None:
    """RFC 6749, section 6."""
    tokens = world.tokens(trusted, scope=f"openid {names.PERSON_NUMBER}")
    narrow = world.refresh(trusted, tokens["refresh_token"], scope="openid").json
    assert PERSONAL not in json.dumps(claims_of(narrow["id_token"]))


def test_what_can_be_told_is_announced(world: World) -> None:
    """Swedish OpenID Connect Profile 1.0, section 5.2: scopes_supported and claims_supported."""
    metadata = world.app.test_client().get("/.well-known/openid-configuration").json
    assert metadata["scopes_supported"] == [
        *EVERYTHING[:3],
        "address",
        "phone",
        *EVERYTHING[3:],
        "offline_access",
    ]
    announced = {name for name in metadata["claims_supported"] if name.startswith(names.CLAIM)}
    assert announced == {
        value for value in vars(names).values() if isinstance(value, str) and value.startswith(names.CLAIM)
    } - {names.CLAIM}


@pytest.mark.parametrize("at", ["id_token", "userinfo"])
def test_an_essential_number_is_met_by_whom_it_names(world: World, trusted: Registered, at: str) -> None:
    """Core 5.5.1; Swedish OpenID Connect Profile 1.0, section 2.1.6."""
    wanted = ask(names.PERSONAL_NUMBER, at=at, essential=True, values=["197503259280", PERSONAL])
    assert "id_token" in world.tokens(trusted, claims=wanted)


@pytest.mark.parametrize(
    "claim", ["email", "preferred_username", names.PERSONAL_NUMBER, names.COORDINATION_NUMBER]
)
def test_an_essential_identifier_of_somebody_else_is_not_answered(
    world: World, trusted: Registered, claim: str
) -> None:
    """Core 5.5.1: silently with login_required."""
    browser = world.browser()
    world.sign_in(browser)
    wanted = ask(claim, at="id_token", essential=True, value="197503259280")
    refused = world.authorize(browser, trusted.client, claims=wanted, prompt="none")
    assert answer_of(refused)["error"] == "login_required"


def test_another_person_is_asked_to_sign_in_and_refused_if_they_are_not_the_one(
    world: World, trusted: Registered
) -> None:
    """Core 5.5.1 with 3.1.2.3: the end-user is authenticated anew before the request is given up."""
    browser = world.browser()
    world.sign_in(browser)
    wanted = ask(names.PERSONAL_NUMBER, at="id_token", essential=True, value="197503259280")
    parked = world.authorize(browser, trusted.client, claims=wanted)
    assert parked.headers["Location"].startswith("/signin/")
    world.clock.advance(seconds=5)
    resume = resume_of(parked.headers["Location"])
    world.sign_in(browser)
    assert answer_of(browser.get(resume))["error"] == "login_required"
    world.town.change("p-bertil", personal_number="197503259280")
    world.sign_in(browser, person=BERTIL)
    parked = world.authorize(browser, trusted.client, claims=wanted)
    assert "code" in answer_of(parked)


def test_a_voluntary_value_that_is_not_met_is_told_as_it_is(world: World, trusted: Registered) -> None:
    """Core 5.5.1: no error."""
    told, _ = tell(world, trusted, claims=ask(names.PERSONAL_NUMBER, at="id_token", value="197503259280"))
    assert told == {names.PERSONAL_NUMBER: PERSONAL}


def test_a_sub_asked_for_by_value_is_always_demanded(world: World, payslips: Registered) -> None:
    """Core 3.1.2.2: a positive answer only for the one it names, essential or not."""
    browser = world.browser()
    world.sign_in(browser)
    for sub, key in (("p-anna", "code"), ("p-bertil", "error")):
        wanted = ask("sub", at="id_token", value=sub)
        assert key in answer_of(world.authorize(browser, payslips.client, claims=wanted, prompt="none"))


def test_a_name_is_no_identifier(world: World, payslips: Registered) -> None:
    """Core 5.5.1: an essential claim that cannot be returned as wished is no error."""
    wanted = ask("name", at="id_token", essential=True, value="Bertil Berg")
    assert "id_token" in world.tokens(payslips, claims=wanted)
