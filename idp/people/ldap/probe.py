"""Tries a directory the way the provider uses it, and says in one line a server what is wrong."""

from collections.abc import Iterator
from dataclasses import dataclass

from idp.config.sections.directories import Directory
from idp.people.ldap.client import Client
from idp.people.ldap.deadline import Deadline
from idp.people.ldap.line import Server, read_server
from idp.people.ldap.problems import Down
from idp.people.ldap.queries import attributes_of


@dataclass(frozen=True, slots=True)
class Tried:
    """One server: whether it is in order, and a line about it. The line names attributes, and nobody."""

    is_in_order: bool
    line: str


def probe(settings: Directory) -> Iterator[Tried]:
    """Yield how each server did: encryption, the service account, the base, and one person's attributes."""
    try:
        client = Client(settings)
    except Down as problem:
        yield Tried(False, str(problem))
        return
    for url in settings.servers:
        try:
            yield try_server(client, read_server(url), settings)
        except Down as problem:
            yield Tried(False, str(problem))


def try_server(client: Client, server: Server, settings: Directory) -> Tried:
    """Return how one server did. Raises Down."""
    mapped, everybody = settings.attributes, f"(&{settings.user_filter}({settings.attributes.username}=*))"
    connection = client.connect(server)
    try:
        with Deadline(settings.whole_seconds) as deadline, deadline.over(connection.line):
            client.bind_service(connection, server)
            found = connection.sample(settings.base or "", everybody, attributes_of(settings))
    finally:
        connection.close()
    if found is None:
        return Tried(
            False, f"{server.url} shows nobody below {settings.base} who matches {settings.user_filter}"
        )
    for name in (mapped.key, mapped.username):
        if found.raw(name) is None:
            return Tried(False, f"{server.url} does not show {name}; let the service account read it")
    named = (getattr(mapped, field) for field in mapped.__struct_fields__)
    missing = [name for name in named if name and found.raw(name) is None]
    lacks = f"; the first person read has no {', '.join(missing)}" if missing else ""
    return Tried(True, f"{server.url} answers{lacks}")
