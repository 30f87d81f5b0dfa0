"""Levels are changed, added and removed by forms, and the draft tells what becomes of them."""

from tests.support.policies import TEXT
from tests.support.policy_pages import begin, read, submit, text_of
from tests.support.signing_in import House

CARD = {"name-sv": "Kort", "meaning-sv": "Du har visat kort.", "below": "key"}


def test_a_level_takes_something_else_and_what_breaks_a_promise_is_refused(house: House) -> None:
    johan, draft = begin(house)
    assert f"{draft}/levels/app" in johan.text
    johan.open(f"{draft}/levels/app")
    assert johan.title == "Ändra nivån Mobilapp"
    assert "Omsorgsjournal" not in read(johan)
    assert "Administration av inloggningen" in read(johan)
    same = {"name-sv": "Appen", "meaning-sv": "Du har visat koden.", "below": "token"}
    submit(johan, **same, methods=[])
    assert johan.page.status_code == 422
    assert "Välj minst en sak som krävs." in read(johan)
    submit(johan.open(f"{draft}/levels/app"), **same, methods=["password"])
    assert "Utkastet bryter mot ett löfte" in read(johan)
    submit(johan.open(f"{draft}/levels/app"), **same, methods=["password", "totp"], realms=["adm"])
    assert "Appen är bara för Övrig personal." in read(johan)
    assert "Ändringen kräver två personer" in read(johan)
    assert johan.open(f"{draft}/levels/nowhere").page.status_code == 404


def test_a_level_is_added_and_removed_and_one_that_services_ask_for_stays(house: House) -> None:
    johan, draft = begin(house)
    submit(johan.open(f"{draft}/new-level"), **CARD | {"name-sv": "", "below": ""})
    assert johan.page.status_code == 422
    for told in ("Skriv vad det heter på svenska.", "Välj vilken nivå", "Välj minst en sak"):
        assert told in read(johan)
    submit(johan, **CARD, methods=["mail", "key"])
    assert "Kort är en ny nivå och kräver Kod i e-posten och Säkerhetsnyckel." in read(johan)
    submit(johan.open(f"{draft}/levels/kort/remove"))
    assert text_of(johan, draft) == TEXT
    johan.open(f"{draft}/levels/app/remove")
    assert "Tjänster begär nivån." in read(johan)
    assert 'action="' + f"{draft}/levels/app/remove" not in johan.text
    submit(johan.open(f"{draft}/levels/recovery/remove"))
    assert "Reservkod är ingen nivå längre." in read(johan)
    assert "recovery" not in text_of(johan, draft).partition("[zones]")[2]
