"""The event log in the console: searched, read row by row, taken out, and checked."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from idp.admin.statistics.counting import CountingRound
from idp.audit.events import Event, Tag
from idp.audit.retention import list_over
from idp.storage.trail.audit import audit_trail
from idp.storage.trail.emptying import empty_audit
from tests.support.browser_without_screen import Browser
from tests.support.console import ANNA, JOHAN, KARIN, at_console
from tests.support.employees import ERIK, MARIA
from tests.support.signing_in import House


@pytest.fixture
def house(house: House) -> House:
    """The whole provider, with the console's staff, and a little history."""
    with house.database.begin() as stores:
        for number in range(60):
            person = (ERIK, MARIA)[number % 2].person_id
            at = house.clock() - timedelta(hours=60 - number)
            stores.audit.record(Event(Tag.PASSWORD_WRONG, at, person_id=person, zone="remote"))
    house.database.bind()
    return house


def last_event(house: House, tag: Tag) -> dict[str, object]:
    with house.database.read() as stores:
        rows = [row for row in stores.audit.load_rows() if row.tag == tag]
    fields: dict[str, object] = json.loads(rows[-1].fields)
    return fields


def empty_sign_ins(house: House) -> int:
    """Take the details off every sign-in there was until now, and return how many there were."""
    later = house.clock() + timedelta(days=2)
    CountingRound(house.database.begin, house.database.read).run(later)
    (over,) = list_over({"sign_in": 1}, later)
    return empty_audit(house.database, over, house.clock())


def check_chain(browser: Browser) -> None:
    """Have the chain checked and wait for what was found."""
    browser.send_to("/admin/audit/chain/verify")
    for _ in range(100):
        browser.open("/admin/audit/chain")
        if "Kontrollen pågår" not in browser.text:
            return


def test_an_auditor_reads_the_log_in_words_and_that_is_recorded(house: House) -> None:
    karin = at_console(house, KARIN, "/admin/audit")
    assert karin.page.status_code == 200
    assert "Fel lösenord" in karin.text
    assert ERIK.name in karin.text
    fields = last_event(house, Tag.AUDIT_SEARCHED)
    assert (fields["by"], fields["form"], fields["row_count"]) == (KARIN.person_id, "search", 50)


def test_what_is_typed_never_stands_in_an_address(house: House) -> None:
    karin = at_console(house, KARIN, "/admin/audit").send(
        person=f"{ERIK.username}@adm", kind="password.wrong"
    )
    assert ERIK.username not in karin.page.request.full_path
    assert f"person={ERIK.person_id}" in karin.page.request.full_path
    assert ERIK.name in karin.text
    assert MARIA.name not in karin.text
    assert last_event(house, Tag.AUDIT_SEARCHED)["person_id"] == ERIK.person_id


def test_a_name_is_no_id_and_leaves_no_trace(house: House) -> None:
    karin = at_console(house, KARIN, "/admin/audit").send(person=ERIK.name)
    assert (karin.page.status_code, karin.page.request.query_string) == (422, b"")
    assert "Ingen har det användarnamnet" in karin.text
    assert "person_id" not in last_event(house, Tag.AUDIT_SEARCHED)
    assert karin.open(f"/admin/audit?by={ERIK.username}").page.status_code == 422


def test_an_administrator_is_followed_by_what_they_did(house: House) -> None:
    johan = at_console(house, JOHAN, f"/admin/people/{ERIK.person_id}")
    assert f"/admin/audit?person={ERIK.person_id}" in johan.text
    karin = at_console(house, KARIN, "/admin/audit").send(by=JOHAN.username)
    assert f"by={JOHAN.person_id}" in karin.page.request.full_path
    assert "Någon läste en persons uppgifter" in karin.text.partition("found-title")[2]
    assert "Fel lösenord" not in karin.text.partition("found-title")[2]
    assert '<option value="idp-console">Administration' in karin.text
    assert last_event(house, Tag.AUDIT_SEARCHED)["asked_by_id"] == JOHAN.person_id


def test_pages_lead_both_ways(house: House) -> None:
    karin = at_console(house, KARIN, "/admin/audit?kind=password.wrong")
    first = karin.text
    karin.open("/admin/audit?kind=password.wrong&before=11")
    assert "Nyare" in karin.text
    assert "Äldre" not in karin.text
    karin.open("/admin/audit?kind=password.wrong&after=10")
    assert karin.text.count("log-line") == 50
    assert "Äldre" in karin.text
    assert "Nyare" not in first


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"person": "ingen999@adm"}, "Ingen har det användarnamnet"),
        ({"since": "igår"}, "Skriv dagen som"),
        ({"since": "2026-11-24", "until": "2026-11-23"}, "Sista dagen ligger före"),
        ({"by": "ingen999"}, "Ingen har det användarnamnet"),
        ({"kind": "nonsense"}, "Den sortens händelse"),
        ({"zone": "x" * 200}, "för långt"),
    ],
)
def test_what_cannot_be_asked_is_said_and_what_was_typed_is_kept(
    house: House, typed: dict[str, str], told: str
) -> None:
    karin = at_console(house, KARIN, "/admin/audit").send(**typed)
    assert karin.page.status_code == 422
    assert told in karin.text


