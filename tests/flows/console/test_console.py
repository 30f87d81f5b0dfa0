"""The console's frame: who comes in, how, and what each role is shown. Its subjects have tests of their own."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from idp.admin.actor import build_operator
from idp.admin.console.starting_key import make_starting_key
from idp.admin.permissions import Role
from idp.admin.roles.grants import RoleGrant
from idp.chance import SystemChance
from tests.support.console import AHMED, ANNA, JOHAN, KARIN, at_console
from tests.support.employees import ERIK, MARIA
from tests.support.portal import sign_in, sign_in_again
from tests.support.signing_in import HOME, ISSUER, OFFICE, Browser, House


def make_key(house: House) -> str:
    secret, _ = make_starting_key(house.database.begin, SystemChance(), build_operator("root"), house.clock())
    return secret


def test_an_administrator_comes_in_by_the_providers_own_sign_in(house: House) -> None:
    johan = at_console(house)
    assert johan.path == "/admin"
    assert "Administratör" in johan.text
    tags = house.tags()
    assert tags.index("authorization.granted") < tags.index("code.redeemed") < tags.index("console.entered")


def test_the_request_is_one_that_any_relying_party_would_send(house: House) -> None:
    stranger = house.browser(OFFICE)
    begun = stranger.http.get("/admin/sign-in", base_url=ISSUER)
    asked = parse_qs(urlsplit(begun.headers["Location"]).query)
    assert urlsplit(begun.headers["Location"]).path == "/authorize"
    assert asked["code_challenge_method"] == ["S256"]
    assert {"state", "nonce", "max_age"} <= asked.keys()


def test_a_password_alone_does_not_do_at_the_office_either(house: House) -> None:
    johan = sign_in(house, JOHAN, OFFICE, "password")
    assert johan.title == "Mina tjänster"
    johan.open("/admin")
    assert johan.step == "app"
    house.clock.advance(seconds=30)
    assert johan.send(code=house.app_code(JOHAN)).path == "/admin"


def test_nobody_comes_in_from_outside(house: House) -> None:
    johan = sign_in(house, JOHAN, HOME, "app")
    assert johan.open("/admin").page.status_code == 403
    assert "console.entered" not in house.tags()


def test_employees_of_other_kinds_find_nothing_there(house: House) -> None:
    maria = sign_in(house, MARIA, OFFICE, "app")
    assert maria.open("/admin").page.status_code == 404
    assert maria.open("/admin/roles").page.status_code == 404


def test_who_has_no_role_is_told_how_one_gets_one(house: House) -> None:
    ahmed = at_console(house, AHMED)
    assert ahmed.page.status_code == 403
    assert "Du har ingen roll här" in ahmed.text
    assert ahmed.open("/admin/roles").page.status_code == 403


def test_a_page_that_the_role_does_not_bring_says_so_and_is_recorded(house: House) -> None:
    anna = at_console(house, ANNA)
    assert "/admin/roles" not in anna.text
    anna.open("/admin/roles")
    assert anna.page.status_code == 403
    assert "roles.read" in anna.text
    assert house.tags()[-1] == "console.refused"


def test_an_auditor_reads_and_is_offered_no_change(house: House) -> None:
    karin = at_console(house, KARIN, "/admin/roles")
    assert karin.title == "Roller"
    assert "/admin/roles/give" not in karin.text
    assert karin.open("/admin/roles/give").page.status_code == 403


def test_a_role_is_given_counts_at_once_and_is_taken_back(house: House) -> None:
    johan = at_console(house, JOHAN, "/admin/roles/give")
    johan.send(realm="adm", username=AHMED.username, role="auditor")
    assert "Rollen är given." in johan.text
    assert AHMED.name in johan.text
    ahmed = at_console(house, AHMED)
    assert "Granskare" in ahmed.text
    johan.open(f"/admin/roles/{AHMED.person_id}/auditor/take-back").send()
    assert "Rollen är tillbakatagen." in johan.text
    assert ahmed.open("/admin").page.status_code == 403
    assert [tag for tag in house.tags() if tag.startswith("role.")] == ["role.granted", "role.revoked"]


def test_nobody_changes_a_role_of_their_own(house: House) -> None:
    johan = at_console(house, JOHAN, "/admin/roles/give")
    johan.send(realm="adm", username=JOHAN.username, role="auditor")
    assert johan.page.status_code == 422
    assert "Du kan inte ändra din egen roll" in johan.text


def test_a_form_says_everything_that_is_missing_and_keeps_what_was_typed(house: House) -> None:
    johan = at_console(house, JOHAN, "/admin/roles/give").send(username=AHMED.username)
    assert johan.page.status_code == 422
    assert 'href="#realm"' in johan.text
    assert 'href="#role"' in johan.text
    assert f'value="{AHMED.username}"' in johan.text


@pytest.mark.parametrize("page", ["/", "/helpdesk", "/admin"])
def test_whoever_must_sign_in_is_sent_straight_to_the_first_step(house: House, page: str) -> None:
    browser, way = house.browser().http, [page]
    here = {"base_url": ISSUER, "environ_overrides": {"REMOTE_ADDR": OFFICE}}
    while location := browser.get(way[-1], **here).headers.get("Location"):
        way.append(location.removeprefix(ISSUER))
    assert [step.rsplit("/", 1)[-1] for step in way if step.startswith("/signin/")] == ["realm"]


def test_giving_a_role_asks_for_a_sign_in_of_the_last_minutes(house: House) -> None:
    johan = at_console(house)
    house.clock.advance(minutes=12)
    johan.open("/admin/roles")
    assert johan.title == "Roller"
    johan.open("/admin/roles/give")
    assert johan.path.startswith("/signin/")


@pytest.mark.parametrize(
    ("sent_to", "page"),
    [("/admin/roles/give", "/admin/roles/give"), ("/admin/audit/chain/verify", "/admin/audit/chain")],
)
def test_a_form_that_came_after_its_sign_in_is_told_to_be_unsent(
    house: House, sent_to: str, page: str
) -> None:
    johan = at_console(house, to=page)
    house.clock.advance(minutes=20)
    sign_in_again(house, johan.send_to(sent_to), JOHAN).send(code=house.app_code(JOHAN))
    assert johan.page.request.full_path == f"{page}?unsent=1"
    assert "Inget är sparat eller gjort" in johan.text
    assert "Inget är sparat eller gjort" not in johan.open(page).text


def test_the_menu_leads_the_helpdesk_to_its_temporary_codes_and_back(house: House) -> None:
    anna = at_console(house, ANNA)
    assert anna.text.count('<a href="/helpdesk">Tillfälliga koder</a>') == 2
    assert 'class="way-back" href="/admin"' in anna.open("/helpdesk").text
    assert "/helpdesk" not in at_console(house, JOHAN).text


def test_nobody_signs_in_anew_to_be_told_that_the_role_does_not_do(house: House) -> None:
    karin = at_console(house, KARIN)
    house.clock.advance(minutes=12)
    assert karin.open("/admin/roles/give").page.status_code == 403
    assert karin.send_to("/admin/keys/rotate").page.status_code == 403
    assert "Din roll räcker inte" in karin.text


def test_nobody_signs_in_anew_to_be_told_that_the_console_is_not_theirs(house: House) -> None:
    johan = at_console(house)
    with house.database.begin() as stores:
        stores.people.change(replace(JOHAN, groups=MARIA.groups))
    for _ in range(5):
        house.clock.advance(minutes=13)
        johan.open("/")
    assert johan.open("/admin").page.status_code == 404


def test_a_role_that_is_taken_back_while_a_form_is_open_sends_it_no_more(house: House) -> None:
    form = "/admin/policy/drafts/new"
    with house.database.begin() as stores:
        stores.role_grants.add(RoleGrant(KARIN.person_id, Role.ADMINISTRATOR, "operator", house.clock()))
    karin, johan = at_console(house, KARIN, form), at_console(house, JOHAN, form)
    assert (karin.page.status_code, johan.page.status_code) == (200, 200)
    with house.database.begin() as stores:
        stores.role_grants.remove(KARIN.person_id, Role.ADMINISTRATOR)
        stores.people.change(replace(JOHAN, groups=MARIA.groups))
    assert karin.send(reason="Ny regel", action="guided").page.status_code == 403
    assert "Din roll räcker inte" in karin.text
    assert johan.send(reason="Ny regel", action="guided").page.status_code == 404
    assert not [tag for tag in house.tags() if tag.startswith("policy.")]


def test_the_console_asks_for_a_new_sign_in_after_an_hour_of_work(house: House) -> None:
    johan = at_console(house)
    for _ in range(7):
        house.clock.advance(minutes=10)
        johan.open("/admin")
    assert johan.path.startswith("/signin/")


def test_signing_out_at_the_portal_ends_the_console_too(house: House) -> None:
    johan = at_console(house)
    secret = johan.cookie("idp_console")
    assert secret is not None
    johan.send_to("/sign-out")
    johan.http.set_cookie("idp_console", secret, domain="localhost")
    assert johan.open("/admin").path.startswith("/signin/")


def test_a_cookie_of_the_console_is_worth_nothing_in_another_browser(house: House) -> None:
    secret = at_console(house).cookie("idp_console")
    assert secret is not None
    anna = at_console(house, ANNA)
    anna.http.set_cookie("idp_console", secret, domain="localhost")
    anna.open("/admin")
    assert "Administratör" not in anna.text


def test_an_answer_is_taken_once_and_in_the_browser_that_asked(house: House) -> None:
    johan = sign_in(house, JOHAN, OFFICE, "app")
    here = {"REMOTE_ADDR": OFFICE}
    begun = johan.http.get("/admin/sign-in", base_url=ISSUER, environ_overrides=here)
    answered = johan.http.get(begun.headers["Location"], base_url=ISSUER, environ_overrides=here)
    callback = answered.headers["Location"].removeprefix(ISSUER)
    thief = at_console(house, ANNA)
    assert "blev inte klar" in thief.open(callback).text
    assert johan.open(callback).path == "/admin"
    assert "blev inte klar" in johan.open(callback).text


@pytest.mark.parametrize(
    "back", ["https://evil.example/admin", "//evil.example/admin", "/administrator", "/admin\\@evil.example"]
)
def test_the_way_back_never_leaves_the_console(house: House, back: str) -> None:
    johan = sign_in(house, JOHAN, OFFICE, "app")
    johan.open(f"/admin/sign-in?back={back}")
    assert johan.path == "/admin"
    assert johan.left_for is None


def test_the_starting_key_makes_one_administrator_once(house: House) -> None:
    key = make_key(house)
    ahmed = begin_with(house, AHMED, key)
    assert "Administratör" in ahmed.text
    karin = begin_with(house, KARIN, key)
    assert karin.page.status_code == 422
    assert "Nyckeln gäller inte" in karin.text
    assert [tag for tag in house.tags() if tag.startswith("starting_key")] == [
        "starting_key.made",
        "starting_key.used",
        "starting_key.wrong",
    ]


def test_the_starting_key_is_no_good_after_an_hour(house: House) -> None:
    key = make_key(house)
    house.clock.advance(minutes=61)
    assert begin_with(house, AHMED, key).page.status_code == 422


def test_a_new_starting_key_replaces_one_that_nobody_used(house: House) -> None:
    first = make_key(house)
    make_key(house)
    assert begin_with(house, AHMED, first).page.status_code == 422


def test_the_starting_key_opens_no_door_to_whom_the_policy_keeps_out(house: House) -> None:
    make_key(house)
    erik = sign_in(house, ERIK, OFFICE, "password")
    assert erik.open("/admin/begin").page.status_code == 404


def begin_with(house: House, person: object, key: str) -> Browser:
    assert person in (AHMED, KARIN)
    browser = at_console(house, person, "/admin/begin")  # type: ignore[arg-type]
    return browser.send(key=f" {key}\n")


def test_leaving_the_console_leaves_the_portal_open(house: House) -> None:
    johan = at_console(house)
    johan.send_to("/admin/leave")
    assert johan.title == "Mina tjänster"
    assert johan.cookie("idp_console") is None


def test_the_portal_shows_the_console_to_its_people_alone(house: House) -> None:
    assert "Administration av inloggningen" in sign_in(house, JOHAN, OFFICE, "password").text
    assert "Administration av inloggningen" not in sign_in(house, MARIA, OFFICE, "password").text


def test_the_way_to_the_content_leads_past_the_menu(house: House) -> None:
    text = at_console(house, JOHAN).text
    assert text.index('href="#content"') < text.index('class="console-menu"') < text.index('id="content"')
