"""Reads a page of the registration as it was sent, and writes what is registered as the page shows it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from idp.admin.clients.topics import Entry, Shape
from idp.errors import Problem
from idp.oidc.clients.client import Client

MAX_CHARACTERS: Final = 20_000


@dataclass(frozen=True, slots=True)
class Form:
    """A form as it was sent: every value of each name."""

    values: Mapping[str, Sequence[str]]

    def get(self, name: str) -> str:
        """Return the first value; empty when there is none."""
        return next(iter(self.values.get(name, ())), "")

    def list(self, name: str) -> tuple[str, ...]:
        """Return every value."""
        return tuple(self.values.get(name, ()))


def read_entries(
    entries: Iterable[Entry], form: Form, known: Client, languages: Iterable[str]
) -> Client | tuple[Problem, ...]:
    """Return the application with what the page says; or what cannot be read. The rules are for the desk to check."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for entry in entries:
        try:
            values[entry.name] = read_entry(entry, form, known, languages)
        except (ValueError, RecursionError):
            problems.append(Problem(entry.name, f"services.fault.unreadable_{entry.shape}"))
    return tuple(problems) if problems else replace(known, **values)


def read_entry(entry: Entry, form: Form, known: Client, languages: Iterable[str]) -> Any:
    """Return a field's value. Raises ValueError for one that is none, RecursionError for one of a thousand levels."""
    written = form.get(entry.name).strip()
    match entry.shape:
        case Shape.TEXT | Shape.SERVICE:
            return written or (None if entry.name != "name" else "")
        case Shape.LINES:
            return read_lines(written)
        case Shape.ONE:
            if written not in entry.options:
                raise ValueError(entry.name)
            return written
        case Shape.MANY:
            return read_many(entry, form.list(entry.name), getattr(known, entry.name))
        case Shape.FLAG:
            return written == "yes"
        case Shape.TEXTS:
            texts = {tag: form.get(f"{entry.name}_{tag}").strip() for tag in languages}
            return {tag: text for tag, text in texts.items() if text}
        case Shape.KEYS:
            return read_keys(written)


def read_lines(written: str) -> tuple[str, ...]:
    """Return the lines that say something, each once."""
    return tuple(dict.fromkeys(line.strip() for line in written.splitlines() if line.strip()))


def read_many(entry: Entry, chosen: tuple[str, ...], known: tuple[str, ...]) -> tuple[str, ...]:
    """Return what was chosen in the order it is offered, and before it what is registered and not offered here."""
    kept = (one for one in known if one not in entry.options)
    return (*kept, *(one for one in entry.options if one in chosen))


def read_keys(written: str) -> Mapping[str, Any] | None:
    """Return the key set; None for nothing. Raises ValueError."""
    if not written:
        return None
    keys = json.loads(written) if len(written) <= MAX_CHARACTERS else None
    if not isinstance(keys, dict):
        raise ValueError("no key set")
    return keys


def write_entries(entries: Iterable[Entry], client: Client, languages: Iterable[str]) -> dict[str, Any]:
    """Return what the page shows, by the names of its fields."""
    shown: dict[str, Any] = {}
    for entry in entries:
        value = getattr(client, entry.name)
        match entry.shape:
            case Shape.LINES:
                shown[entry.name] = "\n".join(value)
            case Shape.TEXTS:
                shown |= {f"{entry.name}_{tag}": value.get(tag, "") for tag in languages}
            case Shape.KEYS:
                shown[entry.name] = json.dumps(value, indent=2) if value else ""
            case _:
                shown[entry.name] = "" if value is None else value
    return shown


def show_form(entries: Iterable[Entry], form: Form, languages: Iterable[str]) -> dict[str, Any]:
    """Return what the page shows of a form that was sent: exactly what was typed."""
    shown: dict[str, Any] = {}
    for entry in entries:
        match entry.shape:
            case Shape.MANY:
                shown[entry.name] = form.list(entry.name)
            case Shape.FLAG:
                shown[entry.name] = form.get(entry.name) == "yes"
            case Shape.TEXTS:
                names = [f"{entry.name}_{tag}" for tag in languages]
                shown |= {name: form.get(name) for name in names}
            case _:
                shown[entry.name] = form.get(entry.name)
    return shown
