"""Turns the refusals of a registration into one clear line each."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from idp.oidc.clients.reserved import ReservedClient
from idp.oidc.registration.registering import ChangedMeanwhile, UnknownClient
from idp.oidc.registration.rules import BadRegistration
from idp.ops.stop import Stop

P = ParamSpec("P")


def stops_on_refusal(command: Callable[P, None]) -> Callable[P, None]:
    """Stop with the faults of the registration, or with the id that no application has."""

    @wraps(command)
    def careful(*args: P.args, **options: P.kwargs) -> None:
        try:
            command(*args, **options)
        except BadRegistration as refusal:
            raise Stop("\n".join(refusal.faults)) from None
        except ReservedClient as refusal:
            raise Stop(f"{refusal} is the provider's own and is not to be changed") from None
        except ChangedMeanwhile as refusal:
            raise Stop(f"somebody else changed {refusal} meanwhile; nothing was done, run it again") from None
        except UnknownClient as refusal:
            unknown = (
                f"no application with a secret has the id {refusal}" if "rotate" in command.__name__ else ""
            )
            raise Stop(
                f"{unknown or f'no application has the id {refusal}'}; see: python -m idp clients list"
            ) from None

    return careful
