"""Services and networks come into a draft and go from it by forms, and an application without a rule leads there."""

from idp.policy.writing.rule import read_document
from tests.support.console import KARIN, at_console
from tests.support.policies import TEXT
from tests.support.policy_pages import begin, read, submit, text_of
from tests.support.signing_in import House

BYGGLOV = {
    "name-sv": "Bygglov på nätet",
    "who": "named",
    "groups": "bygg",
    "inside": "password",
    "outside": "sms",
    "start": "https://bygglov.example/",
}

VAB = {
    "name-sv": "Vård av sjukt barn",
    "name-en": "Care of a sick child",
    "name-fi": "Sairaan lapsen hoito",
    "description-sv": "Anmäl att du är hemma med sjukt barn.",
    "description-en": "Report that you are at home with a sick child.",
    "description-fi": "Ilmoita, että olet kotona sairaan lapsen kanssa.",
    "start": "http://localhost:8002/",
    "tile": "yes",
}


def test_a_service_is_added_published_and_removed_without_a_line_of_toml(house: House) -> None:
    johan, draft = begin(house)
    johan.open(f"{draft}/new-service")
    assert johan.title == "Ny tjänst i reglerna"
    submit(johan, **BYGGLOV | {"name-sv": "", "start": "bygglov", "hours": "daily"})
    assert johan.page.status_code == 422
    for told in ("Skriv vad det heter på svenska.", "Skriv hela adressen till en sida", "Skriv en tid."):
        assert told in read(johan)
    assert 'value="bygglov"' in johan.text
    submit(johan, **BYGGLOV | {"hours": "always"})
    assert "Utkastet är i sin ordning" in read(johan)
    submit(johan.open(f"{draft}/publish"))
    assert "Ändringen är i kraft." in read(johan)

    johan, draft = begin(house)
    johan.open(f"{draft}/services/bygglov-pa-natet")
    assert "Ändra Bygglov på nätet" in johan.title
    submit(johan.open(f"{draft}/services/bygglov-pa-natet/facts"), start="", tile="yes")
    assert "Skriv adressen som startar tjänsten" in read(johan)
    submit(johan, **{"name-sv": "Bygglov", "start": "https://ny.example/"})
    assert 'start = "https://ny.example/"' in text_of(johan, draft)
    johan.open(f"{draft}/services/bygglov-pa-natet/remove")
    assert johan.title == "Ta bort Bygglov?"
    assert "bygg</dd>" in read(johan)
    submit(johan)
    assert "Utkastet är sparat." in read(johan)
    assert text_of(johan, draft) == TEXT


def test_what_must_be_there_stays_and_the_default_rule_gets_an_heir(house: House) -> None:
    johan, draft = begin(house)
    assert f"{draft}/services/portal/remove" not in johan.open(f"{draft}/services/portal").text
    assert "inte tas bort" in read(johan.open(f"{draft}/services/portal/remove"))
    assert "inte tas bort" in read(johan.open(f"{draft}/zones/remote/remove"))
    assert johan.open(f"{draft}/zones/nowhere/remove").page.status_code == 404
    submit(johan.open(f"{draft}/services/ovrig-tjanst/remove"))
    assert johan.page.status_code == 422
    assert "Välj vilken regel som ska gälla" in read(johan)
    submit(johan, heir="vab")
    document = read_document(text_of(johan, draft)) or {}
    assert document["default_service"] == "vab"
    assert "ovrig-tjanst" not in document["services"]
    johan.open(f"{draft}/services/console/remove")
    assert "Utan den kommer ingen in i administrationen" in read(johan)


def test_the_rule_of_applications_without_one_is_chosen_and_told(house: House) -> None:
    johan, draft = begin(house)
    johan.open(f"{draft}/default-service")
    assert johan.title == "Registrerade tjänster utan egen regel"
    assert '<option value="ovrig-tjanst" selected>' in johan.text
    assert '<option value="console"' not in johan.text
    submit(johan, heir="portal")
    assert johan.page.status_code == 422
    assert "Välj vilken regel som ska gälla" in read(johan)
    submit(johan, heir="-")
    assert "Ingen kommer in i registrerade tjänster utan egen regel. Förut följde de Övrig tjänst." in read(
        johan
    )
    submit(johan.open(f"{draft}/default-service"), heir="vab")
    assert "följer Vård av sjukt barn i stället för Övrig tjänst." in read(johan)
    submit(johan.open(f"{draft}/services/vab/facts"), **VAB | {"receipt": "yes"})
    assert 'lapsen kanssa." }\nreceipt = true\ngroups' in text_of(johan, draft)


def test_a_network_is_added_and_removed_with_what_services_say_of_it(house: House) -> None:
    johan, draft = begin(house)
    submit(johan.open(f"{draft}/new-zone"), place="outside", below="admin", networks="198.51.100.65/27")
    assert johan.page.status_code == 422
    for told in ("Skriv vad det heter på svenska.", "kan inte vara starkare", "Menade du 198.51.100.64/27?"):
        assert told in read(johan)
    new = {"name-sv": "Badhuset", "place": "outside", "below": "", "networks": "198.51.100.64/27"}
    submit(johan, **new)
    assert "Utkastet är i sin ordning" in read(johan)
    assert "198.51.100.64/27" in read(johan)
    johan.open(f"{draft}/zones/vpn/remove")
    assert "Administration av inloggningen" in read(johan)
    submit(johan)
    document = read_document(text_of(johan, draft)) or {}
    assert document["zones"]["order"] == ["remote", "gast", "badhuset", "skola", "admin"]
    assert "zones" not in document["services"]["console"]


def test_an_application_without_a_rule_leads_to_the_form_of_one(house: House) -> None:
    johan = at_console(house)
    submit(
        johan.open("/admin/policy/drafts/new?service=bygglov&name=Bygglov"), reason="Beslut", action="guided"
    )
    assert johan.title == "Ny tjänst i reglerna"
    assert 'name="key" type="text" value="bygglov"' in johan.text
    assert 'name="name-sv" type="text" value="Bygglov"' in johan.text
    karin = at_console(house, KARIN)
    for page in ("new-service", "new-zone", "services/vab/remove", "zones/vpn/remove"):
        assert karin.open(f"{johan.path.removesuffix('/new-service')}/{page}").page.status_code == 403
