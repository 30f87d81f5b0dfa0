"""Attacks on passkeys and security keys: nothing is proved by an answer that is old, borrowed, copied or bent."""

from dataclasses import replace
from typing import Any

import pytest

from idp.methods.webauthn.challenge import CHALLENGE_LIFE, Bond, Purpose
from idp.methods.webauthn.outcome import Failed, Failure, Outcome, Proved
from idp.storage.unit_of_work import Database
from tests.support.authenticator import BE, BS, UP, UV, Authenticator, make_key, write
from tests.support.authenticator import Credential as Held
from tests.support.keys import add_key, bond, ring
from tests.support.methods import GUNILLA, MARIA, NOW, build_asking, list_tags
from tests.support.together import together

ALONE = bond(Purpose.PASSKEY)
AFTER = bond(Purpose.KEY, MARIA)


def attempt(
    database: Database,
    authenticator: Authenticator,
    tied: Bond = ALONE,
    held: Held | None = None,
    **changes: Any,
) -> Outcome:
    """Ask, answer and judge once."""
    asking = build_asking(database)
    challenge_id, options = asking.ask(tied, NOW)
    return asking.judge(tied, challenge_id, authenticator.sign(options, held, **changes), NOW)


def methods(outcome: Outcome) -> tuple[str, ...]:
    assert isinstance(outcome, Proved), outcome
    return outcome.methods


def why(outcome: Outcome) -> Failure:
    assert isinstance(outcome, Failed), outcome
    return outcome.why


@pytest.mark.parametrize("tied", [ALONE, AFTER])
def test_a_key_that_made_sure_of_its_owner_proves_both_methods(database: Database, tied: Bond) -> None:
    authenticator = ring()
    add_key(database, authenticator)
    assert methods(attempt(database, authenticator, tied)) == ("key", "passkey")


def test_a_touch_after_the_password_proves_the_key_alone(database: Database) -> None:
    authenticator = ring()
    add_key(database, authenticator)
    assert methods(attempt(database, authenticator, AFTER, flags=UP)) == ("key",)


def test_a_touch_alone_is_no_passkey(database: Database) -> None:
    authenticator = ring()
    add_key(database, authenticator)
    assert why(attempt(database, authenticator, flags=UP)) is Failure.NOT_MADE_SURE


def test_a_pin_set_by_the_finder_of_a_key_without_one_makes_it_no_passkey(database: Database) -> None:
    authenticator = ring(flags=UP)
    add_key(database, authenticator)
    assert why(attempt(database, authenticator, flags=UP | UV)) is Failure.NOT_MADE_SURE
    assert methods(attempt(database, authenticator, AFTER, flags=UP | UV)) == ("key",)


def test_a_key_nobody_touched_proves_nothing(database: Database) -> None:
    authenticator = ring()
    add_key(database, authenticator)
    assert why(attempt(database, authenticator, AFTER, flags=UV)) is Failure.UNFIT


@pytest.mark.parametrize("tied", [ALONE, AFTER])
def test_an_assertion_sent_again_proves_nothing(database: Database, tied: Bond) -> None:
    authenticator, asking = ring(step=0), build_asking(database)
    add_key(database, authenticator)
    challenge_id, options = asking.ask(tied, NOW)
    sent = authenticator.sign(options)
    assert isinstance(asking.judge(tied, challenge_id, sent, NOW), Proved)
    assert why(asking.judge(tied, challenge_id, sent, NOW)) is Failure.EXPIRED


def test_an_assertion_does_not_answer_the_next_challenge(database: Database) -> None:
    """CVE-2026-28787: the challenge is what the server asked, never what the answer says."""
    authenticator, asking = ring(step=0), build_asking(database)
    add_key(database, authenticator)
    _, options = asking.ask(ALONE, NOW)
    captured = authenticator.sign(options)
    second, _ = asking.ask(ALONE, NOW)
    assert why(asking.judge(ALONE, second, captured, NOW)) is Failure.UNFIT


def test_of_fifty_uses_of_one_challenge_at_once_one_proves(database: Database) -> None:
    authenticator, asking = ring(step=0), build_asking(database)
    add_key(database, authenticator)
    challenge_id, options = asking.ask(ALONE, NOW)
    sent = authenticator.sign(options)
    outcomes = together(lambda _: asking.judge(ALONE, challenge_id, sent, NOW))
    assert [isinstance(one, Proved) for one in outcomes].count(True) == 1
    assert outcomes.count(Failed(Failure.EXPIRED)) == 49


def test_of_two_answers_with_one_count_at_once_one_proves(database: Database) -> None:
    authenticator, asking = ring(), build_asking(database)
    add_key(database, authenticator)
    asked = [asking.ask(ALONE, NOW) for _ in range(2)]
    sent = [authenticator.sign(options, count=9) for _, options in asked]
    outcomes = together(lambda n: asking.judge(ALONE, asked[n][0], sent[n], NOW), 2)
    assert [isinstance(one, Proved) for one in outcomes].count(True) == 1


@pytest.mark.parametrize(
    "elsewhere",
    [
        replace(ALONE, browser_hash="another"),
        replace(ALONE, place="another"),
        replace(ALONE, person_id=MARIA.person_id),
        replace(ALONE, purpose=Purpose.KEY),
        replace(ALONE, purpose=Purpose.ENROL),
    ],
)
def test_a_challenge_from_elsewhere_proves_nothing_here(database: Database, elsewhere: Bond) -> None:
    authenticator, asking = ring(), build_asking(database)
    add_key(database, authenticator)
    challenge_id, options = asking.ask(elsewhere, NOW)
    assert why(asking.judge(ALONE, challenge_id, authenticator.sign(options), NOW)) is Failure.EXPIRED


