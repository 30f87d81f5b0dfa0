"""The real slapd, and the provider's way to it. Every test hires its own employees, so that all share one server."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

pytest.importorskip("ldap", reason="python-ldap is not installed; run: python -m tests.support.apt")

from idp.chance import SystemChance
from idp.config.sections.directories import Directory as Settings
from idp.people.ldap.client import Client
from idp.people.ldap.directory import LdapDirectory
from idp.storage.unit_of_work import Database
from tests.support.slapd import Slapd, run_slapd

Open = Callable[..., LdapDirectory]


@pytest.fixture(scope="session")
def slapd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Slapd]:
    """A running slapd of this worker's own."""
    with run_slapd(tmp_path_factory.mktemp("slapd")) as server:
        yield server


@pytest.fixture
def open_ldap(sqlite_database: Database) -> Iterator[Callable[[Settings, str], LdapDirectory]]:
    """Open directories by their settings; their connections are let go of at the end."""
    clients: list[Client] = []

    def open_one(settings: Settings, realm: str = "adm") -> LdapDirectory:
        clients.append(Client(settings))
        return LdapDirectory(realm, settings, clients[-1], sqlite_database.begin, SystemChance().identifier)

    yield open_one
    for client in clients:
        client.close()


@pytest.fixture
def directory(slapd: Slapd, open_ldap: Open) -> LdapDirectory:
    """The realm adm, kept in slapd."""
    return open_ldap(slapd.settings())


@pytest.fixture
def hire(slapd: Slapd) -> Iterator[Callable[..., str]]:
    """Hire employees who leave when the test ends."""
    hired: list[str] = []

    def hire_one(username: str, **values: Any) -> str:
        hired.append(slapd.hire(username, **values))
        return hired[-1]

    yield hire_one
    for dn in hired:
        slapd.dismiss(dn)
