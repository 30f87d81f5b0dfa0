"""Services in the console: from the first question to a working application, and everything that can be done to one."""

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest

from idp.chance import SystemChance
from idp.oidc.clients.client import Client, SecretHash
from idp.oidc.registration.registering import register
from tests.support.console import AHMED, ANNA, JOHAN, KARIN, at_console
from tests.support.employees import NOON
from tests.support.signing_in import Browser, House

GUIDE = "/admin/clients/new/web"
ANSWERS = {
    "name": "Lunchkortet",
    "service": "lonebesked",
    "redirect_uris": "https://lunch.example/callback",
    "proof": "secret",
    "scopes": "profile",
    "purpose": "För att veta vem som köper lunch",
    "legal_basis": "Anställningsavtalet",
    "data_owner": "Måltidsenheten",
    "contact": "lunch@havsvik.example",
}
CLIENT = Client(
    client_id="",
    name="Frånvaro",
    service="lonebesked",
    redirect_uris=("https://franvaro.example/callback",),
    auth_method="client_secret_basic",
    created_at=NOON,
    owners=(AHMED.person_id,),
)


@pytest.fixture
def client(house: House) -> Client:
    """A service that Ahmed owns."""
    with house.database.begin() as stores:
        return register(stores, CLIENT, SystemChance(), NOON).client


def find(house: House, client_id: str) -> Client:
    with house.database.begin() as stores:
        found = stores.clients.find(client_id)
    assert found is not None
    return found


def answer(browser: Browser, **answers: str) -> Browser:
    """Send the form of the guide that is open."""
    found = re.search(r'name="client_id" value="(\w+)"', browser.text)
    assert found is not None
    return browser.send(client_id=found[1], **answers)


def read_codes(browser: Browser) -> list[str]:
    """Return what stands as code on the page."""
    return [unescape(code) for code in re.findall(r"<code[^>]*>([^<]*)</code>", browser.text)]


def test_a_service_is_registered_by_answering_questions_and_its_secret_is_shown_once(house: House) -> None:
    johan = at_console(house, JOHAN, "/admin/clients/new")
    assert "/admin/clients/new/single_page" in johan.text
    answer(johan.open(GUIDE), **ANSWERS, step="review")
    assert johan.title == "Stämmer det här?"
    assert "client.added" not in house.tags()
    answer(johan, **ANSWERS, step="register")
    assert johan.title == "Lunchkortet är registrerad"
    client_id, secret = read_codes(johan)[:2]
    assert find(house, client_id).contact == "lunch@havsvik.example"
    assert johan.text.count(secret) > 1
    assert f'href="/admin/clients/{client_id}/edit/tokens"' in johan.text
    assert secret not in johan.open(f"/admin/clients/{client_id}/recipes").text
    assert secret not in johan.open(f"/admin/clients/{client_id}/secrets").text


def test_a_registration_that_is_sent_again_leads_to_the_service_that_was_made(house: House) -> None:
    johan = at_console(house, JOHAN, GUIDE)
    form = johan.text
    made = read_codes(answer(johan, **ANSWERS, step="register"))[0]
    johan.send_to(GUIDE, **ANSWERS, client_id=made, step="register")
    assert f'name="client_id" value="{made}"' in form
    assert johan.path.partition("?")[0] == f"/admin/clients/{made}"
    assert "Tjänsten är redan registrerad" in johan.text
    assert house.tags().count("client.added") == 1
    assert answer(johan.open(GUIDE), **ANSWERS, step="register").title == "Lunchkortet är registrerad"


def test_going_back_from_the_review_keeps_every_answer(house: House) -> None:
    johan = answer(at_console(house, JOHAN, GUIDE), **ANSWERS, step="back")
    assert johan.page.status_code == 200
    assert all(value in unescape(johan.text) for value in ANSWERS.values())


