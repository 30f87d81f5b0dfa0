"""Applications that register themselves, by an invitation."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from werkzeug.test import TestResponse

from idp.chance import SystemChance
from idp.oidc.clients.client import Client, Permit
from idp.oidc.registration.endpoint import hash_of
from idp.oidc.registration.invitation import Invitation
from idp.oidc.registration.registering import Registered
from tests.support.world import CALLBACK, World


@dataclass
class Newcomer:
    """An application's side of the registration endpoint. `token` is what it sends: an invitation's, then its own."""

    world: World
    token: str
    path: str = "/register"

    def register(self, **metadata: Any) -> TestResponse:
        """Register, with the town's callback unless another is said."""
        return self.send("POST", **{"redirect_uris": [CALLBACK]} | metadata)

    def send(self, method: str, path: str | None = None, **metadata: Any) -> TestResponse:
        """Send a request with the token; None leaves a member out."""
        members = {name: value for name, value in metadata.items() if value is not None}
        return self.world.app.test_client().open(
            path or self.path,
            method=method,
            json=members if method in ("POST", "PUT") else None,
            headers={"Authorization": f"Bearer {self.token}"},
        )

    def settle(self, **metadata: Any) -> dict[str, Any]:
        """Register, and go on as the client that was registered; return its information."""
        answer = self.register(**metadata)
        assert answer.status_code == 201, answer.text
        told: dict[str, Any] = answer.json
        self.token = told["registration_access_token"]
        self.path = f"/register/{told['client_id']}"
        return told


def invite(world: World, uses: int = 1, days: int = 7, **limits: Any) -> Newcomer:
    """Make an invitation, as an administrator does, and return who has it."""
    chance, now, token = SystemChance(), world.clock(), SystemChance().token()
    permit = Permit(**{"service": "lonebesked", "scopes": ("openid", "profile", "email")} | limits)
    invitation = Invitation(
        invitation_id=chance.identifier(),
        token_hash=hash_of(token),
        permit=permit,
        uses_left=uses,
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    with world.database.begin() as stores:
        stores.invitations.add(invitation)
    return Newcomer(world, token)


def registered_of(world: World, told: dict[str, Any]) -> Registered:
    """Return the stored client behind the information that it was told, with its secret."""
    with world.database.begin() as stores:
        client: Client | None = stores.clients.find(told["client_id"])
    assert client is not None
    return Registered(client, told.get("client_secret"))
