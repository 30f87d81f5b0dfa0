"""The policy in the console: read, tried, drafted, agreed to by two, published, taken back; what is unsafe is refused."""

from datetime import timedelta

import pytest

from idp.admin.policy.rehearsing import Rehearsing
from idp.chance import SystemChance
from idp.i18n import load_catalogues
from idp.people.realms import REALMS
from tests.support.console import ANNA, KARIN, at_console
from tests.support.policies import MARKED, PLAIN, TEXT, change
from tests.support.policy_pages import at_second_console, read, submit
from tests.support.signing_in import Browser, House


def write(johan: Browser, text: str, reason: str = "Beslut 2026-17") -> Browser:
    """Begin a draft and write a text into it."""
    submit(johan.open("/admin/policy/drafts/new"), reason=reason)
    assert johan.title == "Skriv i utkastet"
    return submit(johan, text=text, reason=reason, action="save")


def test_the_policy_is_read_as_a_matrix_with_filters(house: House) -> None:
    karin = at_console(house, KARIN, "/admin/policy")
    assert "Filen på servern är i kraft" in read(karin)
    assert "/admin/policy/drafts/new" not in karin.text
    karin.open("/admin/policy/matrix?service=lonebesked&zone=remote")
    assert karin.title == "Vem kommer in var, hur och när"
    assert "1 tjänster visas." in read(karin)
    assert "Öppet: 05–23" in read(karin)
    karin.open("/admin/policy/matrix?service=lonebesked&at=2026-03-11T03:00")
    assert "0 tjänster visas." in read(karin)
    karin.open("/admin/policy/matrix?group=chefer&level=app&zone=vpn")
    assert "Självservice för chefer" in read(karin)


def test_one_administrator_writes_and_publishes_what_is_not_marked(house: House) -> None:
    johan = write(at_console(house), PLAIN)
    assert "Utkastet är sparat." in read(johan)
    assert "Inte längre med E-post-kod." in read(johan)
    assert "får en administratör sätta i kraft själv" in read(johan)
    submit(johan.open(f"{johan.path}/publish"))
    assert "Ändringen är i kraft." in read(johan)
    assert "Version 2" in read(johan)
    assert house.tags()[-1] == "policy.published"


def test_a_marked_change_is_published_after_a_second_administrator_has_read_it(house: House) -> None:
    johan = write(at_console(house), MARKED)
    draft = johan.path
    assert "Ändringen kräver två personer" in read(johan)
    assert f"{draft}/publish" not in johan.text
    submit(johan.open(f"{draft}/publish"))
    assert johan.page.status_code == 422
    assert "Lämna utkastet för godkännande" in read(johan)
    submit(johan.open(draft), action="submit")
    submit(johan.open(f"{draft}/approve"))
    assert "Någon annan måste godkänna" in read(johan)
    siv = at_second_console(house, f"{draft}/approve")
    submit(siv)
    assert "Du har godkänt utkastet." in read(siv)
    submit(siv.open(f"{draft}/publish"))
    assert "Ändringen är i kraft." in read(siv)


@pytest.mark.parametrize(
    ("table", "old", "new", "counter_example"),
    [
        (
            "services.portal",
            'groups = ["everyone"]',
            'groups = ["chefer"]',
            "Mina tjänster är bara för chefer, så alla andra stängs ute.",
        ),
        (
            "services.enrolment",
            'outside = "never"',
            'outside = "app"',
            "Mina nummer och enheter öppnas från Utanför kommunens nät med",
        ),
        (
            "services.vab",
            'outside = "mail"',
            'outside = "password"',
            "utan två olika slags bevis. Välj en starkare nivå",
        ),
        (
            "zones.skola",
            '"192.0.2.64/26"',
            '"0.0.0.0/0"',
            "Skolans nät räknas som arbetsplatsen, och 0.0.0.0/0 är bredare",
        ),
    ],
)
def test_what_is_unsafe_is_shown_with_its_line_and_counter_example_and_cannot_be_published(
    house: House, table: str, old: str, new: str, counter_example: str
) -> None:
    text = change(table, old, new)
    if table == "services.vab":
        text = change("zones.remote", 'offers = ["mail"', 'offers = ["password", "mail"', text)
    johan = write(at_console(house), text)
    draft = johan.path
    assert "Utkastet bryter mot ett löfte" in read(johan)
    assert counter_example in read(johan)
    assert "Rad " in read(johan)
    submit(johan.open(f"{draft}/publish"))
    assert johan.page.status_code == 422
    assert counter_example in read(johan)
    assert "Ingen version" not in read(johan)
    assert "policy.published" not in house.tags()


def test_whoever_would_lock_themselves_out_is_told_so(house: House) -> None:
    johan = write(at_console(house), change("services.console", 'inside = "app"', 'inside = "passkey"'))
    draft = johan.path
    submit(johan, action="submit")
    submit(at_second_console(house, f"{draft}/approve"))
    submit(johan.open(f"{draft}/publish"))
    assert johan.page.status_code == 422
    assert "Du skulle låsa ute dig själv: från Kontorets nät" in read(johan)


def test_an_earlier_version_is_put_in_force_again(house: House) -> None:
    johan = write(at_console(house), PLAIN)
    submit(johan.open(f"{johan.path}/publish"))
    submit(johan.open("/admin/policy/versions/1"), reason="Fel dag")
    assert "Den tidigare versionen är i kraft igen." in read(johan)
    assert "Version 3" in read(johan)
    johan.open("/admin/policy/versions/3")
    assert "Tillbaka till version 1" in read(johan)
    submit(johan.open("/admin/policy/versions/1"), reason="")
    assert "Skriv varför." in read(johan)


