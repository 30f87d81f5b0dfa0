"""The clock and the random source are each read in one file, so that a test can hold them still."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.sources import list_imports, list_modules, parse

READERS = {"now", "utcnow", "today", "time", "time_ns"}
CLOCKS = {"datetime", "date", "time"}
LOTS = {"random", "secrets", "uuid"}


def list_clock_readings(module: Path) -> Iterator[str]:
    """Yield each call such as `datetime.now()`; `time.monotonic()` measures and tells no time."""
    for node in ast.walk(parse(module)):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=clock), attr=reader)):
                if clock in CLOCKS and reader in READERS:
                    yield f"{module}:{node.lineno}"


def test_only_the_clock_tells_the_time() -> None:
    readings = [place for module in list_modules() for place in list_clock_readings(module)]
    assert {place.partition(":")[0] for place in readings} == {"idp/clock.py"}


def test_only_chance_draws_lots() -> None:
    drawing = [
        module
        for module in list_modules()
        if LOTS & {name.partition(".")[0] for name in list_imports(module)}
    ]
    assert drawing == [Path("idp/chance.py")]
