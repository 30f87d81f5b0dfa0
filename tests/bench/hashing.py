"""What a sign-in cannot avoid: its password's hash, measured where and when the sign-in is."""

import os
import time
from typing import Final

from idp.config.settings import Passwords
from idp.people.hasher import Hasher
from tests.bench.processes import SERVER_CORE

HASH: Final = "hash"
COUNTED: Final = 5


def measure_hash() -> float:
    """Return the microseconds that checking one password takes on the server's core, with the settings as delivered.

    A machine that is slow for a while is slow for both: the hash is measured in each round, beside the sign-in.
    """
    settings = Passwords()
    hasher = Hasher(memory_kib=settings.memory_kib, iterations=settings.iterations, concurrent=1)
    known = hasher.hash("a password of the bench")
    cores = os.sched_getaffinity(0)
    if (os.cpu_count() or 1) > 1:
        os.sched_setaffinity(0, {SERVER_CORE})
    began = time.process_time()
    for _ in range(COUNTED):
        hasher.verify(known, "a password of the bench")
    spent = time.process_time() - began
    os.sched_setaffinity(0, cores)
    return spent / COUNTED * 1e6