@pytest.mark.parametrize(
    ("uri", "told"),
    [
        ("http://lunch.example/callback", "måste börja med https"),
        ("https://*.lunch.example/callback", "har en stjärna"),
        ("https://lunch.example/callback#x", "har ett #"),
        ("lunch.example", "är ingen hel adress"),
        ("https://lunch.example/callback?code=1", "svarets egna ord"),
        ("", "Skriv minst en adress"),
    ],
)
def test_an_address_that_cannot_be_registered_says_why(house: House, uri: str, told: str) -> None:
    johan = answer(at_console(house, JOHAN, GUIDE), **ANSWERS | {"redirect_uris": uri}, step="register")
    assert johan.page.status_code == 422
    assert told in unescape(johan.text)
    assert 'href="#redirect_uris"' in johan.text
    assert "Lunchkortet" in johan.text
    assert "client.added" not in house.tags()


def test_every_wrong_address_is_told_in_the_order_of_the_questions(house: House) -> None:
    wrong = {
        "redirect_uris": "http://a.example/cb\nhttps://*.b.example/cb",
        "contact": "lunch",
        "purpose": "",
    }
    johan = answer(at_console(house, JOHAN, GUIDE), **ANSWERS | wrong, step="review")
    told = (
        "http://a.example/cb måste",
        "https://*.b.example/cb har en stjärna",
        "varför tjänsten",
        "en e-postadress",
    )
    places = [unescape(johan.text).index(sentence) for sentence in told]
    assert places == sorted(places)


def test_the_usual_rule_is_named_before_anything_is_registered_and_our_own_pages_are_no_rule(
    house: House,
) -> None:
    johan = at_console(house, JOHAN, GUIDE)
    assert "Den vanliga regeln: Övrig tjänst" in johan.text
    assert 'value="console"' not in johan.text
    answer(johan, **ANSWERS | {"service": ""}, step="review")
    assert "Den vanliga regeln: Övrig tjänst" in johan.text


@pytest.mark.parametrize("kind", ["single_page", "native"])
def test_what_keeps_no_secret_gets_none(house: House, kind: str) -> None:
    answers = ANSWERS | {"redirect_uris": "http://127.0.0.1/callback"}
    johan = answer(at_console(house, JOHAN, f"/admin/clients/new/{kind}"), **answers, step="register")
    assert johan.page.status_code == 200
    assert "Hemligheten visas bara nu" not in johan.text
    assert find(house, read_codes(johan)[0]).auth_method == "none"


def test_a_machine_is_asked_nothing_about_people(house: House) -> None:
    johan = at_console(house, JOHAN, "/admin/clients/new/machine")
    assert "legal_basis" not in johan.text
    answer(
        johan,
        name="Nattlig",
        audience="https://api.havsvik.example/lon",
        api_scopes="lon:read",
        contact="it@havsvik.example",
        step="register",
    )
    assert "grant_type=client_credentials" in johan.text


def test_the_list_is_searched(house: House, client: Client) -> None:
    johan = at_console(house, JOHAN, "/admin/clients?words=franvaro.example")
    assert client.name in johan.text
    assert "1 tjänst" in johan.text
    assert client.name not in johan.open("/admin/clients?words=nothing").text
    assert client.name not in johan.open("/admin/clients?state=paused").text


def test_a_change_is_saved_and_a_fault_keeps_what_was_typed(house: House, client: Client) -> None:
    johan = at_console(house, JOHAN, f"/admin/clients/{client.client_id}/edit/addresses")
    johan.send(redirect_uris="http://x.example/cb", revision="0")
    assert johan.page.status_code == 422
    assert "http://x.example/cb" in johan.text
    johan.send(redirect_uris="https://x.example/cb", revision="0")
    assert "Ändringen är sparad" in johan.text
    assert find(house, client.client_id).redirect_uris == ("https://x.example/cb",)


def test_what_the_id_token_tells_is_ticked_and_unticked(house: House, client: Client) -> None:
    path = f"/admin/clients/{client.client_id}/edit/tokens"
    chosen = ("id_token_alg", "response_alg", "subject_type", "access_token_format", "profile")
    rest = {name: getattr(client, name) for name in chosen} | {
        "response_types": "code",
        "requires_pkce": "yes",
    }
    johan = at_console(house, JOHAN, path)
    assert "NextAuth 4" in johan.text
    johan.send(**rest, claims_in_id_token="yes", revision="0")
    assert "Ändringen är sparad" in johan.text
    assert find(house, client.client_id) == replace(client, claims_in_id_token=True, revision=1)
    assert re.search(r'name="claims_in_id_token" value="yes" checked', johan.open(path).text)
    johan.send(**rest, revision="1")
    assert not find(house, client.client_id).claims_in_id_token


