"""One call as the desks see it, and what they answer."""

from dataclasses import dataclass
from datetime import datetime

from idp.admin.actor import Actor
from idp.admin.permissions import Permission
from idp.admin.scim.attribute import Resource
from idp.admin.scim.fault import Fault

READ = (Permission.PEOPLE_READ, Permission.PEOPLE_WRITE)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls, when, and what version they last saw: entity tags as sent, None when none was."""

    actor: Actor
    now: datetime
    if_match: str | None = None
    if_none_match: str | None = None

    @property
    def sees_protected(self) -> bool:
        """Whether protected identities and identity numbers are shown as they are."""
        return self.actor.may(Permission.PEOPLE_PROTECTED)

    def check_match(self, version: str) -> None:
        """Refuse a change of another version than the caller saw (RFC 7644, section 3.14). Raises Fault 412."""
        if self.if_match is not None and not names_version(self.if_match, version):
            raise Fault(412, "it is not the version in If-Match any more; read it again, then change it")

    def has_seen(self, version: str) -> bool:
        """Say whether the caller has this version already."""
        return self.if_none_match is not None and names_version(self.if_none_match, version)


def names_version(header: str, version: str) -> bool:
    """Say whether a list of entity tags names the version, or any (RFC 9110, section 13.1); compared weakly."""
    bare = version.removeprefix("W/")
    tags = {tag.strip().removeprefix("W/") for tag in header.split(",")}
    return "*" in tags or bare in tags


@dataclass(frozen=True, slots=True)
class Told:
    """What a desk answers: a resource, whether it was made now, and what is left out of it."""

    resource: Resource
    is_new: bool = False
