"""Measures: so many operations over a few connections, and the server's processor time for one of them."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from statistics import median
from typing import Any, Final

from tests.bench.operations import COUNTS, OPERATIONS
from tests.bench.servers import Server
from tests.bench.visiting import Visitor

CONNECTIONS: Final = 4


@dataclass
class Figures:
    """What was measured: microseconds of server processor time for one operation, a figure a round."""

    rounds: dict[tuple[str, str], list[float]] = field(default_factory=dict)
    refused: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, server: str, operation: str, microseconds: float) -> None:
        """Keep one round's figure."""
        self.rounds.setdefault((server, operation), []).append(microseconds)

    def microseconds(self, server: str, operation: str) -> float | None:
        """Return the median; None when it was not measured."""
        known = self.rounds.get((server, operation))
        return median(known) if known else None

    def ratio(self, server: str, peer: str, operation: str) -> float | None:
        """Return how many operations the server does in the time of one of the peer's: medians of paired rounds."""
        ours, theirs = self.rounds.get((server, operation)), self.rounds.get((peer, operation))
        if not ours or not theirs:
            return None
        return median(their / our for our, their in zip(ours, theirs, strict=False) if our)


def measure(server: Server, operation: str, share: float) -> float:
    """Return the microseconds of processor time that one operation costs the server."""
    ready, do = OPERATIONS[operation]
    count = max(int(COUNTS.get(operation, 200) * share), CONNECTIONS) // CONNECTIONS
    visitors = [Visitor(server) for _ in range(CONNECTIONS)]
    with ThreadPoolExecutor(CONNECTIONS) as threads:

        def run(work: Callable[[Visitor, Any], Any], given: Iterable[Any]) -> list[Any]:
            return list(threads.map(work, visitors, given))

        prepared = run(lambda visitor, _: [ready(visitor) for _ in range(count)], visitors)
        before = server.process.cpu_seconds()
        run(lambda visitor, things: [do(visitor, thing) for thing in things], prepared)
        spent = server.process.cpu_seconds() - before
    for visitor in visitors:
        visitor.http.close()
    return spent / (count * CONNECTIONS) * 1e6
