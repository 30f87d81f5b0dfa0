"""The helpdesk's day in the console: somebody is found, looked at, explained, unlocked, signed out and reset."""

import re
from dataclasses import replace

import pytest

from idp.methods.throttle import Throttle
from idp.people.local import Account
from idp.sealing import derive_key
from tests.support.console import ANNA, JOHAN, KARIN, at_console
from tests.support.employees import ERIK, MARIA, VIKTOR
from tests.support.methods import LIMITS, take_messages
from tests.support.people_desk import open_session
from tests.support.signing_in import SECRET, Browser, House

SHY = replace(
    MARIA,
    person_id="p-shy",
    username="annber001",
    name="Anna Berg",
    is_protected=True,
    alias="Medarbetare 311",
)


@pytest.fixture
def house(house: House) -> House:
    """The whole provider, with the console's staff and a protected person."""
    with house.database.begin() as stores:
        stores.people.add(Account(SHY, "hash"), SHY.username)
    return house


def search(browser: Browser, **typed: str) -> Browser:
    return browser.open("/admin/people").send(**({"typed": "", "realm": "", "group": ""} | typed))


def list_found(browser: Browser) -> list[str]:
    return re.findall(r'<h3><a href="/admin/people/[^"]+">([^<]+)</a>', browser.text)


def test_somebody_is_found_and_opened_and_their_name_is_in_no_address(house: House) -> None:
    anna = search(at_console(house, ANNA), typed="margra")
    assert list_found(anna) == ["Maria Granhage"]
    assert "margra" not in anna.path
    anna.open(f"/admin/people/{MARIA.person_id}")
    assert anna.title == "Maria Granhage"
    assert "07•• ••• •07" in anna.text
    assert "0701740607" not in anna.text
    assert house.tags()[-1] == "person.opened"


def test_an_empty_search_is_asked_to_say_something(house: House) -> None:
    anna = search(at_console(house, ANNA), typed="  ")
    assert anna.page.status_code == 422
    assert "Skriv ett ord" in anna.text


def test_a_search_that_somebody_else_sealed_is_an_empty_form(house: House) -> None:
    anna = search(at_console(house, ANNA), typed="margra")
    path = anna.page.request.full_path
    johan = at_console(house, JOHAN).open(path)
    assert list_found(johan) == []


def test_a_protected_person_is_an_alias_everywhere(house: House) -> None:
    anna = search(at_console(house, ANNA), typed="berg")
    assert list_found(anna) == []
    assert list_found(search(anna, typed="medarbetare")) == ["Medarbetare 311"]
    for page in ("", "/why", "/unlock", "/end", "/reset", "/token"):
        anna.open(f"/admin/people/{SHY.person_id}{page}")
        assert anna.page.status_code == 200, page
        assert "Berg" not in anna.text, page
        assert SHY.username not in anna.text, page


def test_the_page_says_why_in_the_words_that_the_person_reads(house: House) -> None:
    anna = at_console(house, ANNA).open(
        f"/admin/people/{MARIA.person_id}/why?service=lonebesked&zone=remote&level=password&at=2026-03-11T12:00"
    )
    assert anna.page.status_code == 200
    assert "level_too_low" in anna.text
    assert "needs_proof" in anna.text
    assert "Inloggad med SMS-kod" in anna.text
    assert (
        anna.open(
            f"/admin/people/{MARIA.person_id}/why?service=lonebesked&zone=remote&level=x"
        ).page.status_code
        == 422
    )
    assert (
        anna.open(f"/admin/people/{MARIA.person_id}/why?service=x&zone=remote&level=none").page.status_code
        == 400
    )


def test_unlocking_is_confirmed_and_lets_the_person_try_again(house: House) -> None:
    throttle = Throttle(house.database.begin, derive_key(SECRET, "throttle"))
    bucket = LIMITS.password("adm", MARIA.username, is_inside=True)
    for _ in range(LIMITS.failures):
        throttle.take(bucket, house.clock())
    anna = at_console(house, ANNA).open(f"/admin/people/{MARIA.person_id}")
    assert "För många fel lösenord på arbetsplatsen" in anna.text
    anna.open(f"/admin/people/{MARIA.person_id}/unlock").send()
    assert "Spärrarna är borta." in anna.text
    assert "Inget är spärrat." in anna.text