def test_a_draft_of_an_earlier_version_is_begun_from_its_page(house: House) -> None:
    johan = write(at_console(house), PLAIN)
    submit(johan.open(f"{johan.path}/publish"))
    submit(johan.open("/admin/policy/drafts/new?version=1"), reason="Tillbaka")
    assert "Strängare" not in read(johan)
    assert "Också med E-post-kod." in read(johan)


def test_a_text_that_somebody_else_changed_meanwhile_stays_on_the_page(house: House) -> None:
    johan = write(at_console(house), PLAIN)
    edit = f"{johan.path}/edit"
    johan.open(edit)
    submit(at_second_console(house, edit), text=MARKED, reason="Sivs", action="save")
    submit(johan, text=f"{PLAIN}# Johans\n", reason="Johans", action="save")
    assert johan.page.status_code == 422
    assert "Någon har hunnit före." in read(johan)
    assert "# Johans" in read(johan)


def test_a_draft_of_an_old_version_says_what_was_published_since(house: House) -> None:
    johan = write(at_console(house), change("services.vab", 'outside = "mail"', 'outside = "app"'), "Gammalt")
    old = johan.path
    write(johan, PLAIN)
    submit(johan.open(f"{johan.path}/publish"))
    assert "En annan version är i kraft" in read(johan.open(old))
    johan.open(f"{old}/edit")
    assert 'outside = "sms"' in read(johan)
    submit(johan.open(f"{old}/publish"))
    assert "Skriv in det som ändrades först." in read(johan)


def test_a_draft_is_rehearsed_and_who_would_notice_is_named(house: House) -> None:
    johan = write(at_console(house), change("services.portal", 'outside = "mail"', 'outside = "sms"'))
    submit(johan, action="rehearse", days="7")
    assert "Generalrepetitionen är beställd." in read(johan)
    assert "Väntar på att börja." in read(johan)
    rehearsing = Rehearsing(
        house.database.begin, house.database.read, SystemChance(), REALMS, timedelta(hours=10), TEXT
    )
    rehearsing.run(house.clock())
    johan.refresh()
    assert " svar till 1 person prövades." in read(johan)
    assert "Ingen av dem som loggade in skulle ha märkt något." in read(johan)


def test_a_single_answer_that_was_rehearsed_is_told_as_one() -> None:
    told = load_catalogues()["en"].text(
        "console_policy.rehearsal.summary", n=1, people="1 person", unchanged=1
    )
    assert told == "1 answer to 1 person was tried. 1 came out as before."


def test_the_simulator_answers_with_reasons_and_what_would_do(house: House) -> None:
    karin = at_console(house, KARIN, "/admin/policy/simulate")
    submit(
        karin,
        realm="adm",
        username=ANNA.username,
        zone="remote",
        method="mail",
        at="2026-03-11T12:00",
        service="lonebesked",
    )
    assert "Behöver logga in på ett annat sätt" in read(karin)
    assert "Inloggad med SMS-kod" in read(karin)
    assert house.tags()[-1] == "policy.simulated"
    submit(karin, realm="adm", username="nobody99", zone="remote", method="mail", at="2026-03-11T12:00")
    assert karin.page.status_code == 422
    assert "Användarnamnet finns inte" in read(karin)
    submit(karin, realm="adm", groups="chefer", address="192.0.2.10", method="none", at="2026-03-11T12:00")
    assert karin.page.status_code == 200
    assert "Självservice för chefer" in read(karin)


def test_a_draft_is_simulated_and_shown_as_a_matrix_before_it_is_live(house: House) -> None:
    johan = write(at_console(house), PLAIN)
    draft = johan.path.rpartition("/")[2]
    johan.open(f"/admin/policy/matrix?draft={draft}&service=vab&zone=remote")
    assert "Det här är ett utkast" in read(johan)
    johan.open(f"/admin/policy/simulate?draft={draft}")
    johan.send_to(
        f"/admin/policy/simulate?draft={draft}",
        realm="adm",
        groups="alla-anstallda",
        zone="remote",
        method="mail",
        at="2026-03-11T12:00",
        service="vab",
    )
    assert "Behöver logga in på ett annat sätt" in read(johan)


def test_an_auditor_reads_drafts_and_is_offered_no_step(house: House) -> None:
    johan = write(at_console(house), PLAIN)
    karin = at_console(house, KARIN, johan.path)
    assert "Beslut 2026-17" in read(karin)
    assert 'name="action"' not in karin.text
    assert karin.open(f"{johan.path}/edit").page.status_code == 403
    assert at_console(house, ANNA, "/admin/policy").page.status_code == 403


def test_what_is_not_there_is_not_found(house: House) -> None:
    johan = at_console(house)
    for path in (
        "versions/9",
        "drafts/nowhere",
        "drafts/nowhere/edit",
        "drafts/nowhere/publish",
        "matrix?draft=x",
    ):
        assert johan.open(f"/admin/policy/{path}").page.status_code == 404


def test_the_policy_of_a_large_municipality_is_written_in_the_console_too(house: House) -> None:
    text = PLAIN + "# En rad om en av kommunens många tjänster, och varför den är som den är.\n" * 5000
    johan = write(at_console(house), text)
    assert "Utkastet är sparat." in read(johan)
    assert "[services.vab]" in read(johan.open(f"{johan.path}/edit"))
