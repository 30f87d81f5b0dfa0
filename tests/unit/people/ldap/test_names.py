"""Distinguished names are compared by parts, as directories do (RFC 4514, RFC 4518)."""

import pytest

from idp.people.ldap.names import NOWHERE, first_value, is_within, read_name

BASE = "OU=Personal,DC=havsvik,DC=example"


@pytest.mark.parametrize(
    "dn",
    ["OU=Personal,DC=havsvik,DC=example", "ou=personal, dc=HAVSVIK , dc=example", "CN=Anna,OU=Personal,DC=havsvik,DC=example",
     "CN=Lind\\, Anna,OU=Personal,DC=havsvik,DC=example"],
)  # fmt: skip
def test_the_base_and_what_is_below_it_are_within(dn: str) -> None:
    assert is_within(dn, BASE)


@pytest.mark.parametrize(
    "dn",
    ["CN=Anna,OU=Elever,DC=havsvik,DC=example", "CN=Anna\\,OU=Personal,DC=havsvik,DC=example", "DC=havsvik,DC=example",
     "CN=x,OU=Personal\\,DC=havsvik\\,DC=example", "no name at all", ""],
)  # fmt: skip
def test_nothing_else_is(dn: str) -> None:
    assert not is_within(dn, BASE)


@pytest.mark.parametrize("base", ["", "no name at all"])
def test_a_base_that_is_none_holds_nothing(base: str) -> None:
    assert not is_within("CN=Anna,DC=havsvik", base)
    assert not is_within("no name at all", base)


def test_what_is_no_name_is_nowhere() -> None:
    assert read_name("CN=Anna,,") == NOWHERE
    assert first_value("CN=Anna,,") == ""


def test_the_first_value_is_the_entrys_own_name_unescaped() -> None:
    assert first_value("CN=Lind\\, Anna,OU=Personal") == "Lind, Anna"
