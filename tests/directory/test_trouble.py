"""A directory that is down, slow, lying or not who it should be is never a wrong password, and holds nobody up for long."""

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from socket import socket

import pytest
from ldap.controls.simple import ManageDSAITControl

from idp.people.directory import DirectoryUnavailable, Right, Unavailable, Wrong
from idp.people.ldap.directory import LdapDirectory
from tests.support import bad_servers
from tests.support.bad_servers import Behave, pass_on_late, run_server
from tests.support.certificates import Authority
from tests.support.slapd import ADM, PASSWORD, Slapd, run_slapd
from tests.support.town import choose_port

NOW = datetime(2026, 3, 11, 11, tzinfo=UTC)
SECOND = timedelta(seconds=1)
PATIENCE_SECONDS = 5.0
"""A little more than `whole_seconds`."""

Open = Callable[..., LdapDirectory]
Hire = Callable[..., str]


def check(directory: LdapDirectory, now: datetime = NOW) -> object:
    """Check a right password, and see that the answer did not keep anybody waiting."""
    began = time.monotonic()
    answer = directory.check_password("margra001", PASSWORD, now)
    assert time.monotonic() - began < PATIENCE_SECONDS
    return answer


@pytest.mark.parametrize("scheme", ["ldap", "ldaps"])
@pytest.mark.parametrize("start_tls", [True, False])
@pytest.mark.parametrize(
    "behave",
    [bad_servers.say_nothing, bad_servers.say_garbage, bad_servers.say_half, bad_servers.hang_up],
)
def test_a_server_that_says_nothing_is_given_up_in_time(
    slapd: Slapd, open_ldap: Open, scheme: str, start_tls: bool, behave: Behave
) -> None:
    with run_server(behave) as port:
        directory = open_ldap(slapd.settings(servers=(f"{scheme}://127.0.0.1:{port}",), start_tls=start_tls))
        assert check(directory) == Unavailable()


def test_nobody_listening_is_unavailable_at_once(slapd: Slapd, open_ldap: Open) -> None:
    directory = open_ldap(slapd.settings(servers=(f"ldaps://127.0.0.1:{choose_port()}",)))
    began = time.monotonic()
    assert check(directory) == Unavailable()
    assert time.monotonic() - began < 1


def test_a_server_that_answers_ten_seconds_late_is_given_up_in_time(
    slapd: Slapd, open_ldap: Open, hire: Hire
) -> None:
    hire("margra001")
    with run_server(pass_on_late(slapd.tls_port, 10)) as port:
        assert check(open_ldap(slapd.settings(servers=(f"ldaps://127.0.0.1:{port}",)))) == Unavailable()


def test_the_next_server_is_asked_when_the_first_is_down(slapd: Slapd, open_ldap: Open, hire: Hire) -> None:
    hire("margra001")
    dead = f"ldaps://127.0.0.1:{choose_port()}"
    assert isinstance(check(open_ldap(slapd.settings(servers=(dead, slapd.tls_url)))), Right)


def test_the_next_server_is_asked_when_the_first_is_silent(slapd: Slapd, open_ldap: Open, hire: Hire) -> None:
    hire("margra001")
    with run_server(bad_servers.say_nothing) as port:
        silent = f"ldaps://127.0.0.1:{port}"
        directory = open_ldap(slapd.settings(servers=(silent, slapd.tls_url), answer_seconds=1))
        assert isinstance(check(directory), Right)


def test_a_server_that_failed_rests_and_is_asked_again_afterwards(tmp_path: Path, open_ldap: Open) -> None:
    with run_slapd(tmp_path / "own") as own:
        own.hire("margra001")
        directory = open_ldap(own.settings())
        own.stop()
        assert check(directory) == Unavailable()
        own.start()
        assert check(directory, NOW + 5 * SECOND) == Unavailable()
        assert isinstance(check(directory, NOW + 11 * SECOND), Right)


def test_a_connection_that_died_while_idle_is_made_anew(tmp_path: Path, open_ldap: Open) -> None:
    with run_slapd(tmp_path / "own") as own:
        own.hire("margra001")
        directory = open_ldap(own.settings())
        assert isinstance(check(directory), Right)
        own.stop()
        own.start()
        assert isinstance(check(directory), Right)


def test_start_tls_is_as_good_as_ldaps(slapd: Slapd, open_ldap: Open, hire: Hire) -> None:
    hire("margra001")
    assert isinstance(check(open_ldap(slapd.settings(servers=(slapd.url,)))), Right)


