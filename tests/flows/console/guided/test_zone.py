"""A zone's networks as a form: they write a draft's text, and the draft says which addresses change zone."""

from tests.support.policies import MARKED, TEXT, change
from tests.support.policy_pages import begin, read, submit, text_of, write_text
from tests.support.signing_in import House

VPN = {"name-sv": "Tunneln", "name-en": "The tunnel", "name-fi": "Tunneli", "place": "outside", "below": "-"}
NO_NETWORKS = (
    ("192.0.2.64/26 192.0.2.300/24", "192.0.2.300/24 är inget nät. Skriv det som"),
    ("192.0.2.65/26", "Menade du 192.0.2.64/26?"),
    ("10.0.0.0/4", "10.0.0.0/4 är bredare än någon arbetsplats."),
    ("0.0.0.0/0", "0.0.0.0/0 är bredare än någon arbetsplats."),
    ("192.0.2.0/26", "192.0.2.0/26 hör redan till nätet Kontorets nät."),
    ("192.0.2.64/26, 2001:db8:b::/48", "Inget ändrades."),
)
"""What was typed, and what is told of it."""


def test_networks_are_changed_by_a_form_and_take_two(house: House) -> None:
    johan, draft = begin(house)
    johan.open(f"{draft}/zones/gast")
    assert johan.title == "Ändra Gästnätet"
    submit(johan, networks="203.0.113.0/27")
    assert "Utkastet är sparat." in read(johan)
    assert "Ändringen kräver två personer" in read(johan)
    assert "203.0.113.0/27" in read(johan)
    assert text_of(johan, draft) == MARKED


def test_what_is_no_network_of_the_workplace_is_told_and_stays(house: House) -> None:
    johan, draft = begin(house)
    for typed, told in NO_NETWORKS:
        submit(johan.open(f"{draft}/zones/skola"), networks=typed)
        assert johan.page.status_code == 422, told
        assert told in read(johan)
        assert f">\n{typed}</textarea>" in read(johan)
    assert text_of(johan, draft) == TEXT


def test_comments_in_a_list_of_networks_stay(house: House) -> None:
    johan, draft = begin(house)
    listed = change(
        "zones.gast",
        '["203.0.113.0/28"]',
        '[\n  "203.0.113.0/28", # library\n  "198.51.100.64/27", # baths\n]',
    )
    write_text(johan, draft, listed)
    submit(johan.open(f"{draft}/zones/gast"), networks="203.0.113.0/28\r\n198.51.100.96/27")
    written = listed.replace('"198.51.100.64/27", # baths', '"198.51.100.96/27",')
    assert text_of(johan, draft) == written


def test_the_weakest_zone_says_that_nothing_needs_to_be_written(house: House) -> None:
    johan, draft = begin(house)
    assert "Hit hör redan varje adress" in read(johan.open(f"{draft}/zones/remote"))
    assert johan.open(f"{draft}/zones/nowhere").page.status_code == 404
    write_text(johan, draft, "zones = [")
    assert "Utkastets text går inte att läsa." in read(johan.open(f"{draft}/zones/gast"))


def test_what_a_zone_offers_is_chosen_and_never_nothing(house: House) -> None:
    johan, draft = begin(house)
    johan.open(f"{draft}/zones/gast")
    submit(johan, networks="203.0.113.0/28", offers=["sms", "app", "no such level"])
    offered = '"mail", "sms", "recovery", "token", "app", "key", "passkey"'
    assert text_of(johan, draft) == change("zones.gast", offered, '"sms", "app"')
    submit(johan.open(f"{draft}/zones/gast"), networks="203.0.113.0/28", offers=[])
    assert johan.page.status_code == 422
    assert "Välj minst en inloggning." in read(johan)


def test_a_zone_is_renamed_and_moved_and_the_draft_tells_whose_addresses_it_gets(house: House) -> None:
    johan, draft = begin(house)
    johan.open(f"{draft}/zones/vpn")
    assert f"{draft}/zones/vpn/facts" in johan.text
    johan.open(f"{draft}/zones/vpn/facts")
    assert johan.title == "Vad Kommunens vpn heter och var det ligger"
    assert '<option value="gast" selected>Gästnätet</option>' in johan.text
    submit(johan, **VPN | {"place": "inside", "below": "remote"})
    assert johan.page.status_code == 422
    assert "Ett nät på arbetsplatsen är starkare än alla utanför." in read(johan)
    submit(johan, **VPN)
    assert "Alla okända adresser räknas nu till Tunneln." in read(johan)
    assert "Ordningen på näten ändras." in read(johan)
    assert "Ändringen kräver två personer" in read(johan)
    assert 'order = ["vpn", "remote", "gast", "skola", "admin"]' in text_of(johan, draft)
    assert "Det här är det svagaste nätet" in read(johan.open(f"{draft}/zones/vpn/facts"))
    assert johan.open(f"{draft}/zones/nowhere/facts").page.status_code == 404


def test_a_network_outside_that_becomes_the_workplace_shows_what_opens(house: House) -> None:
    johan, draft = begin(house)
    submit(johan.open(f"{draft}/zones/vpn/facts"), **VPN | {"place": "inside", "below": ""})
    assert "som är ett starkare nät. Låt nätet erbjuda inloggningen" in read(johan)
    assert "Detsamma gäller Mina nummer och enheter," in read(johan)
    submit(johan.open(f"{draft}/zones/vpn/facts"), **VPN | {"place": "inside", "below": "gast"})
    assert "Tunneln räknas nu som arbetsplats." in read(johan)
    assert "Omsorgsjournal" in read(johan)
    assert "Ändringen kräver två personer" in read(johan)
