"""An entry of a directory has one id of ours, whoever comes first, until long after its last sign-in."""

from datetime import UTC, datetime, timedelta

from idp.people.ldap.links import LIFE, Link
from idp.storage.prune import prune
from idp.storage.unit_of_work import Database

NOW = datetime(2026, 3, 11, 11, tzinfo=UTC)


def test_link_is_found_by_person_and_by_entry(database: Database) -> None:
    link = Link("p-1", "adm", "ab12")
    with database.begin() as stores:
        assert stores.ldap_links.keep(link, NOW + LIFE) == "p-1"
        assert stores.ldap_links.find("p-1") == link
        assert stores.ldap_links.find_by_key("adm", "ab12") == link
        assert stores.ldap_links.find("p-2") is None
        assert stores.ldap_links.find_by_key("skola", "ab12") is None


def test_one_key_in_two_realms_is_two_people(database: Database) -> None:
    with database.begin() as stores:
        assert stores.ldap_links.keep(Link("p-1", "adm", "ab12"), NOW + LIFE) == "p-1"
        assert stores.ldap_links.keep(Link("p-2", "skola", "ab12"), NOW + LIFE) == "p-2"


def test_entry_keeps_the_id_it_was_given_first(database: Database) -> None:
    with database.begin() as stores:
        stores.ldap_links.keep(Link("p-1", "adm", "ab12"), NOW + LIFE)
        assert stores.ldap_links.keep(Link("p-2", "adm", "ab12"), NOW + LIFE) == "p-1"
        assert stores.ldap_links.find("p-2") is None


def test_link_goes_two_years_after_the_last_sign_in(database: Database) -> None:
    link, later = Link("p-1", "adm", "ab12"), NOW + timedelta(days=300)
    with database.begin() as stores:
        stores.ldap_links.keep(link, NOW + LIFE)
        stores.ldap_links.keep(link, later + LIFE)
    prune(database.engine, NOW + LIFE + timedelta(days=2))
    with database.begin() as stores:
        assert stores.ldap_links.find("p-1") == link
    prune(database.engine, later + LIFE + timedelta(days=2))
    with database.begin() as stores:
        assert stores.ldap_links.find("p-1") is None
