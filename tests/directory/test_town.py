"""The demonstration's municipality with a realm in a real directory: from slapd to the payslip and back out again."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from html import unescape
from pathlib import Path

import pytest
import requests

from tests.support.slapd import ADM, GROUPS, PASSWORD, READER, Slapd, run_slapd
from tests.support.still_town import StillTown, build_town, open_town

PATIENCE_SECONDS = 30.0

DIRECTORY = """
[directories.adm]
kind = "ldap"
servers = ["{servers}"]
ca_file = "{ca_file}"
bind_dn = "{reader}"
password_file = "{password_file}"
base = "{base}"
user_filter = "(objectClass=inetOrgPerson)"

[directories.adm.attributes]
username = "uid"
key = "entryUUID"
unit = "ou"

[directories.adm.groups]
base = "{groups}"
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Slapd]:
    """A slapd of the test's own, which it may kill."""
    with run_slapd(tmp_path) as running:
        yield running


@pytest.fixture
def town(server: Slapd, tmp_path_factory: pytest.TempPathFactory) -> Iterator[StillTown]:
    """The town, its Övrig personal kept in slapd."""
    built, settings = build_town(tmp_path_factory.mktemp("built") / "demo"), server.settings()
    section = DIRECTORY.format(
        servers=settings.servers[0],
        ca_file=settings.ca_file,
        reader=READER,
        password_file=settings.password_file,
        base=ADM,
        groups=GROUPS,
    )
    with (built.folder / "idp.toml").open("a", encoding="utf-8") as config:
        config.write(section)
    with open_town(built, tmp_path_factory.mktemp("open") / "demo") as running:
        yield running


class Employee:
    """Somebody at the office, whose browser fills in what the sign-in asks for and follows every redirect."""

    def __init__(self, username: str, http: requests.Session) -> None:
        self.http = http
        self.http.cookies.set("idp_demo_zone", "admin", domain="localhost.local", path="/")
        self.answers = {
            "realm": {"realm": "adm"},
            "method": {"method": "password"},
            "password": {"username": username, "password": PASSWORD},
            "protect": {"action": "later"},
        }

    def open(self, url: str) -> requests.Response:
        """Open an address; return the page where it ends, signed in on the way if need be."""
        page = self.http.get(url, timeout=PATIENCE_SECONDS)
        for _ in self.answers:
            step = page.url.rpartition("/")[2]
            if "/signin/" not in page.url or step not in self.answers or page.status_code != 200:
                break
            token = re.search(r'name="csrf" value="([^"]*)"', page.text)
            assert token is not None, page.url
            form = {"csrf": unescape(token[1]), **self.answers[step]}
            page = self.http.post(page.url, form, timeout=PATIENCE_SECONDS)
        return page


@pytest.fixture
def seat() -> Iterator[Callable[[str], Employee]]:
    """Give employees a browser each, closed when they go home."""
    with ExitStack() as stack:
        yield lambda username: Employee(username, stack.enter_context(requests.Session()))


def test_an_employee_of_the_directory_reads_a_payslip_and_loses_it_with_the_job(
    town: StillTown, server: Slapd, seat: Callable[[str], Employee]
) -> None:
    dn = server.hire("margra001", displayName="Maria Granhage")
    server.group("alla-anstallda", dn)
    maria = seat("margra001")
    year = maria.open(town.url("payslips"))
    assert year.url == f"{town.url('payslips')}/"
    assert "Maria Granhage" in year.text
    assert maria.open(f"{town.url('payslips')}/payslips/2026-02").status_code == 200

    server.dismiss(dn)
    town.clock.advance(seconds=31)
    assert "/session/ended" in maria.open(f"{town.url('provider')}/").url
    until = time.monotonic() + PATIENCE_SECONDS
    while town.url("payslips") in (page := maria.open(f"{town.url('payslips')}/payslips/2026-02")).url:
        assert time.monotonic() < until, "the application was never told"
        time.sleep(0.1)
    assert "Fel användarnamn eller lösenord." in page.text


def test_while_the_directory_is_down_a_payslip_stays_open_and_nobody_new_comes_in(
    town: StillTown, server: Slapd, seat: Callable[[str], Employee]
) -> None:
    server.group("alla-anstallda", server.hire("margra001"), server.hire("perdah001"))
    maria, per = seat("margra001"), seat("perdah001")
    assert maria.open(town.url("payslips")).status_code == 200

    server.stop()
    town.clock.advance(minutes=1)
    assert maria.open(f"{town.url('payslips')}/payslips/2026-02").status_code == 200
    refused = per.open(town.url("payslips"))
    assert refused.status_code == 503
    assert "Vi når inte kommunens kontoregister just nu" in refused.text

    server.start()
    town.clock.advance(minutes=1)
    assert per.open(town.url("payslips")).url == f"{town.url('payslips')}/"
