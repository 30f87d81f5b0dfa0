"""Finds applications among all: by words, by state, by service, a page at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from idp.admin.clients.state import Line, State, build_line
from idp.oidc.clients.client import Client

PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Wish:
    """Which applications, and from where on: `after` is the client_id that the page before ended with."""

    words: str = ""
    state: State | None = None
    service: str | None = None
    after: str | None = None
    limit: int = PAGE


@dataclass(frozen=True, slots=True)
class Page:
    """A page of applications by name; `after` is where the next begins, None at the end. `found` are all that fit."""

    lines: tuple[Line, ...]
    after: str | None
    found: int


def build_page(clients: Iterable[Client], wish: Wish, now: datetime) -> Page:
    """Return the page that is wished for."""
    fitting = sorted(
        (line for line in (build_line(client, now) for client in clients) if is_wished(line, wish)),
        key=key_of,
    )
    start = 0
    if wish.after is not None:
        places = {line.client.client_id: place for place, line in enumerate(fitting)}
        start = places.get(wish.after, -1) + 1
    lines = tuple(fitting[start : start + wish.limit])
    is_last = start + wish.limit >= len(fitting)
    return Page(lines, None if is_last or not lines else lines[-1].client.client_id, len(fitting))


def is_wished(line: Line, wish: Wish) -> bool:
    """Say whether the application is one of those asked for: every word stands somewhere in what it is known by."""
    client = line.client
    if wish.state is not None and line.state is not wish.state:
        return False
    if wish.service is not None and client.service != wish.service:
        return False
    known_by = " ".join(
        (client.name, client.client_id, client.service or "", *client.redirect_uris)
    ).casefold()
    return all(word in known_by for word in wish.words.casefold().split())


def key_of(line: Line) -> tuple[str, str]:
    """Return what the list is ordered by."""
    return line.client.name.casefold(), line.client.client_id
