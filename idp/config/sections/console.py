"""The administrators' console: which groups have which role there."""

from datetime import timedelta

from msgspec import Struct


class Console(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who is what in the console, by the groups of the directory. The policy's service `console` says how one gets in."""

    administrators: tuple[str, ...] = ("idp-admin",)
    """Groups whose members do everything: register applications, publish the policy, give roles."""
    helpdesk: tuple[str, ...] = ("idp-helpdesk",)
    """Groups whose members help people: find them, unlock, reset, end sign-ins."""
    auditors: tuple[str, ...] = ("idp-granskare",)
    """Groups whose members read everything and change nothing."""
    protected: tuple[str, ...] = ()
    """Groups whose members, whatever their role, see protected identities and identity numbers as they are."""
    sign_in_minutes: int = 60
    """Minutes after which the console asks for a new sign-in, whatever is done there; 10 to 600."""

    @property
    def sign_in(self) -> timedelta:
        return timedelta(minutes=self.sign_in_minutes)
