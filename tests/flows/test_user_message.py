"""What a relying party wants read while somebody signs in, over the whole provider and HTTP.

Authentication Request Parameter Extensions for the Swedish OpenID Connect Profile 1.1, sections 2.1 and 2.2.
"""

import json
from base64 import b64encode
from collections.abc import Iterator
from urllib.parse import urlencode, urljoin

import pytest
import requests

from idp.oidc.authn_provider import AUTHN_PROVIDER
from idp.oidc.claims import names
from idp.oidc.registration.registering import Registered
from idp.signin.user_message import USER_MESSAGE
from tests.support.form_filler import HOME, OFFICE, FormFiller
from tests.support.served import Served, serve
from tests.support.stranger import answer_at, challenge_of, discover

CALLBACK = "http://localhost:9/callback"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One running provider for all tests of this file."""
    with serve(tmp_path_factory.mktemp("served")) as running:
        yield running


@pytest.fixture(scope="module")
def client(served: Served) -> Registered:
    """A public client called Attest."""
    return served.register(name="Attest", redirect_uris=(CALLBACK,), auth_method="none")


def write(mime_type: str = "text/plain", **texts: str) -> str:
    """Return a userMessage; `plain` is the one without a language."""
    encoded = {name: b64encode(text.encode()).decode() for name, text in texts.items()}
    members = {"message" if name == "plain" else f"message#{name}": text for name, text in encoded.items()}
    return json.dumps(members | {"mime_type": mime_type})


def build_address(served: Served, client: Registered, **changes: str) -> str:
    """Return the address of an authorization request."""
    request = {
        "client_id": client.client.client_id,
        "redirect_uri": CALLBACK,
        "response_type": "code",
        "scope": "openid",
        "code_challenge": challenge_of("v" * 43),
        "code_challenge_method": "S256",
    }
    return f"{served.issuer}/authorize?{urlencode(request | changes)}"


def look(url: str, http: requests.Session | None = None, address: str = OFFICE) -> requests.Response:
    """Return the page that an address leads to, or the redirect that leaves the provider."""
    http = http or requests.Session()
    for _ in range(10):
        answer = http.get(url, headers={"X-Forwarded-For": address}, allow_redirects=False, timeout=10)
        if not answer.is_redirect or answer.headers["Location"].startswith(CALLBACK):
            return answer
        url = urljoin(answer.url, answer.headers["Location"])
    raise AssertionError("too many redirects")


def show(served: Served, client: Registered, message: str, **changes: str) -> str:
    """Return the first page of a sign-in with the message."""
    page = look(build_address(served, client, **{USER_MESSAGE: message}, **changes))
    assert page.status_code == 200
    return page.text


def test_the_message_is_shown_as_the_clients_own(served: Served, client: Registered) -> None:
    page = show(served, client, write(plain="Du ska godkänna\nårets budget."))
    assert "Meddelande från Attest" in page
    assert "<p>Du ska godkänna<br>årets budget.</p>" in page


def test_the_message_follows_the_language_of_the_page(served: Served, client: Registered) -> None:
    message = write(sv="Godkänn budgeten", en="Approve the budget")
    assert "Godkänn budgeten" in show(served, client, message)
    english = show(served, client, message, ui_locales="en")
    assert "Message from Attest" in english
    assert "Approve the budget" in english
    assert "Godkänn" not in english


@pytest.mark.parametrize(
    ("language", "called"),
    [
        ("sv", ("Vård av sjukt barn", "Attest")),
        ("en", ("Care of a sick child", "Attest")),
        ("fi", ("Sairaan lapsen hoito", "Attest")),
    ],
)
def test_an_application_that_bears_its_services_name_bears_it_in_the_readers_language(
    served: Served, language: str, called: tuple[str, str]
) -> None:
    for name, shown in zip(("Vård av sjukt barn", "Attest"), called, strict=True):
        registered = served.register(name=name, service="vab", redirect_uris=(CALLBACK,), auth_method="none")
        page = look(build_address(served, registered, ui_locales=language))
        assert f"<strong>{shown}</strong>" in page.text


def send(page: requests.Response, http: requests.Session, **form: str) -> requests.Response:
    """Send a page's form from home and return the page that follows."""
    token = page.text.partition('name="csrf" value="')[2].partition('"')[0]
    headers = {"X-Forwarded-For": HOME}
    answer = http.post(page.url, {"csrf": token, **form}, headers=headers, allow_redirects=False, timeout=10)
    return look(urljoin(page.url, answer.headers["Location"]), http, HOME)