def test_a_server_that_refuses_start_tls_never_sees_a_password(slapd: Slapd, open_ldap: Open) -> None:
    heard: list[bytes] = []

    def listen(connection: socket) -> None:
        heard.append(connection.recv(4096))
        connection.sendall(bytes.fromhex("300c02010178070a013404000400"))
        while chunk := connection.recv(4096):
            heard.append(chunk)

    with run_server(listen) as port:
        assert check(open_ldap(slapd.settings(servers=(f"ldap://127.0.0.1:{port}",)))) == Unavailable()
    assert b"the reader of the tests" not in b"".join(heard)
    assert len(heard) == 1


@pytest.mark.parametrize(("host", "days"), [("dc1.havsvik.example", 30), ("127.0.0.1", -1)])
def test_a_certificate_of_another_name_or_run_out_is_refused(
    tmp_path: Path, open_ldap: Open, host: str, days: int, caplog: pytest.LogCaptureFixture
) -> None:
    with run_slapd(tmp_path / "own", host=host, days=days) as own:
        own.hire("margra001")
        assert check(open_ldap(own.settings())) == Unavailable()
        assert check(open_ldap(own.settings(servers=(own.url,)))) == Unavailable()
    assert ("expired" if days < 0 else "mismatch") in caplog.text


def test_a_certificate_by_somebody_else_is_refused(slapd: Slapd, open_ldap: Open, tmp_path: Path) -> None:
    other = Authority(tmp_path, "others")
    assert check(open_ldap(slapd.settings(ca_file=other.file))) == Unavailable()


def test_five_thousand_hits_are_nobody(tmp_path: Path, open_ldap: Open) -> None:
    with run_slapd(tmp_path / "own") as own:
        with own.root() as root:
            for number in range(5000):
                values = {
                    "objectClass": [b"inetOrgPerson"],
                    "uid": [b"margra001"],
                    "cn": [b"x"],
                    "sn": [b"x"],
                }
                root.add_s(
                    f"employeeNumber={number},{ADM}",
                    [*values.items(), ("employeeNumber", [str(number).encode()])],
                )
        assert check(open_ldap(own.settings())) == Wrong()


def test_referrals_are_not_followed(slapd: Slapd, open_ldap: Open, hire: Hire) -> None:
    heard: list[bytes] = []
    hire("margra001")
    with run_server(lambda connection: heard.append(connection.recv(4096))) as port:
        slapd.add(
            f"cn=elsewhere,{ADM}",
            objectClass=["referral", "extensibleObject"],
            cn="elsewhere",
            ref=f"ldap://127.0.0.1:{port}/{ADM}",
        )
        assert isinstance(check(open_ldap(slapd.settings())), Right)
    with slapd.root() as root:
        root.delete_ext_s(f"cn=elsewhere,{ADM}", serverctrls=[ManageDSAITControl(criticality=True)])
    assert heard == []


def test_what_was_read_is_used_while_the_directory_is_down_and_no_longer(
    tmp_path: Path, open_ldap: Open
) -> None:
    with run_slapd(tmp_path / "own") as own:
        own.hire("margra001")
        directory = open_ldap(own.settings(rest_seconds=1))
        answer = check(directory)
        assert isinstance(answer, Right)
        own.stop()
        person_id = answer.person.person_id
        assert directory.find_person(person_id, NOW + timedelta(minutes=9, seconds=59)) == answer.person
        with pytest.raises(DirectoryUnavailable) as refused:
            directory.find_person(person_id, NOW + timedelta(minutes=10))
        assert (refused.value.status, refused.value.retry_after_seconds) == (503, 30)
        own.start()
        assert directory.find_person(person_id, NOW + timedelta(minutes=11)) == answer.person


def test_lines_and_threads_are_let_go_of(slapd: Slapd, open_ldap: Open, hire: Hire) -> None:
    hire("margra001")
    directory = open_ldap(slapd.settings())
    check(directory)
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(20):
        check(directory)
    time.sleep(0.2)
    assert len(os.listdir("/proc/self/fd")) <= before + 2


def test_wrong_base_is_unavailable_and_says_so(
    slapd: Slapd, open_ldap: Open, caplog: pytest.LogCaptureFixture
) -> None:
    assert check(open_ldap(slapd.settings("ou=gone,dc=havsvik,dc=example"))) == Unavailable()
    assert "NO_SUCH_OBJECT" in caplog.text


def test_no_log_line_holds_a_name_or_a_password(
    slapd: Slapd, open_ldap: Open, hire: Hire, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    hire("margra001")
    directory = open_ldap(slapd.settings())
    check(directory)
    directory.check_password("margra001", "canary password", NOW)
    with run_server(bad_servers.say_half) as port:
        open_ldap(slapd.settings(servers=(f"ldaps://127.0.0.1:{port}",))).check_password(
            "margra001", "canary password", NOW
        )
    assert "margra001" not in caplog.text
    assert "canary" not in caplog.text
