"""A card says what the person can do about its service, once."""

from dataclasses import replace
from datetime import timedelta

from idp.i18n import load_catalogues
from idp.policy.closures import Closure, Dated
from idp.policy.hours import ALWAYS, Hours
from idp.policy.text import Text
from idp.portal.cards import Card, CardWriter
from idp.portal.tiles import build_tiles, find_tile
from tests.unit.portal.small_town import NOON, POLICY, ask


def cards_for(
    zone: str, *methods: str, proved_in: str | None = None, language: str = "sv"
) -> dict[str, Card]:
    question = ask(zone, *methods)
    proofs = tuple(replace(proof, zone=proved_in or zone) for proof in question.proofs)
    writer = CardWriter(POLICY, load_catalogues()[language].text, language, NOON)
    tiles = build_tiles(POLICY, replace(question, proofs=proofs))
    return {card.service_id: card for card in map(writer.write, tiles)}


def test_a_service_that_can_be_started_needs_no_words() -> None:
    card = cards_for("office", "password")["intranet"]

    assert (card.sentences, card.way_in, card.letter) == ((), None, "I")


def test_the_button_names_the_only_way_in() -> None:
    assert cards_for("remote", "password", "sms")["ledger"].way_in == "Logga in med mobilapp"


def test_a_button_that_would_name_many_ways_names_none() -> None:
    tile = find_tile(POLICY, ask("remote", "password", "sms"), "ledger")
    assert tile is not None
    ways = tuple(POLICY.levels.names)[:3]
    many = replace(tile, decision=replace(tile.decision, options=ways))
    assert len(many.ways_in) == 3
    writer = CardWriter(POLICY, load_catalogues()["sv"].text, "sv", NOON)
    assert writer.write_way_in(many) == "Logga in säkrare"


def test_the_button_is_in_the_readers_language() -> None:
    card = cards_for("remote", "password", "sms", language="en")["ledger"]

    assert card.way_in == "Sign in with authenticator app"


def test_proofs_from_elsewhere_are_given_again() -> None:
    card = cards_for("office", "password", "totp", proved_in="remote")["journal"]

    assert card.way_in == "Logga in igen"


def test_a_card_with_a_button_says_nothing_twice() -> None:
    assert cards_for("office", "password")["journal"].sentences == ()


def test_a_closed_service_says_when_it_opens() -> None:
    card = cards_for("office", "password")["payroll"]

    assert (card.way_in, card.sentences[0]) == (None, "Stängt. Öppnar igen i morgon kl. 06.00.")


def test_a_service_of_the_workplace_says_where_to_go() -> None:
    card = cards_for("remote", "password", "totp")["journal"]

    assert (card.way_in, card.sentences[0]) == (None, "Logga in på arbetsplatsen i stället.")


def test_an_open_service_says_when_a_planned_closure_begins_and_why() -> None:
    message = Text("Systemet byggs om.", "The system is rebuilt.")
    tomorrow = (NOON + timedelta(days=1)).date()
    rebuilt = Closure(Dated(tomorrow, tomorrow), 22 * 60, 23 * 60, message)
    tile = find_tile(POLICY, ask("office", "password"), "intranet")
    assert tile is not None
    closing = replace(tile, service=replace(tile.service, hours=Hours(ALWAYS, (rebuilt,))))
    card = CardWriter(POLICY, load_catalogues()["sv"].text, "sv", NOON).write(closing)
    assert card.sentences == (
        "Stänger i morgon kl. 22.00 och öppnar igen i morgon kl. 23.00.",
        "Systemet byggs om.",
    )
