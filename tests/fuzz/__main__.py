"""`python -m tests.fuzz --minutes 60`: sends what nobody would send, for as long as asked; exits 1 when something broke.

With `--postgresql` the provider stands on a server of its own, as in production, instead of an SQLite file.

A seed makes the same requests again, as long as nothing in the provider has changed.
"""

import argparse
import logging
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from sqlalchemy import Engine

from idp.storage.unit_of_work import Database
from tests.fuzz.build import build_fuzzer
from tests.fuzz.fuzzer import Fuzzer
from tests.support.databases import (
    copy_sqlite,
    create_postgresql_tables,
    create_sqlite_template,
    open_postgresql,
)
from tests.support.portal import build_portal_house
from tests.support.postgresql import run_postgresql
from tests.support.store_keys import STORE_KEYS

ROUND = 2000
"""Requests between two lines of progress."""


@contextmanager
def open_fuzzer(seed: int, *, on_postgresql: bool) -> Iterator[Fuzzer]:
    """Open a provider of its own in a folder that is gone afterwards."""
    with TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        engine = open_server(stack) if on_postgresql else open_file(stack, folder)
        house = build_portal_house(Database(engine, STORE_KEYS), folder / "keys")
        yield build_fuzzer(house, Random(seed))


def open_file(stack: ExitStack, folder: Path) -> Engine:
    """Open an SQLite file with every table until the stack ends."""
    template = create_sqlite_template(folder / "template.sqlite")
    (folder / "data").mkdir()
    return stack.enter_context(copy_sqlite(template, folder / "data"))


def open_server(stack: ExitStack) -> Engine:
    """Open a PostgreSQL server with every table until the stack ends."""
    server = stack.enter_context(run_postgresql())
    return stack.enter_context(open_postgresql(create_postgresql_tables(server)))


def main() -> int:
    """Send requests until the time is over; say every fault with its request."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0, help="how long to go on (default: 1)")
    parser.add_argument(
        "--seed", type=int, default=time.time_ns() % 10**6, help="makes the same requests again"
    )
    parser.add_argument("--postgresql", action="store_true", help="on PostgreSQL instead of SQLite")
    asked = parser.parse_args()
    logging.disable(logging.CRITICAL)
    sys.stdout.write(f"seed {asked.seed}\n")
    faults, deadline = 0, time.monotonic() + 60 * asked.minutes
    with open_fuzzer(asked.seed, on_postgresql=asked.postgresql) as fuzzer:
        while time.monotonic() < deadline:
            for fault in fuzzer.run(ROUND):
                faults += 1
                sys.stdout.write(f"{fault.what}: {fault.probe}\n")
            sent = sum(fuzzer.statuses.values())
            sys.stdout.write(
                f"{sent} requests, {faults} faults, the slowest took {fuzzer.slowest * 1000:.0f} ms\n"
            )
            sys.stdout.flush()
        statuses = ", ".join(f"{status}: {count}" for status, count in sorted(fuzzer.statuses.items()))
    sys.stdout.write(f"answers {statuses}\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
