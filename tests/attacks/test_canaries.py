"""One whole story with a canary in every secret field, and a search for the canaries wherever things are kept (5.3)."""

import logging
import re
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from sqlalchemy import Engine

from idp.app.json_log import JsonLines
from idp.chance import SystemChance
from idp.oidc.clients.client import Client
from idp.oidc.registration.registering import Registered, register
from idp.storage.metadata import metadata
from tests.support.methods import take_messages
from tests.support.portal import read_code, sign_in
from tests.support.signing_in import HOME, ISSUER, MARIA, PASSWORD, Browser, House

CALLBACK, SIGNED_OUT = "https://rp.example/callback", "https://rp.example/signed-out"
VERIFIER = "canary-verifier-".ljust(60, "v")
STATE, NONCE = "canary-state-7d1f", "canary-nonce-9b2c"
NEW_NUMBER, NEW_DEVICE = "0701740650", "Kanariens telefon"

PERSONAL = (
    "Granhage",
    "maria.granhage",
    "margra001",
    "+46701740607",
    "0701740607",
    NEW_NUMBER,
    "+46701740650",
)
"""What names a person, and may lie in the columns below alone."""

PERSONAL_COLUMNS = {
    "people": {"username", "canonical_username", "name", "given_name", "family_name", "email"},
    "people_words": {"word"},
    "numbers": {"e164"},
    "interactions": {"login_hint"},
}


@dataclass
class Story:
    """What happened, and every secret that took part in it."""

    house: House
    browser: Browser
    registered: Registered
    secrets: dict[str, str] = field(default_factory=dict)

    def keep_cookies(self, when: str) -> None:
        """Remember the cookies and the form's token as they are now."""
        for name in ("idp_session", "idp_browser"):
            if value := self.browser.cookie(name):
                self.secrets[f"{name} {when}"] = value
        if self.browser.csrf:
            self.secrets[f"csrf {when}"] = self.browser.csrf

    def send(self, when: str, **form: str) -> None:
        """Send the page's form."""
        self.browser.send(**form)
        self.keep_cookies(when)

    def request(self, **more: str) -> str:
        """Return the address of an authorization request."""
        challenge = urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
        asked = {
            "client_id": self.registered.client.client_id,
            "redirect_uri": CALLBACK,
            "response_type": "code",
            "scope": "openid profile email",
            "state": STATE,
            "nonce": NONCE,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        return "/authorize?" + urlencode(asked | more)

    def take_code(self, when: str) -> str:
        """Return the code that the browser was sent away with."""
        assert self.browser.left_for is not None, self.browser.text
        code = parse_qs(urlsplit(self.browser.left_for).query)["code"][0]
        self.secrets[f"authorization code {when}"] = code
        return code

    def token(self, when: str, **form: str) -> Any:
        """Send a token request and remember what it gives."""
        proof = (self.registered.client.client_id, self.registered.secret)
        answer = self.house.app.test_client().post("/token", data=form, auth=proof, base_url=ISSUER).json
        for name in ("access_token", "refresh_token", "id_token"):
            if name in answer:
                self.secrets[f"{name} {when}"] = answer[name]
        return answer


@pytest.fixture
def story(house: House) -> Story:
    """A sign-in with every kind of mistake, an enrolment, tokens, a refresh, replays, a bug and a sign-out."""
    wanted = Client(
        client_id="",
        name="Vård av sjukt barn",
        service="vab",
        redirect_uris=(CALLBACK,),
        post_logout_redirect_uris=(SIGNED_OUT,),
        backchannel_logout_uri="https://rp.example/backchannel",
        auth_method="client_secret_basic",
        grant_types=("authorization_code", "refresh_token"),
        scopes=("openid", "profile", "email"),
        created_at=house.clock(),
    )
    with house.database.begin() as stores:
        registered = register(stores, wanted, SystemChance(), house.clock())
    story = Story(house, house.browser(HOME), registered)
    story.secrets |= {"password": PASSWORD, "verifier": VERIFIER, "client secret": str(registered.secret)}
    story.secrets["state"] = STATE
    story.secrets["seed of the old app"] = house.apps[MARIA.person_id].secret
    tell_of_sign_in(story)
    tell_of_tokens(story)
    tell_of_enrolment(story)
    tell_of_failures(story)
    return story


def tell_of_sign_in(story: Story) -> None:
    story.browser.open(story.request(login_hint="margra001"))
    story.keep_cookies("at first")
    story.send("after the realm", realm="adm")
    story.send("after the method", method="sms")
    for wrong in ("canary-wrong-password", "canary password as username"):
        story.secrets[wrong] = wrong
    story.send("after a wrong password", username="margra001", password="canary-wrong-password")
    story.send("after a wrong name", username="canary password as username", password="canary-wrong-password")
    story.send("after the password", username="margra001", password=PASSWORD)
    code = read_code(story.house.last_code())
    story.secrets |= {"text message code": code, "wrong text message code": "ZZZZZZ"}
    story.send("after a wrong code", code="ZZZZZZ")
    story.send("at last", code=code)


def tell_of_tokens(story: Story) -> None:
    code = story.take_code("first")
    redeem = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": CALLBACK,
        "code_verifier": VERIFIER,
    }
    first = story.token("first", **redeem)
    again = story.token("second", grant_type="refresh_token", refresh_token=first["refresh_token"])
    bearer = {"Authorization": f"Bearer {again['access_token']}"}
    told = story.house.app.test_client().get("/userinfo", headers=bearer, base_url=ISSUER)
    assert told.json["name"] == MARIA.name
    story.token("replayed", grant_type="refresh_token", refresh_token=first["refresh_token"])
    story.token("replayed", **redeem)
    story.house.clock.advance(seconds=5)
    story.browser.open(story.request(id_token_hint=again["id_token"], prompt="login", login_hint="margra001"))
    assert story.browser.step in ("method", "password"), "a request with a token in it is parked"
    story.keep_cookies("at the second sign-in")
    signed_out = story.browser.open(
        "/end-session?" + urlencode({"id_token_hint": again["id_token"], "state": STATE})
    )
    assert signed_out.page.status_code == 200


