"""Groups that bring something in the console: nobody lets people into one that brings what they may not give.

Else whoever keeps people – a program of the staff department, or an administrator who may not see protected identities –
makes anybody an administrator, or themselves somebody who sees.
"""

from collections.abc import Collection
from dataclasses import dataclass

from idp.admin.actor import Actor, Forbidden
from idp.admin.permissions import Permission
from idp.config.sections.console import Console


@dataclass(frozen=True, slots=True)
class Bringing:
    """The groups that bring a role, and those that bring the sight of protected identities."""

    roles: frozenset[str]
    protected: frozenset[str]

    def find_lacking(self, actor: Actor, joined: Collection[str]) -> Permission | None:
        """Return what it takes to let somebody into these groups and the actor has not; None when nothing lacks."""
        wanted = {Permission.ROLES_GRANT: self.roles, Permission.PEOPLE_PROTECTED: self.protected}
        lacking = (one for one, groups in wanted.items() if groups & set(joined) and not actor.may(one))
        return next(lacking, None)

    def check(self, actor: Actor, joined: Collection[str]) -> None:
        """Refuse to let somebody into these groups. Raises Forbidden."""
        if (lacking := self.find_lacking(actor, joined)) is not None:
            raise Forbidden(lacking)


def build_bringing(settings: Console) -> Bringing:
    """Return what the configuration says."""
    roles = (*settings.administrators, *settings.helpdesk, *settings.auditors)
    return Bringing(frozenset(roles), frozenset(settings.protected))
