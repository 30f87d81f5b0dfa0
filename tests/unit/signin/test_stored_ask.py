"""What a request wishes for survives storage, the unknown included."""

import json
from datetime import UTC, datetime

import pytest

from idp.policy.levels import UNKNOWN_ACR, Acr
from idp.policy.question import Ask
from idp.signin.stored_ask import read_ask, write_ask


@pytest.mark.parametrize(
    "ask",
    [
        Ask(),
        Ask(acr_values=(Acr("app", "remote"), Acr("sms", "admin"))),
        Ask(essential_acr=(UNKNOWN_ACR,), essential=True),
        Ask(fresh_after=datetime(2026, 3, 11, 11, 0, 0, 123456, UTC), level="app"),
    ],
)
def test_wishes_come_back_as_they_were(ask: Ask) -> None:
    assert read_ask(json.loads(json.dumps(write_ask(ask)))) == ask
