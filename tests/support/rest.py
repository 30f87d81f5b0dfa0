"""A program that calls the REST API: registered as a machine, with the permissions it is given as scopes."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from idp.admin.api.answering import PREFIX
from idp.admin.permissions import Permission
from idp.chance import SystemChance
from idp.oidc.clients.client import Client
from idp.oidc.registration.registering import register
from tests.support.signing_in import ISSUER, House


@dataclass
class Program:
    """A program with an access token. `last` is the answer it was given last."""

    http: FlaskClient
    token: str
    client_id: str
    prefix: str = PREFIX
    last: TestResponse = field(init=False)

    def call(
        self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None
    ) -> TestResponse:
        """Send a request with the token and return the answer."""
        given = {"Authorization": f"Bearer {self.token}", **(headers or {})}
        data = None if body is None else json.dumps(body)
        if data is not None:
            given.setdefault("Content-Type", "application/json")
        self.last = self.http.open(
            f"{self.prefix}{path}", method=method, data=data, headers=given, base_url=ISSUER
        )
        return self.last

    def get(self, path: str, **headers: str) -> TestResponse:
        """Read something."""
        return self.call("GET", path, headers=headers)


def register_program(
    house: House, *permissions: Permission, audience: str = f"{ISSUER}{PREFIX}"
) -> tuple[Client, str]:
    """Register a machine that may ask for these permissions; return it with its secret."""
    scopes = tuple(permission.value for permission in permissions)
    wanted = Client(
        client_id="",
        name="Ett program",
        service=None,
        redirect_uris=(),
        auth_method="client_secret_basic",
        created_at=house.clock() - timedelta(days=1),
        grant_types=("client_credentials",),
        response_types=(),
        scopes=(),
        api_scopes=scopes,
        audience=audience,
    )
    with house.database.begin() as stores:
        made = register(stores, wanted, SystemChance(), house.clock())
    assert made.secret is not None
    return made.client, made.secret


def build_program(house: House, *permissions: Permission, prefix: str = PREFIX) -> Program:
    """Register a program and get its access token."""
    client, secret = register_program(house, *permissions, audience=f"{ISSUER}{prefix}")
    http = house.app.test_client()
    basic = base64.b64encode(f"{client.client_id}:{secret}".encode()).decode()
    answer = http.post(
        "/token",
        data={"grant_type": "client_credentials", "scope": " ".join(client.api_scopes)},
        headers={"Authorization": f"Basic {basic}"},
        base_url=ISSUER,
    )
    assert answer.status_code == 200, answer.text
    return Program(http, answer.json["access_token"], client.client_id, prefix)
