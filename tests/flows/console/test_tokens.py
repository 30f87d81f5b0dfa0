"""The cupboard in the console: a file is previewed and taken in, a token handed out, taken back, written off."""

import re
from io import BytesIO

import pytest

from idp.methods.tokens.cupboard import Cupboard
from idp.storage.methods.token_imports import token_imports
from tests.support.console import ANNA, JOHAN, KARIN, at_console
from tests.support.employees import ERIK, MARIA, PER
from tests.support.methods import take_messages
from tests.support.signing_in import ISSUER, Browser, House
from tests.support.tokens import add_token, build_cupboard

SEED = b"12345678901234567890".hex()
TABLE = f"serial,secret,type\nVK-2001,{SEED},hotp\nVK-2002,{SEED},totp\n"


@pytest.fixture
def cupboard(house: House) -> Cupboard:
    return build_cupboard(house.database)


def preview(browser: Browser, table: str = TABLE) -> Browser:
    return browser.open("/admin/tokens/import").send(pasted=table, key="", password="")


def apply(browser: Browser) -> Browser:
    """Send the preview's own form, which leads elsewhere than the page stands."""
    action = re.search(r'action="(/admin/tokens/import/[^"]+)"', browser.text)
    csrf = re.search(r'name="csrf" value="([^"]+)"', browser.text)
    assert action, browser.text
    assert csrf
    sent = browser.http.post(
        action[1], base_url=ISSUER, data={"csrf": csrf[1]}, environ_overrides={"REMOTE_ADDR": browser.address}
    )
    if sent.status_code == 303:
        return browser.open(sent.headers["Location"])
    browser.page = sent
    return browser


def count_parked(house: House) -> int:
    with house.database.engine.connect() as connection:
        return len(connection.execute(token_imports.select()).all())


def test_a_file_is_shown_first_and_then_taken_in(house: House, cupboard: Cupboard) -> None:
    johan = preview(at_console(house, JOHAN))
    assert "2 koddosor kan tas in." in johan.text
    assert SEED not in johan.text
    assert cupboard.list() == ()
    assert "Koddosorna ligger i skåpet" in apply(johan).text
    assert [token.serial for token in cupboard.list()] == ["VK-2001", "VK-2002"]
    assert (house.tags()[-1], count_parked(house)) == ("tokens.imported", 0)


