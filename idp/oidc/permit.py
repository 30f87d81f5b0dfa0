"""What an administrator decides of an application that registers itself is what it may be from then on.

Else it took back, by the next change of its own, a scope, a claim or a rule that had been taken from it.
"""

from dataclasses import fields, replace

from idp.oidc.clients.client import Client, Permit


def follow_permit(wanted: Client, known: Client) -> Client:
    """Return what somebody else wants of the application, with a permit that says the same; None stays."""
    if known.permit is None:
        return replace(wanted, permit=None)
    names = [one.name for one in fields(Permit)]
    decided = {name: getattr(wanted, name) for name in names if getattr(wanted, name) != getattr(known, name)}
    return replace(wanted, permit=replace(known.permit, **decided))
