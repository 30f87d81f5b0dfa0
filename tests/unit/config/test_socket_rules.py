"""A socket of this machine lies where it can be made and lets in one group; whoever writes to it is believed."""

import grp
from pathlib import Path
from typing import Any

import pytest

from idp.config.rules import check_rules

GROUP = grp.getgrall()[0].gr_name


def test_a_socket_in_a_folder_passes_and_so_does_one_left_behind(tmp_path: Path) -> None:
    values = {
        "listen.socket": tmp_path / "idp.sock",
        "listen.socket_mode": "0660",
        "listen.socket_group": GROUP,
    }
    assert list(check_rules(values)) == []


@pytest.mark.parametrize("mode", ["0666", "0662", "0661", "660", "rw-rw----", "00660", "0680", ""])
def test_a_mode_that_lets_others_in_is_refused(tmp_path: Path, mode: str) -> None:
    values = {"listen.socket": tmp_path / "idp.sock", "listen.socket_mode": mode}
    assert [fault.key for fault in check_rules(values)] == ["listen.socket_mode"]


@pytest.mark.parametrize(
    ("name", "more", "key"),
    [
        ("nowhere/idp.sock", {}, "listen.socket"),
        ("x" * 108, {}, "listen.socket"),
        ("idp.toml", {}, "listen.socket"),
        (".", {}, "listen.socket"),
        ("idp.sock", {"listen.socket_group": "nobody-has-this-group"}, "listen.socket_group"),
        ("idp.sock", {"listen.port": 9000}, "listen.port"),
        ("idp.sock", {"listen.host": "192.0.2.1"}, "listen.host"),
    ],
)
def test_a_socket_that_cannot_be_made_is_one_fault_at_its_key(
    tmp_path: Path, name: str, more: dict[str, Any], key: str
) -> None:
    (tmp_path / "idp.toml").write_text("")
    assert [fault.key for fault in check_rules({"listen.socket": tmp_path / name, **more})] == [key]


@pytest.mark.parametrize("written", ["unix:/run/idp.sock", "/run/idp.sock"])
def test_a_path_where_a_host_belongs_is_told_where_it_goes(written: str) -> None:
    faults = list(check_rules({"listen.host": written}))
    assert [(fault.key, fault.instead) for fault in faults] == [("listen.host", 'write it as socket = "/…"')]


def test_a_group_without_a_socket_is_refused() -> None:
    assert [fault.key for fault in check_rules({"listen.socket_group": GROUP})] == ["listen.socket_group"]
