"""Applications as one TOML document: what is registered of each, without secrets, and back.

What stands at its default is left out, and what is left out has its default: the document says the whole of it.
"""

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import datetime
from typing import Any, Final

import msgspec

from idp.oidc.clients.client import Client
from idp.oidc.clients.reserved import is_reserved
from idp.ops.clients.records import SECRET_FIELDS
from idp.toml_lines import find_line

TABLE: Final = "clients"
OURS: Final = SECRET_FIELDS | {"created_at", "sector", "permit", "revision"}
"""Fields that the provider itself decides: no document says them."""

WRITABLE: Final = tuple(one.name for one in fields(Client) if one.name not in OURS)
REQUIRED: Final = ("name", "auth_method")
SHORTEST_LIST: Final = 2
HEAD: Final = """\
# The registered applications. Change this file, and: python -m idp clients apply FILE
# A new application has no client_id: it is known by its name. What is left out has its default.
"""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a document, and on which line, counted from 1."""

    line: int
    text: str


class BadDocument(ValueError):
    """The document cannot be applied; `faults` says why."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line))
        super().__init__("\n".join(f"line {fault.line}: {fault.text}" for fault in self.faults))


@dataclass(frozen=True, slots=True)
class Entry:
    """One application of a document: its record, and its place for finding lines. A new one's `client_id` is empty."""

    client: Client
    place: int


def write_document(clients: Iterable[Client]) -> str:
    """Return the document with the clients in the order of their names and ids; the provider's own are left out."""
    ours = (client for client in clients if not is_reserved(client.client_id))
    ordered = sorted(ours, key=lambda client: (client.name, client.client_id))
    return "\n".join([HEAD, *(write_client(client) for client in ordered)])


def write_client(client: Client) -> str:
    """Return one client's table."""
    values = {
        name: value
        for name, value in tell(client).items()
        if name == "client_id" or not is_default(name, value)
    }
    return "".join(
        [f"[[{TABLE}]]\n", *(f"{name} = {write_value(value)}\n" for name, value in values.items())]
    )


def tell(client: Client) -> dict[str, Any]:
    """Return the fields that a document says, as plain values."""
    record = msgspec.to_builtins(client)
    return {name: record[name] for name in WRITABLE}


def is_default(name: str, value: Any) -> bool:
    """Say whether the field has this value when nothing is said of it; None cannot be written at all."""
    return value is None or (name not in REQUIRED and value == DEFAULTS[name])


def build_defaults() -> dict[str, Any]:
    """Return what each field is when nothing is said of it."""
    empty: dict[str, Any] = {"client_id": "", "service": None, "redirect_uris": []}
    for one in fields(Client):
        if one.default is not MISSING:
            empty[one.name] = msgspec.to_builtins(one.default)
        elif one.default_factory is not MISSING:
            empty[one.name] = msgspec.to_builtins(one.default_factory())
    return empty


DEFAULTS: Final[Mapping[str, Any]] = build_defaults()


def write_value(value: Any) -> str:
    """Return a value in TOML: text, number, truth, array or inline table; a member that is None is left out."""
    if isinstance(value, dict):
        members = (f"{write_text(k)} = {write_value(v)}" for k, v in value.items() if v is not None)
        return f"{{ {', '.join(members)} }}"
    if isinstance(value, list | tuple):
        written = [write_value(one) for one in value]
        if len(written) < SHORTEST_LIST or all(isinstance(one, dict) for one in value):
            return f"[{', '.join(written)}]"
        return "[\n" + "".join(f"    {one},\n" for one in written) + "]"
    return write_text(value) if isinstance(value, str) else json.dumps(value)


def write_text(text: str) -> str:
    """Return a basic string of TOML; JSON's escapes are among its own, but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def read_document(text: str, now: datetime) -> tuple[Entry, ...]:
    """Return the applications of the document, whose rules are for the registration to check. Raises BadDocument."""
    try:
        written = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise BadDocument([Fault(1, f"is no TOML: {problem}")]) from None
    faults = [
        Fault(find_line(text, (name,)), f"{name}: is not known; write [[{TABLE}]]")
        for name in written.keys() - {TABLE}
    ]
    tables = written.get(TABLE, [])
    if not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
        raise BadDocument([*faults, Fault(find_line(text, (TABLE,)), f"{TABLE}: write it as [[{TABLE}]]")])
    entries = []
    for place, table in enumerate(tables):
        if wrong := list(find_table_faults(text, place, table)):
            faults += wrong
        else:
            try:
                record = dict(DEFAULTS) | table | {"created_at": now}
                entries.append(Entry(msgspec.convert(record, Client), place))
            except msgspec.ValidationError as problem:
                faults.append(place_fault(text, place, tell_problem(problem)))
    faults += find_doubles(text, entries)
    if faults:
        raise BadDocument(faults)
    return tuple(entries)


def find_table_faults(text: str, place: int, table: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield the fields that an application does not have, and those that it must."""
    for name in table:
        if name in OURS:
            yield place_fault(text, place, f"{name}: is for the provider to say; leave it out")
        elif name not in WRITABLE:
            yield place_fault(text, place, f"{name}: is not known; see: python -m idp clients export")
    for name in REQUIRED:
        if name not in table:
            yield Fault(find_line(text, (TABLE, place)), f"{name}: is missing")


def find_doubles(text: str, entries: Iterable[Entry]) -> Iterator[Fault]:
    """Yield the applications that stand twice: by id, or by name when they have none."""
    seen: set[tuple[str, str]] = set()
    for entry in entries:
        client = entry.client
        field = ("client_id", client.client_id) if client.client_id else ("name", client.name)
        if field in seen:
            yield place_fault(text, entry.place, f"{field[0]}: {field[1]!r} stands twice")
        seen.add(field)


def place_fault(text: str, place: int, fault: str) -> Fault:
    """Return a fault, which begins with the name of its field, with the field's line."""
    return Fault(find_line(text, (TABLE, place, fault.partition(":")[0])), fault)


def tell_problem(problem: msgspec.ValidationError) -> str:
    """Return what a value should be, its field's name first."""
    what, _, where = str(problem).partition(" - at `$.")
    return f"{where.rstrip('`').partition('[')[0].partition('.')[0]}: {what}"
