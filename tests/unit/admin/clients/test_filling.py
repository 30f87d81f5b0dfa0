from datetime import UTC, datetime

import pytest

from idp.admin.clients.filling import Form, read_entries
from idp.admin.clients.kinds import Answers, Kind, build_client
from idp.admin.clients.topics import Entry, Shape
from idp.errors import Problem

KEYS = (Entry("jwks", Shape.KEYS),)
KNOWN = build_client(Answers(kind=Kind.WEB, name="Lönebesked"), datetime(2026, 3, 11, tzinfo=UTC))


@pytest.mark.parametrize(
    "written", ["nothing", "[]", '{"keys": ', "[" * 5000, "{}" * 15_000], ids=lambda it: it[:9]
)
def test_what_is_no_key_set_is_said_not_to_be_one(written: str) -> None:
    assert read_entries(KEYS, Form({"jwks": (written,)}), KNOWN, ("sv",)) == (
        Problem("jwks", "services.fault.unreadable_keys"),
    )