def test_the_message_stands_at_every_step(served: Served, client: Registered) -> None:
    http = requests.Session()
    page = look(build_address(served, client, **{USER_MESSAGE: write(plain="Budgeten")}), http, HOME)
    for step, form in (("realm", {"realm": "adm"}), ("method", {"method": "app"}), ("password", None)):
        assert page.url.endswith(f"/{step}")
        assert "Budgeten" in page.text
        page = send(page, http, **form) if form else page


def test_markdown_is_shown_in_a_few_shapes(served: Served, client: Registered) -> None:
    page = show(
        served,
        client,
        write("text/markdown", plain="# Attest\n- **en** *resa*\n- [budget](https://evil.test)"),
    )
    assert "<strong>Attest</strong>" in page
    assert "<li><strong>en</strong> <em>resa</em></li>" in page
    assert "<li>budget</li>" in page
    assert "evil.test" not in page


@pytest.mark.parametrize("mime_type", ["text/plain", "text/markdown"])
def test_nothing_in_a_message_becomes_markup(served: Served, client: Registered, mime_type: str) -> None:
    hostile = (
        '<script>alert(1)</script><a href="https://evil.test">x</a><img src=x onerror=alert(1)>{{ 7*7 }}'
    )
    page = show(served, client, write(mime_type, plain=hostile))
    assert "<script>alert" not in page
    assert 'href="https://evil.test"' not in page
    assert "<img src=x" not in page
    assert "{{ 7*7 }}" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_message_cannot_turn_the_page_round(served: Served, client: Registered) -> None:
    page = show(served, client, write(plain="Betala \u202e000 5\u202c kr\u200b till \u2066mig\u2069"))
    assert "Betala 000 5 kr till mig" in page


def test_without_a_message_no_one_is_quoted(served: Served, client: Registered) -> None:
    assert "user-message" not in look(build_address(served, client)).text
    assert "user-message" not in show(served, client, write(de="Hallo"))


@pytest.mark.parametrize(
    "message",
    [
        write("text/html", plain="Hej"),
        write(plain="x" * 1001),
        "Hej",
        json.dumps({"message": "Hej, världen"}),
        "{}",
    ],
)
def test_a_message_that_cannot_be_shown_goes_back_to_the_client(
    served: Served, client: Registered, message: str
) -> None:
    answer = look(build_address(served, client, **{USER_MESSAGE: message}))
    told = answer_at(answer.headers["Location"])
    assert told["error"] == "invalid_request"
    assert "userMessage" in told["error_description"]


def test_a_megabyte_of_message_is_refused(served: Served, client: Registered) -> None:
    form = dict(part.split("=", 1) for part in build_address(served, client).partition("?")[2].split("&"))
    body = urlencode({USER_MESSAGE: write(plain="x" * 1_000_000)})
    sent = "&".join(f"{name}={value}" for name, value in form.items())
    answer = requests.post(
        f"{served.issuer}/authorize",
        data=f"{sent}&{body}",
        headers={"Content-Type": "application/x-www-form-urlencoded"},
        allow_redirects=False,
        timeout=10,
    )
    assert answer.status_code in (303, 400, 413)
    assert "/signin/" not in answer.headers.get("Location", "")


