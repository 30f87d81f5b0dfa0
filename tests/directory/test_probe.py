"""`idp check` says in one line a server what is wrong, and names nobody."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from idp.config.sections.directories import Directory
from idp.ops.directories import try_directory
from idp.ops.stop import Stop
from idp.people.ldap.opening import BadDirectory, open_directory
from idp.people.ldap.probe import probe
from tests.support.certificates import Authority
from tests.support.slapd import ADM, SKOLA, Slapd, run_slapd
from tests.support.town import choose_port

Hire = Callable[..., str]


def only_line(settings: Directory) -> tuple[bool, str]:
    (tried,) = probe(settings)
    return tried.is_in_order, tried.line


def test_server_in_order_says_which_attributes_were_not_seen(slapd: Slapd, hire: Hire) -> None:
    hire("margra001", ou="Löneenheten")
    is_in_order, line = only_line(slapd.settings())
    assert is_in_order
    assert line == f"{slapd.tls_url} answers; the first person read has no title, employeeNumber"


def test_every_server_is_tried(slapd: Slapd, hire: Hire) -> None:
    hire("margra001")
    dead = f"ldaps://127.0.0.1:{choose_port()}"
    tried = list(probe(slapd.settings(servers=(dead, slapd.url))))
    assert [one.is_in_order for one in tried] == [False, True]
    assert tried[0].line == f"{dead} cannot be reached: Connection refused"


def test_many_people_are_as_good_as_one(slapd: Slapd, hire: Hire) -> None:
    for number in range(5):
        hire(f"manman00{number}")
    assert only_line(slapd.settings())[0]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"base": SKOLA}, f"shows nobody below {SKOLA}"),
        ({"base": f"ou=gone,{ADM}"}, "answers NO_SUCH_OBJECT"),
        ({"bind_dn": f"cn=wrong,{ADM}"}, "refuses the service account with result 49"),
        ({"user_filter": "(cn=margra001"}, "answers FILTER_ERROR"),
        ({"password_file": Path("/nowhere")}, "/nowhere holds no password"),
        ({"ca_file": Path("/dev/null")}, "/dev/null holds no certificates"),
    ],
)
def test_what_is_wrong_is_said(slapd: Slapd, hire: Hire, changes: dict[str, object], said: str) -> None:
    hire("margra001")
    is_in_order, line = only_line(slapd.settings(**changes))
    assert not is_in_order
    assert said in line
    assert "margra001@" not in line


def test_key_that_may_not_be_read_is_named(slapd: Slapd, hire: Hire) -> None:
    hire("margra001")
    mapped = slapd.settings().attributes.__class__(username="uid", key="carLicense")
    assert "does not show carLicense" in only_line(slapd.settings(attributes=mapped))[1]


def test_certificates_are_explained(slapd: Slapd, tmp_path: Path) -> None:
    other = Authority(tmp_path, "others")
    assert "self-signed certificate in certificate chain" in only_line(slapd.settings(ca_file=other.file))[1]
    with run_slapd(tmp_path / "own", host="dc1.havsvik.example") as own:
        assert "mismatch" in only_line(own.settings())[1]


def test_missing_library_stops_the_start_and_says_what_to_install(
    slapd: Slapd, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("idp.people.ldap.")]:
        if name.rpartition(".")[2] in {"client", "connection", "directory", "names", "probe", "queries"}:
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "ldap", None)
    with pytest.raises(BadDirectory, match=r"directories\.adm needs python-ldap; install it with"):
        open_directory("adm", slapd.settings(), None, str)  # type: ignore[arg-type]
    with pytest.raises(Stop, match="needs python-ldap"):
        list(try_directory("adm", slapd.settings()))
