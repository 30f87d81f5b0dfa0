"""The commonest changes of the policy as forms: they write a draft's text, and the draft goes on as every draft does."""

from tests.support.console import KARIN, at_console
from tests.support.policies import PLAIN, TEXT, change
from tests.support.policy_pages import at_second_console, begin, read, submit, text_of, write_text
from tests.support.signing_in import Browser, House

VAB = {"who": "named", "groups": "alla-anstallda", "inside": "password", "outside": "mail", "hours": "always"}
"""The form of the service as it is first shown."""

WRONG: tuple[tuple[dict[str, str], str], ...] = (
    ({"hours": "daily", "daily": "sex till åtta"}, "Skriv tiden som 06.00–20.00"),
    ({"hours": "week"}, "Skriv en tid."),
    ({"hours": "week", "fri": "8-12, 11-15"}, "Två tider går in i varandra."),
    ({"hours": ""}, "Välj när tjänsten är öppen."),
    ({"who": ""}, "Välj vem tjänsten är för."),
    ({"groups": " \r\n"}, "Skriv minst en grupp"),
    ({"groups": "chefer\r\neveryone"}, "everyone betyder alla."),
    ({"groups": "x" * 300}, "är för långt för en grupp."),
    ({"outside": ""}, "Välj en av nivåerna i listan."),
    ({"zone-vpn": "made-up"}, "Välj en av nivåerna i listan."),
    ({}, "Inget ändrades."),
)
"""What was typed otherwise, and what is told of it."""


def open_vab(house: House) -> tuple[Browser, str]:
    """Begin a draft and open the form of a service."""
    johan, draft = begin(house)
    johan.open(f"{draft}/services/vab")
    assert johan.title == "Ändra Vård av sjukt barn"
    return johan, draft


def test_a_level_is_changed_by_a_form_and_put_in_force(house: House) -> None:
    johan, draft = open_vab(house)
    submit(johan, **VAB | {"outside": "sms"})
    assert "Utkastet är sparat." in read(johan)
    assert "Inte längre med E-post-kod." in read(johan)
    assert text_of(johan, draft) == PLAIN
    submit(johan.open(f"{draft}/publish"))
    assert "Ändringen är i kraft." in read(johan)


def test_hours_and_a_network_of_its_own_are_written(house: House) -> None:
    johan, draft = open_vab(house)
    submit(johan, **VAB | {"zone-vpn": "app", "hours": "week", "mon": "6-20", "tue": "6-20", "sat": "8-12"})
    assert "Utkastet är sparat." in read(johan)
    text = text_of(johan, draft)
    assert '\nzones = { vpn = "app" }\nhours = { mon-tue = "06.00-20.00", sat = "08.00-12.00" }\n' in text
    johan.open(f"{draft}/services/vab")
    assert 'name="mon" type="text" value="06.00-20.00"' in johan.text
    assert '<option value="app" selected>' in johan.text


def test_whom_a_service_is_for_is_changed_by_the_same_form(house: House) -> None:
    johan, draft = open_vab(house)
    submit(johan, **VAB | {"groups": "alla-anstallda\r\nvikarier\r\nvikarier"})
    assert "Också för vikarier." in read(johan)
    assert '\ngroups = ["alla-anstallda", "vikarier"]\n' in text_of(johan, draft)
    johan.open(f"{draft}/services/vab")
    assert "ekonomi · hemtjanst" in read(johan)
    submit(johan, **VAB | {"who": "everyone"})
    assert text_of(johan, draft) == change("services.vab", '["alla-anstallda"]', '["everyone"]')


def test_what_is_wrong_is_told_beside_what_was_typed(house: House) -> None:
    johan, draft = open_vab(house)
    for typed, told in WRONG:
        submit(johan.open(f"{draft}/services/vab"), **VAB | {"daily": "05-07"} | typed)
        assert johan.page.status_code == 422, told
        assert told in read(johan)
        assert f'value="{typed.get("daily", "05-07")}"' in read(johan)
    assert text_of(johan, draft) == TEXT


def test_a_form_that_breaks_a_promise_is_told_of_and_mended_by_the_same_form(house: House) -> None:
    johan, draft = begin(house)
    own = VAB | {"who": "everyone", "groups": ""}
    johan.open(f"{draft}/services/enrolment")
    submit(johan, **own | {"outside": "app"})
    assert "Utkastet bryter mot ett löfte" in read(johan)
    submit(johan.open(f"{draft}/services/enrolment"), **own | {"outside": "never"})
    assert "Utkastet är i sin ordning" in read(johan)


def test_a_text_that_is_no_toml_is_sent_to_the_editor(house: House) -> None:
    johan, draft = begin(house)
    write_text(johan, draft, "services = [")
    johan.open(f"{draft}/services/vab")
    assert "Utkastets text går inte att läsa." in read(johan)
    assert f'href="{draft}/edit"' in johan.text


def test_a_layout_that_the_form_cannot_write_in_is_left_to_a_person(house: House) -> None:
    johan, draft = begin(house)
    laid_out = change("services.vab", 'outside = "mail"', 'outside = "mail"\nzones.vpn = "app"')
    write_text(johan, draft, laid_out)
    submit(johan.open(f"{draft}/services/vab"), **VAB | {"zone-vpn": "key"})
    assert "Ändra den i texten." in read(johan)
    assert text_of(johan, draft) == laid_out


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten(house: House) -> None:
    johan, draft = open_vab(house)
    siv = at_second_console(house, f"{draft}/services/vab")
    submit(siv, **VAB | {"outside": "app"})
    submit(johan, **VAB | {"outside": "sms"})
    assert johan.page.status_code == 422
    assert "Någon har hunnit före." in read(johan)
    assert 'outside = "app"' in text_of(johan, draft)


def test_a_draft_of_an_old_version_takes_in_what_changed_first(house: House) -> None:
    johan, _draft = open_vab(house)
    other, second = open_vab(house)
    submit(other, **VAB | {"outside": "sms"})
    submit(other.open(f"{second}/publish"))
    submit(johan, **VAB | {"outside": "app"})
    assert johan.page.status_code == 422
    assert "Öppna texten och skriv in det som ändrades först" in read(johan)


def test_who_may_not_write_a_draft_is_shown_no_form(house: House) -> None:
    johan, draft = begin(house)
    karin = at_console(house, KARIN, draft)
    assert f"{draft}/guided" not in karin.text
    for page in ("guided", "services/vab"):
        assert karin.open(f"{draft}/{page}").page.status_code == 403
    assert johan.open(f"{draft}/services/nowhere").page.status_code == 404
