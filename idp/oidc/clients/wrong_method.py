"""Tells an integrator that the client proves itself in another way, where that gives nothing away."""

from typing import Final

from idp.oidc.clients.basic_credentials import BadCredentials
from idp.oidc.clients.client import AuthMethod

NO_SECRET: Final = "this client has no secret; send client_id alone"  # noqa: S105 - a text
NOTHING_SENT: Final = (
    "neither a secret nor a client_assertion came with the request; a secret goes into the Authorization header "
    "(client_secret_basic) or the form (client_secret_post)"
)


class WrongMethod(BadCredentials):
    """The caller proves itself in another way than it is registered with, and is told what to change."""

    def __init__(self, remedy: str) -> None:
        super().__init__("not the method it is registered with")
        self.remedy = remedy


def refuse_method(registered: AuthMethod, presented: AuthMethod) -> BadCredentials:
    """Return the refusal of a method that the client is not registered with.

    Whoever sent nothing knows it, and that a client is public is no secret. Everybody else learns what a wrong secret
    learns, and so not whether there is such a client.
    """
    if registered == "none":
        return WrongMethod(NO_SECRET)
    if presented == "none":
        return WrongMethod(NOTHING_SENT)
    return BadCredentials("not the method it is registered with")
