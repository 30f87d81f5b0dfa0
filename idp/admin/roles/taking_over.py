"""Nobody sets the password of somebody who is more in the console than they may make anybody: they could be them.

Else a program that keeps people signs in as an administrator. Who may give the role, or the sight, needs no such way.
"""

from collections.abc import Callable

from idp.admin.actor import Actor
from idp.admin.permissions import Permission
from idp.admin.roles.roles_of import Standing, StandingStores, load_standing
from idp.config.sections.console import Console
from idp.people.person import Person

CheckPassword = Callable[[StandingStores, Actor, Person], None]
"""Refuses an actor who may not set this person's password. Raises Forbidden."""


def build_check(settings: Console) -> CheckPassword:
    """Return the check, by what the configuration says of groups."""
    return lambda stores, actor, person: check_taking_over(actor, load_standing(stores, settings, person))


def check_taking_over(actor: Actor, standing: Standing) -> None:
    """Refuse to let the actor be somebody of this standing. Raises Forbidden."""
    if standing.roles:
        actor.check(Permission.ROLES_GRANT)
    if Permission.PEOPLE_PROTECTED in standing.permissions:
        actor.check(Permission.PEOPLE_PROTECTED)
