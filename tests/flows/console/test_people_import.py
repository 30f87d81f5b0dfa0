"""An administrator takes people in from a file in the console, and a program by the REST API."""

from io import BytesIO
from typing import Any

from werkzeug.test import TestResponse

from idp.admin.permissions import Permission
from tests.support.console import at_console
from tests.support.rest import build_program
from tests.support.signing_in import ISSUER, OFFICE, Browser, House

PATH = "/admin/people/import"
TOWN = "användarnamn;förnamn;efternamn\nny01;Nils;Ny\nny02;Nora;Ny\n"


def post(browser: Browser, path: str, **form: Any) -> TestResponse:
    return browser.http.post(
        path,
        data={"csrf": browser.csrf, **form},
        base_url=ISSUER,
        environ_overrides={"REMOTE_ADDR": OFFICE},
        content_type="multipart/form-data" if "file" in form else "application/x-www-form-urlencoded",
    )


def send(browser: Browser, text: str, **form: Any) -> TestResponse:
    return post(browser, PATH, file=(BytesIO(text.encode()), "people.csv"), **form)


def is_there(house: House, username: str) -> bool:
    with house.database.read() as stores:
        return stores.people.find_account("adm", username) is not None


def test_a_file_is_sent_looked_at_and_taken_in(house: House) -> None:
    browser = at_console(house, to=PATH)
    assert "Läs in personer från en fil" in browser.text
    sent = send(browser, TOWN, realm="adm")
    assert sent.status_code == 303
    page = browser.open(sent.headers["Location"])
    assert "Rad 2: ny01" in page.text
    assert not is_there(house, "ny01")
    fingerprint = page.text.partition('name="fingerprint" value="')[2].partition('"')[0]
    done = post(browser, sent.headers["Location"], action="take_in", fingerprint=fingerprint)
    assert "2 personer lades till." in browser.open(done.headers["Location"]).text
    assert is_there(house, "ny01")
    assert "Filen finns inte kvar" in browser.open(sent.headers["Location"]).text


def test_a_file_of_thousands_is_taken(house: House) -> None:
    """It comes in many pieces, of which the parser of forms holds more than one."""
    browser = at_console(house, to=PATH)
    lines = "".join(
        f"n{number:05};Nora;Ny{number % 10};Handläggare vid socialtjänsten\n" for number in range(8000)
    )
    assert send(browser, f"användarnamn;förnamn;efternamn;titel\n{lines}", realm="adm").status_code == 303


def test_a_file_that_is_thrown_away_changes_nothing(house: House) -> None:
    browser = at_console(house, to=PATH)
    sent = send(browser, TOWN, realm="adm")
    done = post(browser, sent.headers["Location"], action="drop")
    assert "Filen är slängd" in browser.open(done.headers["Location"]).text
    assert not is_there(house, "ny01")


def test_what_is_wrong_with_a_file_or_a_line_is_said_with_its_place(house: House) -> None:
    browser = at_console(house, to=PATH)
    assert "Välj en fil." in post(browser, PATH, realm="adm").text
    wrong = send(browser, "användarnamn;skostorlek\na;42\n")
    assert (wrong.status_code, "Kolumn 2 har en okänd rubrik" in wrong.text) == (422, True)
    page = browser.open(send(browser, TOWN + "x y;A;B\n", realm="adm").headers["Location"]).text
    assert "Rad 4: Användarnamnet ska vara" in page
    assert 'value="take_in"' not in page


def test_what_changed_meanwhile_is_looked_at_again(house: House) -> None:
    browser = at_console(house, to=PATH)
    sent = send(browser, TOWN, realm="adm")
    late = post(browser, sent.headers["Location"], action="take_in", fingerprint="of something else")
    assert (late.status_code, "Någon ändrade katalogen under tiden" in late.text) == (409, True)
    assert not is_there(house, "ny01")


def test_files_are_taken_at_this_address_and_no_other(house: House) -> None:
    browser = at_console(house, to=PATH)
    large = TOWN + "".join(f"u{number};{'x' * 100};Y\n" for number in range(2000))
    assert len(large) > 64 * 1024
    assert send(browser, large, realm="adm").status_code == 303
    other = post(browser, "/admin/roles/give", file=(BytesIO(b"x"), "x.csv"))
    assert other.status_code == 415


def test_a_program_does_the_same_by_the_rest_api(house: House) -> None:
    program = build_program(house, Permission.PEOPLE_WRITE)
    made = program.call("POST", "/people/imports", {"csv": TOWN, "realm": "adm"})
    assert made.status_code == 201
    preview = made.json
    assert (preview["counts"]["added"], preview["refused"]) == (2, [])
    assert made.headers["Location"].endswith(f"/people/imports/{preview['import_id']}")
    path = f"/people/imports/{preview['import_id']}"
    assert program.get(path).json == preview
    assert program.call("POST", f"{path}/apply", {"fingerprint": "x"}).status_code == 412
    done = program.call("POST", f"{path}/apply", {"fingerprint": preview["fingerprint"]})
    assert (done.status_code, done.json["counts"]["added"]) == (200, 2)
    assert is_there(house, "ny02")
    gone = [
        program.get(path),
        program.call("DELETE", path),
        program.call("POST", f"{path}/apply", {"fingerprint": ""}),
    ]
    assert [one.status_code for one in gone] == [404] * 3
    wrong = program.call("POST", "/people/imports", {"csv": "a;b\n", "realm": "mars"})
    assert (wrong.status_code, wrong.json["errors"][0]["field"]) == (422, "realm")


def test_a_file_that_would_leave_nobody_in_the_console_is_refused_with_who_is_last(house: House) -> None:
    without_johan = "användarnamn;aktiv\njohsjo001;nej\n"
    browser = at_console(house, to=PATH)
    sent = send(browser, without_johan, realm="adm")
    page = browser.open(sent.headers["Location"])
    fingerprint = page.text.partition('name="fingerprint" value="')[2].partition('"')[0]
    refused = post(browser, sent.headers["Location"], action="take_in", fingerprint=fingerprint)
    assert refused.status_code == 409
    assert "Johan Sjöhage är den sista administratören som släpps in." in refused.text
    program = build_program(house, Permission.PEOPLE_WRITE)
    preview = program.call("POST", "/people/imports", {"csv": without_johan, "realm": "adm"}).json
    path = f"/people/imports/{preview['import_id']}/apply"
    answer = program.call("POST", path, {"fingerprint": preview["fingerprint"]})
    assert (answer.status_code, answer.json["code"]) == (409, "nobody_left")
    assert "nobody else is an administrator" in answer.json["detail"]
