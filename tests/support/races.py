"""Runs the same act in many threads that all start at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

Answer = TypeVar("Answer")


def race(act: Callable[[], Answer], runners: int = 50) -> list[Answer]:
    """Return what each runner got; raise what any of them raised."""
    line = Barrier(runners)

    def run() -> Answer:
        line.wait()
        return act()

    with ThreadPoolExecutor(runners) as pool:
        return [lane.result() for lane in [pool.submit(run) for _ in range(runners)]]
