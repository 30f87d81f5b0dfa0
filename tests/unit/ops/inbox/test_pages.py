from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from idp.ops.inbox.letterbox import Letter, Letterbox
from idp.ops.inbox.pages import create_inbox
from idp.policy.text import Text

NOW = datetime(2026, 11, 23, 9, 5, 7, tzinfo=UTC)
SMS = {"to": "+46701740605", "from": "Havsvik", "message": "BCD7FG är din engångskod till E-portalen."}
SERVICES = {"resor": Text(sv="Resor & utlägg", en="Travel & expenses")}
PORTAL = "http://localhost:8000/"
SWEDISH = {"Accept-Language": "sv-SE"}


@pytest.fixture
def letterbox() -> Letterbox:
    return Letterbox()


@pytest.fixture
def client(letterbox: Letterbox) -> FlaskClient:
    return create_inbox(letterbox, lambda: NOW, PORTAL, SERVICES).test_client()


def test_a_text_message_handed_to_the_gateway_is_on_the_page(client: FlaskClient) -> None:
    assert client.post("/sms", json=SMS).status_code == 202
    page = client.get("/", headers=SWEDISH).text
    assert "Till +46701740605" in page
    assert "10.05.07" in page
    assert '<span class="visually-hidden">Engångskod: </span>BCD7FG' in page


@pytest.mark.parametrize("body", [{}, {"to": "+46701740605"}, {**SMS, "message": 5}, [], "text"])
def test_anything_but_a_text_message_is_refused_by_the_gateway(client: FlaskClient, body: object) -> None:
    assert client.post("/sms", json=body).status_code == 400


def test_a_form_on_another_site_cannot_put_a_message_into_the_inbox(client: FlaskClient) -> None:
    assert client.post("/sms", data=SMS).status_code == 415


def test_scripts_read_the_letters_to_one_number_with_the_code_taken_out(client: FlaskClient) -> None:
    client.post("/sms", json=SMS)
    client.post("/sms", json={**SMS, "to": "+46701740606"})
    assert client.get("/messages.json", query_string={"to": "+46701740605"}).get_json() == [
        {
            "at": "2026-11-23T09:05:07+00:00",
            "code": "BCD7FG",
            "kind": "sms",
            "sender": "Havsvik",
            "subject": "",
            "text": SMS["message"],
            "to": "+46701740605",
        }
    ]


def test_mails_and_text_messages_lie_apart(client: FlaskClient, letterbox: Letterbox) -> None:
    letterbox.put(Letter("mail", "gunilla@havsvik.example", "e-portalen", "Ämnet", "Hej!", NOW))
    page = client.get("/", headers=SWEDISH).text
    phone, mailbox = page.split('class="mailbox"')
    assert "Inga sms än" in phone
    assert "Ämnet" in mailbox


def test_what_arrives_is_never_read_as_markup(client: FlaskClient, letterbox: Letterbox) -> None:
    letterbox.put(Letter("mail", "<b>", "<i>", "<script>", "<img>", NOW))
    page = client.get("/").text
    assert not any(mark in page for mark in ("<b>", "<i>", "<script>", "<img>"))


def test_the_page_renews_itself_until_the_reader_pauses_it(client: FlaskClient) -> None:
    assert client.get("/").headers["Refresh"] == "5"
    assert "Refresh" not in client.get("/?paused").headers


def test_a_service_without_an_application_says_honestly_that_it_would_open_here(client: FlaskClient) -> None:
    page = client.get("/tjanst/resor", headers=SWEDISH).text
    assert "Här skulle Resor &amp; utlägg öppnas" in page
    assert f'href="{PORTAL}"' in page
    assert "Travel &amp; expenses would open here" in client.get("/tjanst/resor?lang=en").text


def test_a_service_nobody_knows_is_not_found(client: FlaskClient) -> None:
    assert client.get("/tjanst/resor-till-manen").status_code == 404


@pytest.mark.parametrize(
    "path", ["/", "/messages.json", "/inbox.css", "/icon.svg", "/tjanst/resor", "/nowhere"]
)
def test_every_answer_keeps_scripts_and_frames_out(client: FlaskClient, path: str) -> None:
    with client.get(path) as response:
        policy = response.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in policy
    assert "script-src" not in policy


def test_a_site_that_borrows_the_inboxs_address_under_another_name_is_refused(client: FlaskClient) -> None:
    assert client.get("/messages.json", headers={"Host": "evil.example"}).status_code == 400
