"""The table that the bench prints."""

from collections.abc import Mapping
from typing import Any, Final

from tests.bench.hashing import HASH
from tests.bench.measuring import Figures
from tests.bench.operations import FLOOR, OPERATIONS, SIGN_IN, SIGN_IN_AGAIN

PEER: Final = "peer"


def write_table(figures: Figures, servers: list[str], told: Mapping[str, Any]) -> str:
    """Return the figures as Markdown: microseconds of server processor time, and operations for one of the peer's."""
    ours = [name for name in servers if name not in {PEER, FLOOR}]
    lines = [
        (
            f"| operation | {' | '.join(f'{name} µs' for name in (*ours, PEER))} | "
            f"{' | '.join(f'{name} : peer' for name in ours)} |"
        ),
        "|---" * (2 + 2 * len(ours)) + "|",
    ]
    for operation in (name for name in OPERATIONS if name != FLOOR):
        cells = [write(figures.microseconds(name, operation), "{:,.0f}") for name in (*ours, PEER)]
        ratios = [write(figures.ratio(name, PEER, operation), "{:.2f}") for name in ours]
        lines.append(f"| {operation} | {' | '.join((*cells, *ratios))} |")
    lines.append("")
    floor = write(figures.microseconds(FLOOR, FLOOR), "{:,.0f} µs")
    lines.append(f"Floor, one signature and one durable write on PostgreSQL: {floor}.")
    lines.append(f"One password hash: {write(figures.microseconds(HASH, SIGN_IN), '{:,.0f} µs')}.")
    for name in ours:
        first, again = (write(figures.ratio(HASH, name, one), "{:.2f}") for one in (SIGN_IN, SIGN_IN_AGAIN))
        lines.append(
            f"A sign-in on {name} costs {first} of its hash in a new browser, {again} in one that was here."
        )
    for name in servers:
        idle, after, start = (told[key][name] for key in ("idle_mib", "memory_mib", "start_seconds"))
        lines.append(
            f"{name}: {idle:.0f} MiB idle, {after:.0f} MiB after the load, started in {start:.1f} s."
        )
    lines += [f"Not measured: {server} {name}: {why}" for (server, name), why in figures.refused.items()]
    return "\n".join(lines) + "\n"


def write(value: float | None, form: str) -> str:
    """Return the figure, or a dash."""
    return "–" if value is None else form.format(value)
