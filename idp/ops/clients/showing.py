"""How applications are shown on the command line: one, a table of all, and a secret that was just made."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import click

from idp.admin.clients.state import build_line
from idp.oidc.clients.client import Client
from idp.oidc.registration.registering import Registered
from idp.ops.clients.records import describe
from idp.ops.output import print_fields, print_json, print_table

KEEP_IT = "Keep the secret now: only its hash is stored, and nobody can show it again."


def show_clients(clients: Iterable[Client], now: datetime, *, as_json: bool) -> None:
    """Print every application, a line each."""
    lines = [build_line(client, now) for client in clients]
    if as_json:
        print_json([describe(line.client) | {"state": line.state.value} for line in lines])
        return
    heads = ("client_id", "name", "service", "auth_method", "state")
    print_table(
        heads,
        [
            (
                line.client.client_id,
                line.client.name,
                line.client.service or "–",
                line.client.auth_method,
                line.state.value,
            )
            for line in lines
        ],
    )


def show_client(client: Client, now: datetime, *, as_json: bool) -> None:
    """Print what is registered, its state, and when its secret expires."""
    line = build_line(client, now)
    told: dict[str, Any] = describe(client) | {
        "state": line.state.value,
        "secret_expires_at": line.secret_ends_at,
    }
    (print_json if as_json else print_fields)(told)


def show_registered(registered: Registered, *, as_json: bool) -> None:
    """Print the id and the secret that was just made, if there is one."""
    fields: dict[str, Any] = {"client_id": registered.client.client_id}
    if registered.secret is not None:
        fields["client_secret"] = registered.secret
        fields["secret_expires_at"] = registered.client.secrets[0].expires_at
    (print_json if as_json else print_fields)(fields)
    if registered.secret is not None and not as_json:
        click.echo(KEEP_IT)