def test_a_challenge_lives_five_minutes(database: Database) -> None:
    authenticator, asking = ring(), build_asking(database)
    add_key(database, authenticator)
    challenge_id, options = asking.ask(ALONE, NOW)
    sent = authenticator.sign(options)
    assert why(asking.judge(ALONE, challenge_id, sent, NOW + CHALLENGE_LIFE)) is Failure.EXPIRED


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "https://localhost:8000"},
        {"origin": "http://localhost:8001"},
        {"origin": "http://evil.example"},
        {"rp_id": "evil.example"},
        {"type": "webauthn.create"},
        {"cross_origin": True},
        {"challenge": write(b"x" * 32)},
    ],
)
def test_an_answer_with_one_thing_wrong_proves_nothing(database: Database, wrong: dict[str, Any]) -> None:
    authenticator = ring()
    add_key(database, authenticator)
    assert why(attempt(database, authenticator, **wrong)) is Failure.UNFIT


def test_a_count_that_goes_back_is_refused_and_recorded(database: Database) -> None:
    authenticator = ring()
    added = add_key(database, authenticator)
    assert methods(attempt(database, authenticator, count=10))
    outcome = attempt(database, authenticator, count=10)
    assert isinstance(outcome, Failed)
    assert (outcome.why, outcome.copied and outcome.copied.key_id) == (Failure.COUNT_WENT_BACK, added.key_id)
    assert why(attempt(database, authenticator, count=0)) is Failure.COUNT_WENT_BACK
    assert list_tags(database).count("passkey.count_went_back") == 2
    assert methods(attempt(database, authenticator, count=11))


def test_an_authenticator_that_does_not_count_may_go_on_not_counting(database: Database) -> None:
    authenticator = ring(step=0)
    add_key(database, authenticator)
    for _ in range(3):
        assert methods(attempt(database, authenticator))


def test_a_credential_that_could_not_be_copied_does_not_become_one_that_can(database: Database) -> None:
    authenticator = ring()
    add_key(database, authenticator)
    assert why(attempt(database, authenticator, flags=UP | UV | BE)) is Failure.UNFIT


def test_a_credential_that_becomes_synced_is_remembered_as_that(database: Database) -> None:
    authenticator = ring(flags=UP | UV | BE)
    added = add_key(database, authenticator)
    assert methods(attempt(database, authenticator, flags=UP | UV | BE | BS))
    with database.begin() as stores:
        held = stores.credentials.find(MARIA.person_id, added.key_id)
    assert held is not None
    assert (held.made.is_synced, held.last_used_at) == (True, NOW)


def test_anothers_key_is_no_second_factor_of_mine(database: Database) -> None:
    """YSA-2026-02: someone without a credential is impersonated by whoever signs with their own."""
    thief = ring()
    add_key(database, thief, GUNILLA)
    assert why(attempt(database, thief, AFTER)) is Failure.OTHER_PERSON
    add_key(database, ring())
    assert why(attempt(database, thief, AFTER)) is Failure.OTHER_PERSON


def test_a_key_nobody_added_proves_nothing(database: Database) -> None:
    stranger = ring()
    stranger.held.append(Held(b"i" * 32, make_key(-7), -7))
    assert why(attempt(database, stranger)) is Failure.UNKNOWN
    assert why(attempt(database, stranger, AFTER)) is Failure.UNKNOWN


def test_a_removed_key_proves_nothing(database: Database) -> None:
    authenticator = ring()
    added = add_key(database, authenticator)
    with database.begin() as stores:
        stores.credentials.remove(MARIA.person_id, added.key_id)
    assert why(attempt(database, authenticator)) is Failure.UNKNOWN


@pytest.mark.parametrize("handle", [b"", b"h" * 32, MARIA.person_id.encode()])
def test_a_passkey_that_says_it_is_somebody_elses_proves_nothing(database: Database, handle: bytes) -> None:
    authenticator = ring()
    add_key(database, authenticator)
    assert why(attempt(database, authenticator, handle=handle)) is Failure.UNFIT


def test_my_credential_with_anothers_handle_proves_nobody(database: Database) -> None:
    mine, hers = ring(), ring()
    add_key(database, mine)
    add_key(database, hers, GUNILLA)
    assert why(attempt(database, mine, handle=hers.held[0].handle)) is Failure.UNFIT
    assert why(attempt(database, mine, AFTER, handle=hers.held[0].handle)) is Failure.UNFIT


@pytest.mark.parametrize("sent", ["{}", "null", "[" * 9000, "x" * 17_000])
def test_what_is_no_answer_uses_the_challenge_up(database: Database, sent: str) -> None:
    authenticator, asking = ring(), build_asking(database)
    add_key(database, authenticator)
    challenge_id, options = asking.ask(ALONE, NOW)
    assert why(asking.judge(ALONE, challenge_id, sent, NOW)) is Failure.UNFIT
    assert why(asking.judge(ALONE, challenge_id, authenticator.sign(options), NOW)) is Failure.EXPIRED


def test_the_question_names_only_the_persons_own_keys_and_no_one_before_they_are_known(
    database: Database,
) -> None:
    mine, touched = ring(), ring(flags=UP)
    first, second = add_key(database, mine, name="Ett"), add_key(database, touched, name="Två")
    add_key(database, ring(), GUNILLA)
    asking = build_asking(database)

    def allowed(tied: Bond) -> set[str]:
        return {one["id"] for one in asking.ask(tied, NOW)[1]["allowCredentials"]}

    ids = [write(one.made.credential_id) for one in (first, second)]
    assert allowed(ALONE) == set()
    assert allowed(AFTER) == set(ids)
    assert allowed(bond(Purpose.PASSKEY, MARIA)) == {ids[0]}
