"""The table that the bench prints, as Markdown."""

from collections.abc import Iterable, Iterator, Sequence

from tests.bench.console.measuring import Figure

HEAD = (
    "| asked by | what | best ms | median ms | worst ms | CPU ms | statements | status | bytes |\n"
    "|---|---|---:|---:|---:|---:|---:|---:|---:|\n"
)

ANSWERED = frozenset({200, 201, 202, 204, 303, 304})


def write_table(figures: Iterable[Figure]) -> str:
    """Return a line for each figure."""
    return HEAD + "".join(
        f"| {one.question.who} | {one.question.name} | {one.best:.0f} | {one.median:.0f} | {one.worst:.0f} | "
        f"{one.cpu:.0f} | {one.statements} | {one.status} | {one.size:,} |\n"
        for one in figures
    )


def write_summary(figures: Sequence[Figure], limit: float) -> Iterator[str]:
    """Yield how many kept within the limit, and what was not answered."""
    slow = [one for one in figures if one.median > limit]
    refused = [one for one in figures if one.status not in ANSWERED]
    yield f"{len(figures) - len(slow)} of {len(figures)} within {limit:.0f} ms by their median.\n"
    for one in refused:
        yield f"Not answered: {one.question.who} {one.question.path}: {one.status}\n"
