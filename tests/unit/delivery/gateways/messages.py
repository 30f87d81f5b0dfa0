"""The message that the tests of the gateways hand over."""

from datetime import UTC, datetime, timedelta

import pytest

from idp.delivery.gateways.gateway import Gateway
from idp.delivery.message import Message
from idp.delivery.sender import SendFailed

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TEXT = "BCD7FG är din engångskod till E-portalen."
NUMBER = "+46701740605"


def build_message(text: str = TEXT, to: str = NUMBER) -> Message:
    """Return a code in a text message."""
    return Message("m1", "sms", to, "", text, "code", NOW, NOW + timedelta(minutes=5))


def fail(gateway: Gateway, message: Message | None = None, patience_seconds: float = 5) -> SendFailed:
    """Hand the message over to a gateway that does not take it, and return why."""
    with pytest.raises(SendFailed) as failed:
        gateway.hand_over(message or build_message(), patience_seconds)
    assert not any(leak in str(failed.value) for leak in ("BCD7FG", "701740605", "canary", "secret"))
    return failed.value
