"""Which applications an actor may see and change: all of them, or the ones it is named as an owner of."""

from idp.admin.actor import Actor, Forbidden
from idp.admin.permissions import Permission
from idp.oidc.clients.client import Client
from idp.oidc.registration.registering import UnknownClient

SEES_ALL = (Permission.CLIENTS_READ, Permission.CLIENTS_WRITE)


def is_owner(actor: Actor, client: Client) -> bool:
    """Say whether the actor is a person whom the application names as an owner."""
    return (
        actor.may(Permission.CLIENTS_OWN) and actor.person_id is not None and actor.person_id in client.owners
    )


def may_see(actor: Actor, client: Client) -> bool:
    """Say whether the actor may know of the application."""
    return actor.may(*SEES_ALL) or is_owner(actor, client)


def may_change(actor: Actor, client: Client) -> bool:
    """Say whether the actor may change the application; what it may change of it is for `entrusted` to say."""
    return actor.may(Permission.CLIENTS_WRITE) or is_owner(actor, client)


def check_sight(actor: Actor, client: Client) -> None:
    """Refuse an application that is not the actor's as if there were none. Raises UnknownClient."""
    if not may_see(actor, client):
        raise UnknownClient(client.client_id)


def check_change(actor: Actor, client: Client) -> None:
    """Refuse a change by whom it is not for. Raises UnknownClient and Forbidden."""
    check_sight(actor, client)
    if not may_change(actor, client):
        raise Forbidden(Permission.CLIENTS_WRITE)
