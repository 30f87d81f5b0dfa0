"""A small chart of columns as plain figures: where each column, line and word stands. A template draws them as SVG.

Sizes are units of the chart's own view box, so that it fits any width; colours and type are the stylesheet's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 320
HEIGHT: Final = 132
LEFT: Final = 36
RIGHT: Final = 6
TOP: Final = 10
FLOOR: Final = 108
"""Where the columns stand; their names are below."""

GAP: Final = 0.24
"""How much of a column's room stays empty."""

LEAST_VISIBLE: Final = 1.5
"""The height of the smallest column that is not nothing."""

NAMES_AT_MOST: Final = 4
STEPS: Final = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True)
class Column:
    """One column, and what it says when it is pointed at."""

    x: float
    y: float
    width: float
    height: float
    title: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line across, and the number that it stands for."""

    y: float
    number: int


@dataclass(frozen=True, slots=True)
class Word:
    """The name of a period below its column; `anchor` is SVG's text-anchor."""

    x: float
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything that is drawn."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    words: tuple[Word, ...]
    width: int = WIDTH
    height: int = HEIGHT
    floor: int = FLOOR
    left: int = LEFT
    right: int = WIDTH - RIGHT


def build_chart(values: Sequence[int], names: Sequence[str], largest: int | None = None) -> Chart:
    """Return the chart of a number for each period. `largest` makes charts beside each other comparable."""
    top = find_top(max([*values, largest or 0]))
    room = (WIDTH - LEFT - RIGHT) / max(len(values), 1)
    return Chart(
        tuple(
            build_column(place, value, top, room, name)
            for place, (value, name) in enumerate(zip(values, names, strict=True))
            if value
        ),
        tuple(Line(place_of(number, top), number) for number in list_numbers(top)),
        build_words(names, room),
    )


def build_column(place: int, value: int, top: int, room: float, name: str) -> Column:
    """Return the column of a number that is not 0."""
    height = max((FLOOR - TOP) * value / top, LEAST_VISIBLE)
    return Column(
        x=round(LEFT + room * (place + GAP / 2), 2),
        y=round(FLOOR - height, 2),
        width=round(room * (1 - GAP), 2),
        height=round(height, 2),
        title=f"{name}: {value}",
    )


def build_words(names: Sequence[str], room: float) -> tuple[Word, ...]:
    """Return the names of some periods, the first and the last among them, as many as have room."""
    if not names:
        return ()
    last = len(names) - 1
    shown = min(NAMES_AT_MOST, len(names))
    places = sorted({round(last * number / max(shown - 1, 1)) for number in range(shown)})
    return tuple(build_word(place, last, room, names[place]) for place in places)


def build_word(place: int, last: int, room: float, name: str) -> Word:
    """Return a period's name where it stands; the first and the last stay within the chart."""
    if place == 0:
        return Word(LEFT, shorten(name), "start")
    if place == last:
        return Word(WIDTH - RIGHT, shorten(name), "end")
    return Word(round(LEFT + room * (place + 0.5), 2), shorten(name), "middle")


def shorten(name: str) -> str:
    """Return a day without its year, a month as it is."""
    return name[5:] if name.count("-") > 1 else name


def place_of(number: int, top: int) -> float:
    """Return the height at which a number stands."""
    return round(FLOOR - (FLOOR - TOP) * number / top, 2)


def list_numbers(top: int) -> tuple[int, ...]:
    """Return the numbers beside the lines: the top, and its half when it has one."""
    return (top // 2, top) if top % 2 == 0 else (top,)


def find_top(largest: int) -> int:
    """Return the round number that the chart ends with: the first of 1, 2, 5, 10, 20 … that is not less; at least 1."""
    unit = 1
    while True:
        for step in STEPS:
            if unit * step >= largest:
                return unit * step
        unit *= 10
