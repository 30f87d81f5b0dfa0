"""`idp clients invite` and its like: let an application register itself."""

from datetime import timedelta
from hashlib import sha256
from typing import Any

import click

from idp.audit.events import Event, Tag
from idp.chance import SystemChance
from idp.clock import system_clock
from idp.config.settings import Config
from idp.oidc.claims.table import CLAIMS, SCOPES
from idp.oidc.clients.client import RESPONSE_TYPES, Permit
from idp.oidc.registration.invitation import Invitation
from idp.ops.configured import needs_config
from idp.ops.opened import open_database
from idp.ops.output import json_option, print_fields, print_json, print_table
from idp.ops.policy_file import read_policy
from idp.ops.stop import Stop

LONGEST_DAYS, MOST_USES = 365, 1000


@click.command()
@click.option("--service", metavar="ID", required=True, help="The policy's service that it will belong to.")
@click.option(
    "--expires",
    "days",
    type=click.IntRange(1, LONGEST_DAYS),
    default=7,
    show_default=True,
    help="Days it is good.",
)
@click.option(
    "--uses",
    type=click.IntRange(1, MOST_USES),
    default=1,
    show_default=True,
    help="How many applications may register by it.",
)
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    type=click.Choice(SCOPES),
    default=("openid", "profile"),
    show_default=True,
    help="The most it may ask for.",
)
@click.option(
    "--claim",
    "claims",
    multiple=True,
    type=click.Choice(tuple(CLAIMS)),
    help="A claim it may ask for by name.",
)
@click.option(
    "--response-type",
    "response_types",
    multiple=True,
    type=click.Choice(RESPONSE_TYPES),
    default=("code",),
    show_default=True,
    help="Beyond code: tokens in the browser, for old applications alone.",
)
@click.option("--unsigned-requests", is_flag=True, help="Let it send request objects without a signature.")
@click.option("--without-pkce", is_flag=True, help="Let it leave out PKCE, as old applications do.")
@json_option
@needs_config
def invite(
    config: Config,
    /,
    service: str,
    days: int,
    uses: int,
    unsigned_requests: bool,
    without_pkce: bool,
    as_json: bool,
    **limits: Any,
) -> None:
    """Make an invitation, by which an application registers itself; its token is shown this once."""
    if service not in (services := read_policy(config).services):
        raise Stop(f"the policy has no service {service!r}; write one of {', '.join(sorted(services))}")
    if not config.registration.enabled:
        raise Stop("applications may not register themselves; write enabled = true under [registration]")
    chance, now = SystemChance(), system_clock()
    token = chance.token()
    permit = Permit(
        service=service,
        allows_unsigned_requests=unsigned_requests,
        requires_pkce=not without_pkce,
        **limits | {"scopes": tuple(dict.fromkeys(("openid", *limits["scopes"])))},
    )
    invitation = Invitation(
        invitation_id=chance.identifier(),
        token_hash=sha256(token.encode()).hexdigest(),
        permit=permit,
        uses_left=uses,
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    with open_database(config) as database, database.begin() as stores:
        stores.invitations.add(invitation)
        stores.audit.record(
            Event(Tag.CLIENT_INVITED, now, details={"invitation_id": invitation.invitation_id})
        )
    fields = {"invitation_id": invitation.invitation_id, "initial_access_token": token}
    (print_json if as_json else print_fields)(fields)


@click.command(name="invitations")
@json_option
@needs_config
def list_invitations(config: Config, as_json: bool) -> None:
    """Show every invitation that has not expired."""
    now = system_clock()
    with open_database(config) as database, database.begin() as stores:
        kept = [one for one in stores.invitations.list() if one.expires_at > now]
    rows = [(one.invitation_id, one.permit.service or "–", one.uses_left, one.expires_at) for one in kept]
    if as_json:
        names = ("invitation_id", "service", "uses_left", "expires_at")
        print_json([dict(zip(names, row, strict=True)) for row in rows])
    else:
        shown = [(one, service, str(uses), f"{ends:%Y-%m-%d %H:%M}") for one, service, uses, ends in rows]
        print_table(("invitation_id", "service", "uses left", "good until (UTC)"), shown)


@click.command()
@click.argument("invitation_id")
@needs_config
def withdraw(config: Config, invitation_id: str) -> None:
    """Take an invitation back; what was registered by it stays."""
    with open_database(config) as database, database.begin() as stores:
        if not stores.invitations.remove(invitation_id):
            raise Stop(f"no invitation has the id {invitation_id}; see: python -m idp clients invitations")
    click.echo(f"Withdrew {invitation_id}.")
