"""What is presented is looked up once: while its presenter is authenticated, or when it is asked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from idp.oidc.look_up import LookUp


@dataclass(frozen=True, slots=True)
class Found:
    """As much of a grant as looking needs."""

    clients_version: int = 7


class Finder:
    """A store that counts how often it is asked."""

    def __init__(self, found: Found | None) -> None:
        self.found = found
        self.asked = 0

    def find(self, _: Any) -> Any:
        self.asked += 1
        return self.found

    @contextmanager
    def read(self) -> Iterator[Any]:
        yield self


def test_what_was_found_while_authenticating_is_not_looked_for_again() -> None:
    finder = Finder(Found())
    look_up = LookUp(finder.find)
    assert look_up.look(finder) == 7
    assert look_up.get_held(finder.read) is finder.found
    assert finder.asked == 1


def test_what_was_not_found_is_not_looked_for_again_and_tells_no_version() -> None:
    finder = Finder(None)
    look_up = LookUp(finder.find)
    assert look_up.look(finder) is None
    assert look_up.get_held(finder.read) is None
    assert finder.asked == 1


def test_what_nobody_has_looked_for_is_looked_for_when_it_is_asked_for() -> None:
    finder = Finder(Found())
    look_up = LookUp(finder.find)
    assert look_up.get_held(finder.read) is look_up.get_held(finder.read) is finder.found
    assert finder.asked == 1


def test_nothing_stands_for_nothing() -> None:
    look_up = LookUp()
    assert look_up.look(Finder(None)) is None
    assert look_up.get_held(Finder(Found()).read) is None
