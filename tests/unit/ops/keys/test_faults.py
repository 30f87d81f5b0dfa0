"""What the machine refuses a command of the keys is told in one line, which claims nothing of what was done before."""

import errno
import os
from pathlib import Path

import pytest

from idp.ops.keys.faults import stops_on_bad_keys
from idp.ops.stop import Stop
from tests.unit.ops.conftest import Run


def test_a_full_disk_is_told_in_one_line() -> None:
    @stops_on_bad_keys
    def command() -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(Stop, match=r"^No space left on device; mend that, see what was done"):
        command()


def test_a_rotation_that_fails_halfway_says_how_to_see_what_was_done(installed: Run, folder: Path) -> None:
    before = installed("keys", "list").out
    (folder / "keys" / "stray.pem").mkdir()
    said = installed("keys", "rotate", "--at-once")
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert "see what was done with: python -m idp keys list" in said.err
    assert installed("keys", "list").out != before


def test_whoever_stops_listening_ends_the_command_without_a_word_of_the_folder() -> None:
    @stops_on_bad_keys
    def command() -> None:
        raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE))

    with pytest.raises(BrokenPipeError):
        command()
