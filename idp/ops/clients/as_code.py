"""`idp clients export` and `idp clients apply`: every application in one file, kept where code is kept."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import click

from idp.chance import SystemChance
from idp.clock import system_clock
from idp.config.settings import Config
from idp.delivery.outgoing import build_fetcher
from idp.oidc.clients.client import Client
from idp.oidc.outbound import Outbound
from idp.oidc.registration import registering
from idp.oidc.registration.registering import Part, Registered
from idp.oidc.registration.sector import check_sector
from idp.ops.acting import read_operator
from idp.ops.clients.desk import build_parting
from idp.ops.clients.document import BadDocument, read_document, write_document
from idp.ops.clients.plan import Plan, build_plan
from idp.ops.clients.refusals import stops_on_refusal
from idp.ops.configured import needs_config
from idp.ops.opened import open_database
from idp.ops.output import json_option, print_json
from idp.ops.policy_file import read_policy
from idp.ops.stop import Stop
from idp.storage.unit_of_work import Database

KEEP_THEM = "Keep the secrets now: only their hashes are stored, and nobody can show them again."
MEANWHILE = "the applications changed since the plan was made; nothing was done, run it again"


@click.command(name="export")
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="A file; else standard output."
)
@needs_config
def export_clients(config: Config, output: Path | None) -> None:
    """Write every application as one TOML document, without secrets; `clients apply` takes it back."""
    with open_database(config) as database, database.read() as stores:
        document = write_document(stores.clients.list())
    if output is None:
        click.echo(document, nl=False)
        return
    try:
        output.write_text(document, encoding="utf-8")
    except OSError as problem:
        raise Stop(f"{output}: {problem.strerror}") from None
    click.echo(f"Wrote {output}.")


@click.command(name="apply")
@click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--prune", is_flag=True, help="Remove every application that the file does not name.")
@json_option
@stops_on_refusal
@needs_config
def apply_clients(config: Config, path: Path, yes: bool, prune: bool, as_json: bool) -> None:
    """Make the registered applications what the file says: all of it, or nothing.

    What would be done is shown first. New secrets are shown this once.
    """
    now = system_clock()
    with open_database(config) as database:
        with database.begin() as stores:
            version, registered = stores.clients.version(), stores.clients.list()
        plan = read_plan(config, path, registered, prune=prune, now=now)
        for line in tell_plan(plan):
            click.echo(line, err=as_json)
        if plan.steps and not yes:
            click.confirm("Apply it?", abort=True, err=as_json)
        outbound = Outbound(build_fetcher(config.network))
        for wanted in (*plan.added, *(change.wanted for change in plan.changed)):
            check_sector(outbound, wanted, now)
        life = config.client_secrets.life
        part = build_parting(config, database)
        made = carry_out(database, plan, version, part, now, life) if plan.steps else ()
    show_secrets(plan, made, as_json=as_json)


def read_plan(
    config: Config, path: Path, registered: tuple[Client, ...], *, prune: bool, now: datetime
) -> Plan:
    """Return what the file would do; stop with every fault and its line."""
    try:
        text = path.read_text(encoding="utf-8")
        entries = read_document(text, now)
        return build_plan(text, entries, registered, tuple(read_policy(config).services), prune=prune)
    except UnicodeDecodeError:
        raise Stop(f"{path} is not text in UTF-8") from None
    except BadDocument as problem:
        lines = (f"{path}, line {fault.line}: {fault.text}" for fault in problem.faults)
        raise Stop("\n".join(lines)) from None


def carry_out(
    database: Database, plan: Plan, version: int, part: Part, now: datetime, life: timedelta | None = None
) -> tuple[Registered, ...]:
    """Do all of the plan in one transaction and return who has a new secret; stop when somebody else changed anything.

    Every step raises the version and holds it from the first to the commit: when it is not the number of steps
    further at the end, somebody was there between plan and apply, and all of it is rolled back.
    """
    chance, describe = SystemChance(), read_operator().describe
    with database.begin() as stores:
        made = [registering.register(stores, wanted, chance, now, life, describe) for wanted in plan.added]
        for change in plan.changed:
            made.append(
                registering.replace_client(stores, change.wanted, change.known, chance, now, life, describe)
            )
        for client in plan.removed:
            registering.remove(stores, client.client_id, part, now, describe)
        if stores.clients.version() != version + plan.steps:
            raise Stop(MEANWHILE)
    return tuple(made)


def tell_plan(plan: Plan) -> Iterator[str]:
    """Yield the plan, a line for each application and each field that changes."""
    for client in plan.added:
        yield f"+ {client.name}"
    for change in plan.changed:
        yield f"~ {change.known.name} ({change.known.client_id})"
        for name, old, new in change.list_fields():
            yield f"    {name}: {tell_value(old)} → {tell_value(new)}"
    for client in plan.removed:
        yield f"- {client.name} ({client.client_id}): everybody is signed out of it at once"
    yield (
        f"{len(plan.added)} to add, {len(plan.changed)} to change, {len(plan.removed)} to remove, "
        f"{len(plan.unchanged)} unchanged."
    )


def tell_value(value: Any) -> str:
    """Return a field's value on one line."""
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or "–"
    return "–" if value is None or value == {} else str(value)


def show_secrets(plan: Plan, made: tuple[Registered, ...], *, as_json: bool) -> None:
    """Print what was done, and each new secret beside its id."""
    if as_json:
        print_json(build_report(plan, made))
        return
    for one in made:
        if one.secret is not None:
            click.echo(f"{one.client.name}: client_id {one.client.client_id}, client_secret {one.secret}")
        elif one.client.client_id not in {change.known.client_id for change in plan.changed}:
            click.echo(f"{one.client.name}: client_id {one.client.client_id}")
    if any(one.secret for one in made):
        click.echo(KEEP_THEM)
    click.echo("Applied." if plan.steps else "Nothing to change.")


def build_report(plan: Plan, made: tuple[Registered, ...]) -> Mapping[str, Any]:
    """Return what was done, for scripts."""
    secrets = {one.client.client_id: one.secret for one in made if one.secret is not None}
    added = made[: len(plan.added)]
    return {
        "added": [{"client_id": one.client.client_id, "name": one.client.name} for one in added],
        "changed": [
            {
                "client_id": change.known.client_id,
                "fields": {name: {"old": old, "new": new} for name, old, new in change.list_fields()},
            }
            for change in plan.changed
        ],
        "removed": [client.client_id for client in plan.removed],
        "unchanged": [client.client_id for client in plan.unchanged],
        "client_secrets": secrets,
    }