def test_the_signature_of_answers_in_the_browser_is_chosen(house: House, client: Client) -> None:
    path = f"/admin/clients/{client.client_id}/edit/tokens"
    chosen = ("id_token_alg", "subject_type", "access_token_format", "profile")
    rest = {name: getattr(client, name) for name in chosen} | {
        "response_types": "code",
        "requires_pkce": "yes",
    }
    johan = at_console(house, JOHAN, path)
    assert "response_mode=jwt" in johan.text
    johan.send(**rest, response_alg="none", revision="0")
    assert johan.page.status_code == 422
    johan.send(**rest, response_alg="RS256", revision="0")
    assert find(house, client.client_id) == replace(client, response_alg="RS256", revision=1)


def test_who_was_overtaken_is_told_so_and_loses_nothing(house: House, client: Client) -> None:
    johan = at_console(house, JOHAN, f"/admin/clients/{client.client_id}/edit/about")
    other = at_console(house, JOHAN, f"/admin/clients/{client.client_id}/edit/about")
    other.send(name="Frånvaro och vård", revision="0")
    johan.send(name="Vård", revision="0")
    assert johan.page.status_code == 409
    assert "Någon annan har ändrat" in johan.text
    assert 'value="Vård"' in johan.text
    assert find(house, client.client_id).name == "Frånvaro och vård"


def test_a_new_secret_is_shown_once_and_the_old_one_ends_when_it_is_told_to(
    house: House, client: Client
) -> None:
    base = f"/admin/clients/{client.client_id}"
    asked = {"revision": str(client.revision)}
    johan = at_console(house, JOHAN, f"{base}/secrets/new").send(**asked)
    assert johan.title == "Ny hemlighet"
    kept = find(house, client.client_id).secrets
    assert len(kept) == 2
    johan.send_to(f"{base}/secrets/new", **asked)
    assert "visades bara då" in johan.text
    assert f"fungerar till {kept[1].expires_at:%Y-%m-%d}" in johan.text
    assert find(house, client.client_id).secrets == kept
    johan.send(revision=str(find(house, client.client_id).revision))
    assert johan.title == "Ny hemlighet"
    assert find(house, client.client_id).secrets[1:] == kept[1:]
    johan.open(f"{base}/end-old-secret").send()
    assert "Den gamla hemligheten gäller inte längre" in johan.text
    assert len(find(house, client.client_id).secrets) == 1


@pytest.mark.parametrize(
    ("days", "asked", "told"),
    [
        (30, "Den gamla fungerar till 2026-03-18", "fungerar den gamla som längst en vecka till"),
        (3, "Den gamla fungerar till 2026-03-14", "fungerar den gamla som längst en vecka till"),
        (-1, "Den gamla har redan slutat gälla", "Den har slutat gälla"),
    ],
)
def test_what_is_said_of_the_old_secret_is_what_will_become_of_it(
    house: House, client: Client, days: int, asked: str, told: str
) -> None:
    with house.database.begin() as stores:
        kept = SecretHash("0" * 64, house.clock() + timedelta(days=days))
        stores.clients.replace(replace(client, secrets=(kept,)))
    path = f"/admin/clients/{client.client_id}/secrets"
    johan = at_console(house, JOHAN, path)
    assert told in johan.text
    assert asked in johan.open(f"{path}/new").text


def test_a_service_is_paused_resumed_and_removed_each_after_a_question(house: House, client: Client) -> None:
    base = f"/admin/clients/{client.client_id}"
    johan = at_console(house, JOHAN, f"{base}/pause")
    assert not find(house, client.client_id).is_paused
    johan.send()
    assert "Tjänsten är pausad" in johan.text
    johan.open(f"{base}/resume").send()
    assert not find(house, client.client_id).is_paused
    johan.open(f"{base}/remove").send()
    assert "Tjänsten är borttagen" in johan.text
    assert johan.open(base).page.status_code == 404
    wanted = ["client.paused", "client.resumed", "client.removed"]
    assert [tag for tag in house.tags() if tag in wanted] == wanted


