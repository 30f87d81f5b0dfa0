"""OpenID Connect Core 1.0, section 8: pairwise subjects."""

import json

import pytest

from idp.oidc.registration.registering import Registered
from idp.sessions.session import End
from tests.support.world import ANNA, SIGNED_OUT, World, answer_of, claims_of


@pytest.fixture
def paired(world: World) -> Registered:
    """A client of a sector of its own."""
    return world.register(subject_type="pairwise", sector="payslips.test")


def sub_of(world: World, client: Registered) -> str:
    return str(claims_of(world.tokens(client)["id_token"])["sub"])


def test_two_sectors_know_a_person_by_different_subjects(world: World, paired: Registered) -> None:
    """8.1."""
    other = world.register(subject_type="pairwise", sector="time.test")
    subjects = {sub_of(world, paired), sub_of(world, other), ANNA.person_id}
    assert len(subjects) == 3


def test_clients_of_one_sector_know_a_person_by_the_same_subject(world: World, paired: Registered) -> None:
    """8.1."""
    sibling = world.register(subject_type="pairwise", sector="payslips.test")
    assert sub_of(world, paired) == sub_of(world, sibling)


def test_id_token_userinfo_and_logout_token_name_the_same_subject(world: World, paired: Registered) -> None:
    """5.3.2; Back-Channel Logout, 2.4."""
    told = world.register(
        subject_type="pairwise", sector="payslips.test", backchannel_logout_uri="https://payslips.test/out"
    )
    browser = world.browser()
    session = world.sign_in(browser)
    code = answer_of(world.authorize(browser, told.client))["code"]
    tokens = world.redeem(told, code).json
    with world.database.begin() as stores:
        world.logout.end_session(stores, session, world.clock(), End.REVOKED)
    (notice,) = world.waiting_notices()
    said = json.loads(notice.body)["claims"]["sub"]
    assert said == claims_of(tokens["id_token"])["sub"] == sub_of(world, paired)
    again = world.tokens(told)
    assert world.userinfo(again["access_token"]).json["sub"] == said


def test_a_pairwise_hint_is_read_back(world: World, paired: Registered) -> None:
    """3.1.2.1."""
    browser = world.browser()
    world.sign_in(browser)
    code = answer_of(world.authorize(browser, paired.client))["code"]
    hint = world.redeem(paired, code).json["id_token"]
    answer = answer_of(world.authorize(browser, paired.client, prompt="none", id_token_hint=hint))
    assert "code" in answer


def test_a_pairwise_hint_of_someone_else_is_refused_silently(world: World, paired: Registered) -> None:
    """3.1.2.1."""
    hint = world.tokens(paired)["id_token"]
    browser = world.browser()
    world.sign_in(browser, person=world.town.people["p-bertil"])
    answer = answer_of(world.authorize(browser, paired.client, prompt="none", id_token_hint=hint))
    assert answer["error"] == "login_required"


def test_signing_out_with_a_pairwise_hint_asks_nothing(world: World, paired: Registered) -> None:
    """RP-Initiated Logout, 2."""
    browser = world.browser()
    world.sign_in(browser)
    code = answer_of(world.authorize(browser, paired.client))["code"]
    hint = world.redeem(paired, code).json["id_token"]
    gone = browser.get("/end-session", id_token_hint=hint, post_logout_redirect_uri=SIGNED_OUT)
    assert (gone.status_code, gone.headers["Location"]) == (303, SIGNED_OUT)


def test_a_pairwise_subject_demanded_by_value_is_understood(world: World, paired: Registered) -> None:
    """5.5.1."""
    browser = world.browser()
    world.sign_in(browser)
    claims = json.dumps({"id_token": {"sub": {"value": sub_of(world, paired)}}})
    assert "code" in answer_of(world.authorize(browser, paired.client, claims=claims))
