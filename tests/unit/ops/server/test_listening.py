"""The provider takes nobody's place, and a socket is its owner's until it is its group's."""

import grp
import os
import socket
import stat
from contextlib import closing
from pathlib import Path

import pytest

from idp.config.settings import Listen
from idp.ops.server.listening import check_move, check_place, let_in, write_place
from idp.ops.stop import Stop

OWN_GROUP = grp.getgrgid(os.getegid()).gr_name


def test_an_address_and_a_socket_are_written_as_the_web_server_reads_them() -> None:
    assert write_place(Listen()) == "127.0.0.1:8000"
    assert write_place(Listen(socket=Path("/run/idp/idp.sock"))) == "unix:/run/idp/idp.sock"


def test_a_port_that_somebody_listens_on_is_not_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(Stop, match=r"change listen\.port"):
        check_place(Listen(port=taken.getsockname()[1]))


def test_a_socket_that_somebody_answers_on_is_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "idp.sock"
    with closing(socket.socket(socket.AF_UNIX)) as taken:
        taken.bind(str(path))
        taken.listen()
        with pytest.raises(Stop, match="somebody listens there"):
            check_place(Listen(socket=path))


def test_a_socket_that_was_left_behind_is_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "idp.sock"
    check_place(Listen(socket=path, socket_group=OWN_GROUP))
    with closing(socket.socket(socket.AF_UNIX)) as gone:
        gone.bind(str(path))
    check_place(Listen(socket=path))


def test_a_running_provider_stays_where_it_listens_and_takes_nobodys_place(tmp_path: Path) -> None:
    own, other = tmp_path / "own.sock", tmp_path / "other.sock"
    with (
        closing(socket.socket(socket.AF_UNIX)) as ours,
        closing(socket.socket(socket.AF_UNIX)) as theirs,
        socket.create_server(("127.0.0.1", 0)) as taken,
    ):
        for made, path in ((ours, own), (theirs, other)):
            made.bind(str(path))
            made.listen()
        port = taken.getsockname()[1]
        check_move(Listen(socket=own), Listen(socket=own, socket_group=OWN_GROUP))
        check_move(Listen(port=port), Listen(host="0.0.0.0", port=port))
        for old, new in (
            (Listen(socket=own), Listen(socket=other)),
            (Listen(port=port), Listen(socket=other)),
            (Listen(socket=own), Listen(port=port)),
            (Listen(), Listen(port=port)),
        ):
            with pytest.raises(Stop, match="change listen"):
                check_move(old, new)


def test_the_socket_is_given_the_group_and_the_mode(tmp_path: Path) -> None:
    path = tmp_path / "idp.sock"
    with closing(socket.socket(socket.AF_UNIX)) as made:
        made.bind(str(path))
    path.chmod(0o600)
    let_in(Listen(socket=path, socket_mode="0640", socket_group=OWN_GROUP))
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert path.stat().st_gid == os.getegid()
    let_in(Listen())