def test_an_owner_sees_and_changes_their_own_and_is_offered_nothing_more(
    house: House, client: Client
) -> None:
    base = f"/admin/clients/{client.client_id}"
    with house.database.begin() as stores:
        other = register(stores, replace(CLIENT, name="Annat", owners=()), SystemChance(), NOON).client
    ahmed = at_console(house, AHMED, "/admin/clients")
    assert client.name in ahmed.text
    assert "Annat" not in ahmed.text
    assert "/admin/clients/new" not in ahmed.text
    assert ahmed.open(f"/admin/clients/{other.client_id}").page.status_code == 404
    assert "Tjänsterna som du äger" in ahmed.open("/admin/clients").text
    assert ahmed.open(f"/admin/clients/{other.client_id}/secrets/new").page.status_code == 404
    assert f"{base}/remove" not in ahmed.open(base).text
    assert ahmed.open(f"{base}/remove").page.status_code == 403
    assert ahmed.open(f"{base}/edit/service").page.status_code == 404
    tokens = ahmed.open(f"{base}/edit/tokens").text
    assert not [name for name in ("may_introspect", "claims_in_id_token") if name in tokens]
    ahmed.open(f"{base}/edit/about").send(name="Frånvaro nu", revision="0")
    assert find(house, client.client_id).name == "Frånvaro nu"


def test_an_owner_who_sends_what_no_form_offered_changes_nothing_by_it(house: House, client: Client) -> None:
    base = f"/admin/clients/{client.client_id}"
    ahmed = at_console(house, AHMED, f"{base}/edit/data")
    guarded = "https://id.oidc.se/scope/naturalPersonNumber"
    ahmed.send(scopes=["openid", guarded], sees_protected="because I say so", revision="0")  # type: ignore[arg-type]
    assert "Ändringen är sparad" in ahmed.text
    changed = find(house, client.client_id)
    assert (changed.scopes, changed.sees_protected) == (("openid",), None)


def test_an_auditor_reads_and_is_offered_no_change(house: House, client: Client) -> None:
    base = f"/admin/clients/{client.client_id}"
    karin = at_console(house, KARIN, base)
    assert "/edit/" not in karin.text
    for path in ("/edit/about", "/pause", "/remove", "/secrets/new"):
        assert karin.open(f"{base}{path}").page.status_code == 403
    for path in ("/recipes", "/access", "/secrets", "/owners", "/test"):
        assert karin.open(f"{base}{path}").page.status_code == 200


def test_the_helpdesk_finds_no_services(house: House, client: Client) -> None:
    anna = at_console(house, ANNA)
    assert "/admin/clients" not in anna.text
    assert anna.open("/admin/clients").page.status_code == 403
    assert anna.open(f"/admin/clients/{client.client_id}").page.status_code == 403


def test_an_owner_is_added_and_removed(house: House, client: Client) -> None:
    base = f"/admin/clients/{client.client_id}/owners"
    johan = at_console(house, JOHAN, base)
    assert AHMED.name in johan.text
    johan.send(realm="adm", username=ANNA.username)
    assert "Personen är ägare nu" in johan.text
    johan.send_to(f"{base}/{AHMED.person_id}/remove")
    assert find(house, client.client_id).owners == (ANNA.person_id,)
    johan.send(realm="adm", username="nobody001")
    assert johan.page.status_code == 422


def test_the_consoles_own_registration_is_shown_and_cannot_be_touched(house: House) -> None:
    johan = at_console(house, JOHAN, "/admin/clients/idp-console")
    assert "Den kan inte ändras eller tas bort" in johan.text
    before = find(house, "idp-console")
    for path in ("/edit/about", "/pause", "/remove", "/secrets/new"):
        assert johan.open(f"/admin/clients/idp-console{path}").page.status_code == 404
    assert find(house, "idp-console") == before


def test_a_page_of_no_service_is_none(house: House) -> None:
    johan = at_console(house, JOHAN, "/admin/clients/nothing")
    assert johan.page.status_code == 404
    for path in ("/edit/about", "/pause", "/explode", "/secrets", "/test", "/owners"):
        assert johan.open(f"/admin/clients/nothing{path}").page.status_code == 404
