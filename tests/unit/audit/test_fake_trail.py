"""The fake guards every other test, so it is itself guarded."""

from datetime import UTC, datetime

import pytest

from idp.audit.events import Event, Tag
from tests.support.audit import Leak, RememberingTrail

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "leak",
    ["Gunilla Holmsand", "GUNHOL001", "0701740608", "+46701740699", "199001012385", "19900101-2385",
     "someone@havsvik.example", "BCD7FG", "482913", "eyJhbGciOiJSUzI1NiJ9.x.y", "A" * 43, "$argon2id$v=19"],
)  # fmt: skip
def test_the_trail_refuses_personal_data_and_secrets(leak: str) -> None:
    with pytest.raises(Leak):
        RememberingTrail().record(Event(Tag.PASSWORD_OK, NOW, details={"reason": f"because of {leak} here"}))


def test_the_trail_refuses_a_secret_the_test_names() -> None:
    with pytest.raises(Leak):
        RememberingTrail("correct horse").record(Event(Tag.PASSWORD_OK, NOW, outcome="Correct Horse"))


def test_the_trail_takes_an_ordinary_event() -> None:
    trail = RememberingTrail()
    trail.record(
        Event(Tag.SESSION_STARTED, NOW, person_id="p1", client_id="payslips", sid="0123456789abcdef" * 2,
              zone="remote", address="203.0.113.250", level="sms", outcome="ok", details={"attempts": 3})
    )  # fmt: skip
    assert trail.tags == [Tag.SESSION_STARTED]
