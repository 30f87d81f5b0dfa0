"""What the machine refuses a command of the keys is told in one line."""

import errno
import os

import pytest

from idp.ops.keys.faults import stops_on_bad_keys
from idp.ops.stop import Stop


def test_a_full_disk_is_told_in_one_line() -> None:
    @stops_on_bad_keys
    def command() -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(Stop, match="the keys folder: No space left on device; the keys are as they were"):
        command()