def tell_of_enrolment(story: Story) -> None:
    story.house.clock.advance(minutes=1)
    inside = sign_in(story.house, MARIA, to="/settings/numbers")
    inside.send(number=NEW_NUMBER)
    inside.open("/settings/devices/add").send(device_name=NEW_DEVICE)
    found = re.search(r"(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}", inside.text)
    assert found is not None
    story.secrets["seed of the new app"] = found[0].replace(" ", "")
    story.secrets["seed of the new app, grouped"] = found[0]
    story.secrets["cookie inside"] = str(inside.cookie("idp_session"))
    inside.open(f"{inside.path}/code").send(code="314159")
    inside.send_to("/sign-out")


def tell_of_failures(story: Story) -> None:
    """Fail where a message might repeat what was sent: a client's wrong proof, and a statement the database refuses."""
    wrong = {
        "grant_type": "authorization_code",
        "code": "canary-unknown-code",
        "client_secret": "canary-secret",
    }
    story.secrets |= {"unknown code": "canary-unknown-code", "wrong client secret": "canary-secret"}
    client = story.house.app.test_client()
    client.post("/token", data=wrong | {"client_id": story.registered.client.client_id}, base_url=ISSUER)
    client.post("/token", query_string=wrong, base_url=ISSUER)
    with story.house.database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE throttle RENAME TO away")
    story.browser.open("/").send(realm="adm").send(method="app").send(username="margra001", password=PASSWORD)
    with story.house.database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE away RENAME TO throttle")
    assert story.browser.page.status_code in (500, 503)


def test_no_canary_reaches_a_log_or_the_terminal(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], request: pytest.FixtureRequest
) -> None:
    caplog.set_level(logging.INFO)
    story: Story = request.getfixturevalue("story")
    lines = "\n".join(JsonLines().format(record) for record in caplog.records)
    terminal = capfd.readouterr()
    assert '"message":"request"' in lines
    hits = list_hits(story.secrets, lines + terminal.out + terminal.err)
    assert not hits
    assert not [name for name in (*PERSONAL, NEW_DEVICE) if name in lines]


def test_no_canary_lies_in_the_database(story: Story, sqlite_engine: Engine) -> None:
    for table, column, value in read_everything(sqlite_engine):
        where = f"{table}.{column}"
        assert not list_hits(story.secrets, value), where
        if column not in PERSONAL_COLUMNS.get(table, ()):
            assert not [name for name in PERSONAL if name in value], where
        if (table, column) not in {("devices", "name"), ("devices", "folded_name")}:
            assert NEW_DEVICE.casefold() not in value.casefold(), where


def test_no_canary_lies_in_the_files_of_the_database(story: Story, sqlite_engine: Engine) -> None:
    """Deleted rows and the write-ahead log count too: a thief of the disk reads them."""
    folder = Path(str(sqlite_engine.url.database)).parent
    held = b"".join(path.read_bytes() for path in folder.glob("*.sqlite*")).decode("latin-1")
    assert "session.started" in held
    assert not list_hits(story.secrets, held)


def test_the_messages_are_what_the_codes_may_be_in(story: Story) -> None:
    """The canaries were alive: what the search would have found is in the messages."""
    bodies = [mail.body for mail in take_messages(story.house.database, "mail", story.house.clock())]
    assert any(NEW_DEVICE not in body for body in bodies)
    assert not list_hits(
        {name: value for name, value in story.secrets.items() if "code" not in name}, str(bodies)
    )


def list_hits(secrets: dict[str, str], text: str) -> list[str]:
    """Return the names of the secrets found in a text, also in base64; a short code counts only by itself."""
    hits = []
    for name, value in secrets.items():
        if len(value) < 8:
            is_found = re.search(rf"(?<![0-9A-Za-z]){re.escape(value)}(?![0-9A-Za-z])", text) is not None
        else:
            is_found = value in text or b64encode(value.encode()).decode() in text
        if is_found:
            hits.append(name)
    return hits


def read_everything(engine: Engine) -> Iterator[tuple[str, str, str]]:
    """Yield table, column and value of everything the database holds."""
    with engine.connect() as connection:
        for table in metadata.sorted_tables:
            for row in connection.execute(table.select()).mappings():
                for column, value in row.items():
                    held = value.decode("latin-1") if isinstance(value, bytes) else str(value)
                    yield table.name, str(column), held