def test_a_row_is_shown_in_whole_with_its_place_and_whose_it_was(house: House) -> None:
    karin = at_console(house, KARIN, "/admin/audit/20")
    assert "Raden står som den skrevs" in karin.text
    assert "/admin/audit/19" in karin.text
    assert "/admin/audit/21" in karin.text
    with house.database.read() as stores:
        row = stores.audit_search.find_row(20)
    assert row is not None
    fields = last_event(house, Tag.AUDIT_SEARCHED)
    assert (fields["form"], fields["person_id"]) == ("row", json.loads(row.fields)["person_id"])
    assert karin.open("/admin/audit/99999").page.status_code == 404


def test_a_row_that_was_changed_says_so(house: House) -> None:
    house.database.bind()
    with house.database.engine.begin() as connection:
        connection.execute(update(audit_trail).where(audit_trail.c.seq == 3).values(tag="started"))
    assert "Raden har ändrats" in at_console(house, KARIN, "/admin/audit/3").text


def test_a_file_holds_what_was_searched_for_and_that_is_recorded(house: House) -> None:
    karin = at_console(house, KARIN, f"/admin/audit/export?person={ERIK.person_id}&kind=password.wrong")
    assert "Filen säger vad enskilda människor" in karin.text
    karin.send(form="jsonl", person=ERIK.person_id, kind="password.wrong")
    rows = [json.loads(line) for line in karin.text.splitlines()]
    assert len(rows) == 30
    assert {row["fields"]["person_id"] for row in rows} == {ERIK.person_id}
    assert karin.page.headers["Content-Disposition"].startswith("attachment")
    assert last_event(house, Tag.AUDIT_EXPORTED)["row_count"] == 30


def test_the_helpdesk_reads_no_log(house: House) -> None:
    anna = at_console(house, ANNA)
    assert "/admin/audit" not in anna.text
    for path in ("/admin/audit", "/admin/audit/1", "/admin/audit/export", "/admin/audit/chain"):
        assert anna.open(path).page.status_code == 403


def test_a_checkpoint_is_handed_out_and_held_against_the_chain(house: House) -> None:
    johan = at_console(house, JOHAN, "/admin/audit/chain")
    assert "inte kontrollerats" in johan.text
    johan.send_to("/admin/audit/chain/checkpoint")
    token = johan.text.strip()
    assert token.count(".") == 2
    assert last_event(house, Tag.AUDIT_CHECKPOINTED)["by"] == JOHAN.person_id
    johan.open("/admin/audit/chain").send_to("/admin/audit/chain/verify", checkpoint=token)
    for _ in range(100):
        johan.open("/admin/audit/chain")
        if "Hela kedjan stämmer" in johan.text:
            break
    assert "Hela kedjan stämmer" in johan.text
    assert "Jämfördes med kontrollpunkten" in johan.text
    assert "Hämtades av Johan" in johan.text


def test_a_checkpoint_that_is_none_is_refused_in_words(house: House) -> None:
    karin = at_console(house, KARIN, "/admin/audit/chain")
    karin.send_to("/admin/audit/chain/verify", checkpoint="a.b.c")
    assert karin.page.status_code == 422
    assert "ingen kontrollpunkt härifrån" in karin.text


def test_a_row_without_details_says_so_plainly_and_is_whole(house: House) -> None:
    empty_sign_ins(house)
    karin = at_console(house, KARIN, "/admin/audit?kind=password.wrong&before=12")
    assert "Uppgifterna är borttagna" in karin.text
    karin.open("/admin/audit/7")
    assert "Raden har inga uppgifter kvar" in karin.text
    assert "Raden står som den skrevs" in karin.text
    with house.database.engine.begin() as connection:
        connection.execute(delete(audit_trail).where(audit_trail.c.tag == "audit.emptied"))
    karin.open("/admin/audit/7")
    assert "ingen rad i loggen säger att deras tid var ute" in karin.text
    assert "Raden står som den skrevs" not in karin.text


def test_the_check_says_how_many_rows_have_no_details_left(house: House) -> None:
    emptied = empty_sign_ins(house)
    karin = at_console(house, KARIN, "/admin/audit/chain")
    check_chain(karin)
    assert f"{emptied} rader har inga uppgifter kvar" in karin.text
    with house.database.engine.begin() as connection:
        connection.execute(delete(audit_trail).where(audit_trail.c.tag == "audit.emptied"))
    house.clock.advance(seconds=1)
    check_chain(karin)
    assert "har tömts, och ingen rad säger att tiden var ute" in karin.text
