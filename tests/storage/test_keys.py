"""Passkeys and security keys: added by their owner's own ceremony, once, under a name of theirs."""

from dataclasses import replace

import pytest

from idp.methods.webauthn.challenge import CHALLENGE_LIFE, Bond, Purpose
from idp.methods.webauthn.credential import Credential
from idp.methods.webauthn.keys import NotAdded
from idp.storage.methods.credentials import credentials
from idp.storage.unit_of_work import Database
from tests.support.authenticator import BE, BS, UP, UV, read, write
from tests.support.keys import add_key, bond, ring
from tests.support.methods import GUNILLA, MARIA, NOW, build_asking, build_keys, list_tags, take_messages
from tests.support.together import together

MINE = bond(Purpose.ENROL, MARIA)


def test_an_added_key_is_listed_as_the_authenticator_described_it_and_its_owner_told(
    database: Database,
) -> None:
    added = add_key(database, ring(flags=UP | UV | BE | BS), name="Telefonen")
    assert build_keys(database).list(MARIA.person_id) == (added,)
    assert (added.made.is_verifying, added.made.can_sync, added.made.is_synced) == (True, True, True)
    assert added.made.transports == ("internal", "hybrid")
    assert [mail.subject for mail in take_messages(database, "mail")] == ["sv key_added"]
    assert list_tags(database) == ["passkey.added"]


def test_one_person_has_one_handle_whatever_they_add_and_it_says_nothing_of_them(database: Database) -> None:
    keys = build_keys(database)
    handles = {keys.ask(MARIA, MINE, NOW)[1]["user"]["id"] for _ in range(3)}
    other = keys.ask(GUNILLA, bond(Purpose.ENROL, GUNILLA), NOW)[1]["user"]["id"]
    assert len(handles) == 1
    assert other not in handles
    assert len(read(other)) == 32
    assert GUNILLA.person_id.encode() not in read(other)


def test_the_browser_is_told_of_the_keys_there_are_so_that_none_is_added_twice(database: Database) -> None:
    added = add_key(database, ring())
    _, options = build_keys(database).ask(MARIA, MINE, NOW)
    assert [one["id"] for one in options["excludeCredentials"]] == [write(added.made.credential_id)]


def test_an_enrolment_sent_again_adds_nothing(database: Database) -> None:
    keys = build_keys(database)
    challenge_id, options = keys.ask(MARIA, MINE, NOW)
    sent = ring().make(options)
    assert isinstance(keys.add(MARIA, MINE, challenge_id, sent, "Ett", "sv", NOW), Credential)
    assert keys.add(MARIA, MINE, challenge_id, sent, "Två", "sv", NOW) is NotAdded.EXPIRED
    assert len(keys.list(MARIA.person_id)) == 1


def test_of_fifty_enrolments_of_one_challenge_at_once_one_is_added(database: Database) -> None:
    keys = build_keys(database)
    challenge_id, options = keys.ask(MARIA, MINE, NOW)
    sent = [ring().make(options) for _ in range(10)]
    added = together(lambda n: keys.add(MARIA, MINE, challenge_id, sent[n], f"Nyckel {n}", "sv", NOW), 10)
    assert [isinstance(one, Credential) for one in added].count(True) == 1
    assert added.count(NotAdded.EXPIRED) == 9


@pytest.mark.parametrize(
    "other",
    [
        replace(MINE, browser_hash="another"),
        replace(MINE, place="another"),
        replace(MINE, person_id=GUNILLA.person_id),
        replace(MINE, person_id=None),
        replace(MINE, purpose=Purpose.KEY),
        replace(MINE, purpose=Purpose.PASSKEY),
    ],
)
def test_a_challenge_answered_anywhere_else_adds_nothing(database: Database, other: Bond) -> None:
    keys = build_keys(database)
    challenge_id, options = keys.ask(MARIA, other, NOW)
    assert keys.add(MARIA, MINE, challenge_id, ring().make(options), "Min", "sv", NOW) is NotAdded.EXPIRED
    assert keys.list(MARIA.person_id) == ()


def test_a_challenge_lives_five_minutes_and_wears_out_by_a_wrong_answer_too(database: Database) -> None:
    keys = build_keys(database)
    challenge_id, options = keys.ask(MARIA, MINE, NOW)
    late = NOW + CHALLENGE_LIFE
    assert keys.add(MARIA, MINE, challenge_id, ring().make(options), "Min", "sv", late) is NotAdded.EXPIRED
    wrong = ring().make(options, origin="https://evil.example")
    assert keys.add(MARIA, MINE, challenge_id, wrong, "Min", "sv", NOW) is NotAdded.UNFIT
    assert keys.add(MARIA, MINE, challenge_id, ring().make(options), "Min", "sv", NOW) is NotAdded.EXPIRED


