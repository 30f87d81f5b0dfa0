"""`python -m tests.bench`: what each operation costs the server's core, beside npm's oidc-provider.

    python -m tests.bench                       both databases, five rounds
    python -m tests.bench --rounds 1 --share 0.1 --operation userinfo

A figure is processor time of the server and its children, so other work on the machine disturbs it little. The
database and the load run on the other core. Every write is durable and every event is audited.
"""

import argparse
import json
import os
import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.hashing import HASH, measure_hash
from tests.bench.measuring import Figures, measure
from tests.bench.operations import FLOOR, OPERATIONS, SIGN_IN, SIGN_IN_AGAIN
from tests.bench.processes import SERVER_CORE
from tests.bench.servers import PEER, Server, run_floor, run_ours, run_peer
from tests.bench.table import write_table
from tests.support.postgresql import run_postgresql


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="the median of so many is told (5)")
    parser.add_argument("--share", type=float, default=1.0, help="of the operations of a round (1)")
    parser.add_argument(
        "--operation", action="append", choices=OPERATIONS, help="only this one; may be repeated"
    )
    parser.add_argument("--without-peer", action="store_true", help="leave oidc-provider out")
    parser.add_argument("--without-sqlite", action="store_true", help="leave SQLite out")
    parser.add_argument("--json", type=Path, help="write the figures there too")
    asked = parser.parse_args()
    if not asked.without_peer and not (PEER / "node_modules/.bin/node").exists():
        raise SystemExit(f"the peer is not installed; install it with: npm ci --prefix {PEER}")
    if (os.cpu_count() or 1) > 1:
        os.sched_setaffinity(0, os.sched_getaffinity(0) - {SERVER_CORE})
    with ExitStack() as stack:
        servers = start(stack, with_peer=not asked.without_peer, with_sqlite=not asked.without_sqlite)
        started = {server.name: server.process.start_seconds for server in servers}
        idle = {server.name: server.process.memory_mib() for server in servers}
        figures = run_rounds(servers, asked.operation or list(OPERATIONS), asked.rounds, asked.share)
        memory = {server.name: server.process.memory_mib() for server in servers}
    told = {
        "microseconds": {f"{server} {name}": figures.rounds[server, name] for server, name in figures.rounds},
        "start_seconds": started,
        "idle_mib": idle,
        "memory_mib": memory,
    }
    if asked.json:
        asked.json.write_text(json.dumps(told, indent=2) + "\n")
    sys.stdout.write(write_table(figures, [server.name for server in servers], told))
    return 0


def start(stack: ExitStack, *, with_peer: bool, with_sqlite: bool) -> list[Server]:
    """Start what is compared; the stack ends it."""
    folder = Path(stack.enter_context(TemporaryDirectory(prefix="idp-bench-")))
    postgresql = stack.enter_context(run_postgresql(is_durable=True))
    servers = [stack.enter_context(run_ours("postgresql", folder / "postgresql", postgresql.url()))]
    if with_sqlite:
        servers.append(stack.enter_context(run_ours("sqlite", folder / "sqlite", "sqlite:///idp.sqlite")))
    if with_peer:
        servers.append(stack.enter_context(run_peer(folder / "peer", postgresql.url("template1"))))
    servers.append(stack.enter_context(run_floor("floor", folder / "floor", postgresql.url())))
    return servers


def run_rounds(servers: list[Server], operations: list[str], rounds: int, share: float) -> Figures:
    """Measure every operation of every server, in turn; a first, uncounted round warms them up."""
    figures = Figures()
    for turn in range(rounds + 1):
        for operation in operations:
            for server in servers:
                if (operation == FLOOR) != (server.name == FLOOR) or (
                    server.name,
                    operation,
                ) in figures.refused:
                    continue
                try:
                    microseconds = measure(server, operation, share)
                except RuntimeError as problem:
                    figures.refused[server.name, operation] = str(problem)
                    continue
                if turn:
                    figures.add(server.name, operation, microseconds)
            if turn and operation in {SIGN_IN, SIGN_IN_AGAIN}:
                figures.add(HASH, operation, measure_hash())
    return figures


if __name__ == "__main__":
    sys.exit(main())
