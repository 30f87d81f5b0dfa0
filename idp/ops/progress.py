"""Shows on a terminal how far a long command has come."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

Tell = Callable[[int, int], None]
"""Be told how many of how many are done."""


@contextmanager
def show_progress(label: str) -> Iterator[Tell]:
    """Yield what is told; nothing is shown where nobody looks."""
    with click.progressbar(length=1, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()) as shown:

        def tell(done: int, total: int) -> None:
            shown.length = total
            shown.update(done - shown.pos)

        yield tell
        shown.update((shown.length or 0) - shown.pos)