@pytest.mark.parametrize("sent", ["", "{}", "x" * 20_000])
def test_what_is_no_answer_adds_nothing_and_uses_the_challenge_up(database: Database, sent: str) -> None:
    keys = build_keys(database)
    challenge_id, options = keys.ask(MARIA, MINE, NOW)
    assert keys.add(MARIA, MINE, challenge_id, sent, "Min", "sv", NOW) is NotAdded.UNFIT
    assert keys.add(MARIA, MINE, challenge_id, ring().make(options), "Min", "sv", NOW) is NotAdded.EXPIRED


def test_nobody_adds_a_key_that_another_has(database: Database) -> None:
    authenticator = ring()
    add_key(database, authenticator)
    keys, hers = build_keys(database), bond(Purpose.ENROL, GUNILLA)
    challenge_id, options = keys.ask(GUNILLA, hers, NOW)

    first = authenticator.held[0]
    sent = ring().make(options, key=first.key, credential_id=first.credential_id)
    assert keys.add(GUNILLA, hers, challenge_id, sent, "Min", "sv", NOW) is NotAdded.TAKEN
    assert keys.list(GUNILLA.person_id) == ()


def test_two_keys_of_one_person_never_share_a_name_whatever_its_case(database: Database) -> None:
    add_key(database, ring(), name="Telefonen")
    keys = build_keys(database)
    challenge_id, options = keys.ask(MARIA, MINE, NOW)
    assert keys.add(MARIA, MINE, challenge_id, ring().make(options), "TELEFONEN", "sv", NOW) is NotAdded.TAKEN
    add_key(database, ring(), GUNILLA, "Telefonen")


def test_a_key_gets_another_name_unless_it_is_taken_or_anothers(database: Database) -> None:
    first = add_key(database, ring(), name="Ett")
    add_key(database, ring(), name="Två")
    keys = build_keys(database)
    assert keys.rename(MARIA, first.key_id, "TVÅ", NOW) is False
    assert keys.rename(GUNILLA, first.key_id, "Min", NOW) is False
    assert keys.rename(MARIA, first.key_id, "Tre", NOW) is True
    assert {key.name for key in keys.list(MARIA.person_id)} == {"Tre", "Två"}


def test_a_removed_key_is_gone_and_its_owner_told(database: Database) -> None:
    added, keys = add_key(database, ring()), build_keys(database)
    take_messages(database, "mail")
    assert keys.remove(GUNILLA, added.key_id, "sv", NOW) is False
    assert keys.remove(MARIA, added.key_id, "sv", NOW) is True
    assert keys.remove(MARIA, added.key_id, "sv", NOW) is False
    assert keys.list(MARIA.person_id) == ()
    assert [mail.subject for mail in take_messages(database, "mail")] == ["sv key_removed"]


def test_the_handle_stays_when_the_last_key_is_removed(database: Database) -> None:
    keys = build_keys(database)
    before = keys.ask(MARIA, MINE, NOW)[1]["user"]["id"]
    added = add_key(database, ring())
    keys.remove(MARIA, added.key_id, "sv", NOW)
    assert keys.ask(MARIA, MINE, NOW)[1]["user"]["id"] == before


def test_the_longest_credential_id_there_is_can_be_kept(database: Database) -> None:
    authenticator = ring()
    added = add_key(database, authenticator, credential_id=b"i" * 1023)
    with database.begin() as stores:
        assert stores.credentials.find_by_credential_id(b"i" * 1023) == added
        assert stores.credentials.find_by_credential_id(b"i" * 1022) is None


def test_a_challenge_in_the_database_is_tied_before_anybody_is_known(database: Database) -> None:
    asking = build_asking(database)
    challenge_id, options = asking.ask(bond(Purpose.PASSKEY), NOW)
    assert options["allowCredentials"] == []
    with database.begin() as stores:
        assert stores.challenges.consume(challenge_id, bond(Purpose.PASSKEY, MARIA), NOW) is None
        consumed = stores.challenges.consume(challenge_id, bond(Purpose.PASSKEY), NOW)
    assert consumed == read(options["challenge"])
    assert len(consumed) == 32


def test_a_key_never_used_has_no_last_use(database: Database) -> None:
    add_key(database, ring())
    with database.engine.connect() as connection:
        (row,) = connection.execute(credentials.select()).all()
    assert (row.last_used_at, row.added_at) == (None, NOW)
