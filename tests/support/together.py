"""Many callers at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

Result = TypeVar("Result")


def together(call: Callable[[int], Result], count: int = 50) -> list[Result]:
    """Run `call(0)` … `call(count - 1)` on as many threads, released at once; return the results in order."""
    barrier = Barrier(count)

    def released(number: int) -> Result:
        barrier.wait()
        return call(number)

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(released, range(count)))
