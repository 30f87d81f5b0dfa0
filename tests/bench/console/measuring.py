"""Measures how long each answer takes, several times, and once how many statements it sends."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from statistics import median

from idp.storage.unit_of_work import Database
from tests.bench.console.act import Asked, make_ready
from tests.bench.console.visitors import Visitor
from tests.bench.processes import family
from tests.support.statements import watch_statements


@dataclass(frozen=True, slots=True)
class Figure:
    """What a question took, in milliseconds: best, median and worst by the clock, and the best of processor time."""

    question: Asked
    best: float
    median: float
    worst: float
    cpu: float
    statements: int
    status: int
    size: int


def measure_all(
    questions: Sequence[Asked],
    visitors: Mapping[str, Visitor],
    database: Database,
    database_pid: int | None,
    times: int,
) -> list[Figure]:
    """Return the figures, the slowest first."""
    figures, turns = [], count()
    for place, question in enumerate(questions, start=1):
        sys.stderr.write(f"\r  asking {place} of {len(questions)} ")
        sys.stderr.flush()
        figures.append(measure(question, visitors[question.who], database, database_pid, turns, times))
    sys.stderr.write("\n")
    return sorted(figures, key=lambda figure: -figure.cpu)


def measure(
    question: Asked,
    visitor: Visitor,
    database: Database,
    database_pid: int | None,
    turns: Iterator[int],
    times: int,
) -> Figure:
    """Ask once to count the statements and to warm up, then so many times.

    What was recorded is bound in between, as a thread of `idp serve` does every second. No two turns are alike in what
    is typed.
    """
    ready = make_ready(question, visitor, next(turns))
    with watch_statements(database) as statements:
        visitor.ask(ready)
    counted = len(statements)
    answers, costs = [], []
    for _ in range(times):
        ready = make_ready(question, visitor, next(turns))
        database.bind()
        before = read_cpu(database_pid)
        answers.append(visitor.ask(ready))
        costs.append(answers[-1].cpu + read_cpu(database_pid) - before)
    walls = [answer.wall for answer in answers]
    return Figure(
        question,
        min(walls),
        median(walls),
        max(walls),
        min(costs),
        counted,
        answers[-1].status,
        answers[-1].size,
    )


def read_cpu(pid: int | None) -> float:
    """Return the milliseconds that the database server and its children have run; 0 without a server of its own."""
    if pid is None:
        return 0
    return sum(int(Path(f"/proc/{one}/schedstat").read_text().split()[0]) for one in family(pid)) / 1e6