def test_a_locked_account_is_opened(house: House) -> None:
    anna = at_console(house, ANNA).open(f"/admin/people/{VIKTOR.person_id}")
    assert "Kontot är låst" in anna.text
    assert "Kontot är låst" not in anna.open(f"/admin/people/{VIKTOR.person_id}/unlock").send().text


def test_sign_ins_are_ended_one_and_all(house: House) -> None:
    anna = at_console(house, ANNA)
    now = house.clock()
    open_session(house.database, MARIA.person_id, "s1", now)
    open_session(house.database, MARIA.person_id, "s2", now)
    anna.open(f"/admin/people/{MARIA.person_id}/end?sid=s1").send(sid="s1")
    assert "Inloggningen är avslutad" in anna.text
    assert house.count_live_sessions(MARIA) == 1
    anna.open(f"/admin/people/{MARIA.person_id}/end").send()
    assert house.count_live_sessions(MARIA) == 0


def test_an_open_sign_in_names_the_services_that_were_opened_but_for_one_that_is_gone(house: House) -> None:
    anna, now = at_console(house, ANNA), house.clock()
    open_session(house.database, MARIA.person_id, "s1", now)
    with house.database.begin() as stores:
        client = stores.clients.list()[0]
        stores.sessions.add_client("s1", client.client_id, now)
        stores.sessions.add_client("s1", "gone", now)
    anna.open(f"/admin/people/{MARIA.person_id}")
    assert anna.page.status_code == 200
    assert f"<dd>{client.name}</dd>" in anna.text


def ask_reset(browser: Browser, person_id: str = MARIA.person_id) -> Browser:
    return browser.open(f"/admin/people/{person_id}/reset").send(
        item="number:n07", reason="lost_phone", checked="id_card"
    )


def test_two_reset_a_number_and_its_owner_is_told(house: House) -> None:
    anna = ask_reset(at_console(house, ANNA))
    assert "Nu behöver en kollega godkänna." in anna.text
    path = anna.path
    assert 'value="approve"' not in anna.text
    assert "Du bad om det" in anna.send(action="approve").text
    johan = at_console(house, JOHAN)
    assert "1 återställning väntar" in johan.text
    take_messages(house.database, "sms", house.clock())
    johan.open(path).send(action="approve")
    assert "Det är borttaget" in johan.text
    (text,) = take_messages(house.database, "sms", house.clock())
    assert text.to == "+46701740607"
    assert "07•• ••• •07" not in johan.open(f"/admin/people/{MARIA.person_id}").text


def test_everything_of_a_reset_is_stated(house: House) -> None:
    anna = at_console(house, ANNA).open(f"/admin/people/{MARIA.person_id}/reset").send()
    assert anna.page.status_code == 422
    for name in ("item", "reason", "checked"):
        assert f'href="#{name}"' in anna.text


def test_nobody_resets_themselves(house: House) -> None:
    anna = at_console(house, ANNA).open(f"/admin/people/{ANNA.person_id}/reset")
    assert "Du kan inte återställa dig själv" in anna.text


def test_an_auditor_sees_and_is_offered_nothing(house: House) -> None:
    karin = at_console(house, KARIN).open(f"/admin/people/{MARIA.person_id}")
    assert karin.page.status_code == 200
    for way in ("/unlock", "/reset", "/end", "/token"):
        assert f"{MARIA.person_id}{way}" not in karin.text
        assert karin.open(f"/admin/people/{MARIA.person_id}{way}").page.status_code == 403


@pytest.mark.parametrize("page", ["", "/why", "/unlock", "/end", "/reset", "/token"])
def test_nobody_at_all_is_not_found(house: House, page: str) -> None:
    assert at_console(house, ANNA).open(f"/admin/people/nobody{page}").page.status_code == 404


def test_a_person_without_anything_is_shown_too(house: House) -> None:
    anna = at_console(house, ANNA).open(f"/admin/people/{ERIK.person_id}")
    assert "Inget mer än lösenordet." in anna.text
