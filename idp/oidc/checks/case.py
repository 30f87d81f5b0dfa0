"""What the checks of an authorization request look at."""

from dataclasses import dataclass

from idp.oidc.authorization.recipients import NO_RECIPIENTS, Recipients
from idp.oidc.authorization.request import AuthorizationRequest
from idp.oidc.clients.client import Client
from idp.oidc.errors import ProtocolError
from idp.oidc.provider import Provider
from idp.policy.rules import Policy
from idp.signing.keyring import Keyring


@dataclass(frozen=True, slots=True)
class Case:
    """One request and the registration its client_id names; `client` is None when there is none or it is paused.

    `recipients` are the client's keys that the answer is encrypted to; a case that is only judged has none.
    """

    issuer: str
    policy: Policy
    keyring: Keyring
    request: AuthorizationRequest
    client: Client | None
    recipients: Recipients = NO_RECIPIENTS

    def get_client(self) -> Client:
        """Return the client. Raises ProtocolError when it is unknown: checks that need it come after its own."""
        if self.client is None:
            raise ProtocolError(
                "invalid_client", "client_id is not that of a registered client", is_redirectable=False
            )
        return self.client

    def refuse_faults(self, *names: str, is_redirectable: bool = True) -> None:
        """Refuse the request when one of these parameters could not be read."""
        for name in names:
            if fault := self.request.faults.get(name):
                raise ProtocolError("invalid_request", fault, is_redirectable=is_redirectable)


def build_case(
    provider: Provider,
    asked: AuthorizationRequest,
    client: Client | None,
    recipients: Recipients = NO_RECIPIENTS,
) -> Case:
    """Return the request together with its client."""
    return Case(provider.issuer, provider.policy, provider.keyring(), asked, client, recipients)