def test_a_wrong_line_keeps_the_whole_file_out_and_is_said(house: House, cupboard: Cupboard) -> None:
    add_token(house.database, "VK-2002")
    johan = preview(at_console(house, JOHAN), TABLE + "VK-3,tooshort,hotp\n")
    assert johan.page.status_code == 422
    assert "2 rader är fel" in johan.text
    assert "VK-2002 finns redan. Ta bort raden." in johan.text
    assert "VK-3: nyckeln ska vara 16–64 byte" in johan.text
    assert "/admin/tokens/import/" not in johan.text
    assert len(cupboard.list()) == 1


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("", "Välj en fil"),
        ("serial\n", "Det här saknas: secret, type."),
        ("<x/>", "PSKC-fil"),
        (TABLE[:19], "inga koddosor"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_why(house: House, table: str, said: str) -> None:
    johan = preview(at_console(house, JOHAN), table)
    assert johan.page.status_code == 422
    assert said in johan.text


def test_an_uploaded_file_is_read_like_a_pasted_one(house: House) -> None:
    johan = at_console(house, JOHAN).open("/admin/tokens/import")
    csrf = re.search(r'name="csrf" value="([^"]+)"', johan.text)
    assert csrf
    sent = johan.http.post(
        "/admin/tokens/import",
        base_url=ISSUER,
        data={
            "csrf": csrf[1],
            "file": (BytesIO(TABLE.encode()), "t.csv"),
            "pasted": "",
            "key": "",
            "password": "",
        },
        content_type="multipart/form-data",
        environ_overrides={"REMOTE_ADDR": johan.address},
    )
    assert sent.status_code == 200
    assert "2 koddosor kan tas in." in sent.text


def test_nobody_else_sends_files_and_no_other_address_takes_them(house: House) -> None:
    stranger = house.browser()
    file = {"file": (BytesIO(b"x" * 200_000), "t.csv")}
    for path, status in (("/admin/tokens/import", 403), ("/admin/people", 415), ("/token", 415)):
        sent = stranger.http.post(path, base_url=ISSUER, data=dict(file), content_type="multipart/form-data")
        assert sent.status_code in {status, 404, 413}, path
        file = {"file": (BytesIO(b"x" * 200_000), "t.csv")}
    large = stranger.http.post("/admin/tokens/import", base_url=ISSUER, data=b"x" * (6 * 1024 * 1024))
    assert large.status_code == 413


def test_a_previewed_file_is_imported_once(house: House) -> None:
    johan, other = preview(at_console(house, JOHAN)), at_console(house, JOHAN)
    other.page = johan.page
    apply(johan)
    assert apply(other).page.status_code in {403, 410}
    assert house.tags().count("tokens.imported") == 1


def test_the_helpdesk_takes_in_nothing(house: House) -> None:
    anna = at_console(house, ANNA).open("/admin/tokens")
    assert "/admin/tokens/import" not in anna.text
    assert anna.open("/admin/tokens/import").page.status_code == 403


def test_a_token_is_handed_out_and_taken_back_and_its_holder_told(house: House, cupboard: Cupboard) -> None:
    add_token(house.database)
    anna = at_console(house, ANNA).open(f"/admin/people/{MARIA.person_id}/token").send(serial="vk-1001")
    assert "Koddosan är utlämnad." in anna.text
    assert "VK-1001" in anna.text
    (text,) = [
        one for one in take_messages(house.database, "sms", house.clock()) if one.created_at == house.clock()
    ]
    assert text.to == "+46701740607"
    anna.open("/admin/tokens?serial=VK-1001")
    assert "Maria Granhage" in anna.text
    anna.open(f"{anna.path}/take-back").send(action="returned")
    assert "Koddosan är tillbaka i skåpet." in anna.text
    token = cupboard.find("VK-1001")
    assert token
    assert (token.state.value, token.person_id) == ("returned", None)
    assert house.tags().count("token.handed_out") == house.tags().count("token.returned") == 1


def test_a_token_is_written_off_and_only_once(house: House) -> None:
    token = add_token(house.database)
    anna = at_console(house, ANNA)
    page = f"/admin/tokens/{token.token_id}/take-back"
    assert "går inte att logga in med" in anna.open(page).send(action="lost").text
    assert 'value="lost"' not in anna.open(page).text
    assert "ligger inte där" in anna.send(action="lost").text


@pytest.mark.parametrize("serial", ["", "VK-9", "x" * 300])
def test_an_unknown_serial_number_is_said_to_be(house: House, serial: str) -> None:
    anna = at_console(house, ANNA).open(f"/admin/people/{ERIK.person_id}/token").send(serial=serial)
    assert anna.page.status_code == 422
    assert "Ingen koddosa har det serienumret" in anna.text


def test_a_token_that_somebody_has_is_not_handed_out_again(house: House) -> None:
    add_token(house.database)
    anna = at_console(house, ANNA)
    anna.open(f"/admin/people/{MARIA.person_id}/token").send(serial="VK-1001")
    again = anna.open(f"/admin/people/{PER.person_id}/token").send(serial="VK-1001")
    assert "ligger inte där den skulle" in again.text


def test_nobody_hands_a_token_out_to_themselves(house: House) -> None:
    add_token(house.database)
    anna = at_console(house, ANNA).open(f"/admin/people/{ANNA.person_id}/token").send(serial="VK-1001")
    assert "Du kan inte lämna ut en koddosa till dig själv" in anna.text


def test_the_list_turns_pages_and_is_narrowed(house: House) -> None:
    for number in range(60):
        add_token(house.database, f"VK-{number:04}")
    karin = at_console(house, KARIN).open("/admin/tokens")
    assert karin.text.count('<h2><a href="/admin/tokens/') == 50
    assert "VK-0055" not in karin.text
    assert "VK-0055" in karin.open("/admin/tokens?after=VK-0049").text
    assert "VK-" not in karin.open("/admin/tokens?state=lost").text
    assert karin.open("/admin/tokens/nobody").page.status_code == 404