def test_a_message_of_two_kilobytes_comes_through_a_posted_request(
    served: Served, client: Registered
) -> None:
    """Swedish OpenID Connect Profile 1.0, section 2.1: large requests are posted."""
    query = build_address(served, client, **{USER_MESSAGE: write(plain="ordet " * 150)}).partition("?")[2]
    answer = requests.post(
        f"{served.issuer}/authorize",
        data=query,
        headers={"Content-Type": "application/x-www-form-urlencoded", "X-Forwarded-For": OFFICE},
        timeout=10,
    )
    assert "ordet ordet" in answer.text


def test_a_silent_request_shows_no_message(served: Served, client: Registered) -> None:
    """2.1: MUST NOT."""
    answer = look(build_address(served, client, prompt="none", **{USER_MESSAGE: write(plain="Hej")}))
    assert answer_at(answer.headers["Location"])["error"] == "login_required"


def ask_for(served: Served, level: str) -> dict[str, str]:
    return {AUTHN_PROVIDER: f"{served.issuer}/authn/{level}"}


def redeem(served: Served, client: Registered, location: str) -> dict[str, object]:
    """Return the claims of the ID token for the code in a location."""
    found = discover(served.issuer)
    form = {
        "grant_type": "authorization_code",
        "code": answer_at(location)["code"],
        "redirect_uri": CALLBACK,
        "code_verifier": "v" * 43,
        "client_id": client.client.client_id,
    }
    return found.read(requests.post(found["token_endpoint"], form, timeout=10).json()["id_token"], "ES256")


def test_a_requested_way_to_sign_in_is_chosen_beforehand_and_told(served: Served, client: Registered) -> None:
    """2.2, with 2.3.5 of the claims: no chooser, and the same value comes back."""
    maria = FormFiller(served, address=HOME)
    location = maria.open(build_address(served, client, **ask_for(served, "app")))
    assert maria.steps == ["realm", "password", "app"]
    assert redeem(served, client, location)[names.AUTHN_PROVIDER] == f"{served.issuer}/authn/app"


def test_the_workplace_gives_the_requested_way_though_less_would_do(
    served: Served, client: Registered
) -> None:
    anna = FormFiller(served, username="anelin001")
    location = anna.open(build_address(served, client, **ask_for(served, "app")))
    assert anna.steps == ["realm", "password", "app"]
    assert redeem(served, client, location)[names.AUTHN_PROVIDER] == f"{served.issuer}/authn/app"


@pytest.mark.parametrize("level", ["bankid", "password", "../app"])
def test_a_way_that_there_is_not_here_is_left_to_the_person(
    served: Served, client: Registered, level: str
) -> None:
    """Outside nobody gets in by a password."""
    http = requests.Session()
    page = look(build_address(served, client, **ask_for(served, level)), http, HOME)
    assert send(page, http, realm="adm").url.endswith("/method")


def test_someone_without_the_requested_way_signs_in_by_another(served: Served, client: Registered) -> None:
    karin = FormFiller(served, username="karost001")
    location = karin.open(build_address(served, client, **ask_for(served, "app")))
    assert redeem(served, client, location)[names.AUTHN_PROVIDER] == f"{served.issuer}/authn/password"


def test_the_sign_in_page_shows_the_applications_picture_and_links(served: Served) -> None:
    """OpenID Connect Registration 1.0, section 2."""
    shown = served.register(
        name="Attest",
        redirect_uris=(CALLBACK,),
        auth_method="none",
        logo_uri="https://attest.test/logo.png",
        policy_uri="https://attest.test/policy",
        tos_uri="https://attest.test/terms",
    )
    page = look(build_address(served, shown)).text
    assert f'src="/logo/{shown.client.client_id}"' in page
    assert 'href="https://attest.test/policy" rel="noopener noreferrer"' in page
    assert 'href="https://attest.test/terms" rel="noopener noreferrer"' in page
