"""Cases for the checks: an ordinary request of an ordinary client, with something changed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from idp.oidc.authorization.request import read_request
from idp.oidc.checks.case import Case
from idp.oidc.clients.client import Client
from idp.oidc.errors import ProtocolError
from idp.policy.loading import load_policy
from idp.signing.key import State, make_key
from idp.signing.keyring import Keyring

NOW = datetime(2026, 3, 11, 11, 0, tzinfo=UTC)
ISSUER = "https://idp.test"
CALLBACK = "https://payslips.test/callback"
POLICY = load_policy(Path(__file__).parents[4] / "idp/ops/demo/policy.toml")
KEYRING = Keyring((make_key("ES256", State.ACTIVE, NOW),))

CLIENT = Client(
    client_id="c1",
    name="Payslips",
    service="lonebesked",
    redirect_uris=(CALLBACK,),
    auth_method="none",
    created_at=NOW,
)
ORDINARY = {
    "client_id": "c1",
    "redirect_uri": CALLBACK,
    "response_type": "code",
    "scope": "openid",
    "code_challenge": "c" * 43,
    "code_challenge_method": "S256",
}


def case(client: Client | None = CLIENT, **changes: str | None) -> Case:
    """Return an ordinary case with some parameters changed, or left out by None."""
    pairs = tuple((name, value) for name, value in (ORDINARY | changes).items() if value is not None)
    return Case(ISSUER, POLICY, KEYRING, read_request(pairs), client)


def case_with_repeated(name: str) -> Case:
    """Return an ordinary case in which one parameter is sent twice."""
    pairs = (*ORDINARY.items(), (name, "a"), (name, "b"))
    return replace(case(), request=read_request(pairs))


def refusal(check: Callable[[Case], None], one: Case) -> ProtocolError:
    """Return the error a check refuses a case with; fail when it does not."""
    with pytest.raises(ProtocolError) as refused:
        check(one)
    return refused.value
