"""Text messages through 46elks (https://46elks.com/docs/send-sms)."""

import json
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from idp.config.sections.gateways import Elks
from idp.delivery.fetch import Answer, Fetcher
from idp.delivery.gateways.exchange import clean_reference, exchange
from idp.delivery.gateways.filling import encode_form, write_basic
from idp.delivery.message import Message
from idp.delivery.receipt import Receipt
from idp.delivery.sender import SendFailed
from idp.gsm7 import count_parts

ORE: Final = Decimal("0.01")
"""46elks bills in ten-thousandths of a krona, which is hundredths of an öre."""


@dataclass(frozen=True, slots=True)
class ElksGateway:
    """Posts a form; the message's text is kept out of the gateway's own log."""

    settings: Elks
    sender: str
    fetcher: Fetcher
    password: str = field(repr=False)
    report_url: str | None = field(default=None, repr=False)
    """Where delivery reports shall go, with the password they come with; None asks for none."""

    @property
    def name(self) -> str:
        return self.settings.name

    @property
    def timeout_seconds(self) -> float:
        return self.settings.timeout_seconds

    def hand_over(self, message: Message, patience_seconds: float) -> Receipt:
        """Post the message; only an answer that names it as taken counts."""
        form = {"from": self.sender, "to": message.to, "message": message.body, "dontlog": "message"}
        if self.report_url:
            form["whendelivered"] = self.report_url
        content, content_type = encode_form(form)
        headers = {
            "content-type": content_type,
            "authorization": write_basic(self.settings.username, self.password),
        }
        answer = exchange(lambda: self.fetcher.post(self.settings.url, content, headers, patience_seconds))
        return self._read(answer, message)

    def _read(self, answer: Answer, message: Message) -> Receipt:
        """Return the receipt; a 400 is about this message alone, anything else about the gateway."""
        if not 200 <= answer.status <= 299:
            raise SendFailed(f"http_{answer.status}", is_final=answer.status == 400)
        said = read_object(answer.body)
        reference = clean_reference(said.get("id"))
        if not reference:
            raise SendFailed("strange_answer", may_have_arrived=True)
        if said.get("status") == "failed":
            raise SendFailed("refused")
        parts = said.get("parts")
        parts = parts if type(parts) is int and 0 < parts < 100 else count_parts(message.body)
        return Receipt(self.name, reference, parts, read_cost(said.get("cost"), parts * self.settings.price))


def read_object(body: bytes) -> dict[str, Any]:
    """Return a JSON object, empty when it is none."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def read_cost(cost: object, expected: Decimal) -> Decimal:
    """Return what the gateway says it costs, in öre; what we expected when it says nothing sensible."""
    if type(cost) is int and 0 <= cost < 10_000_000:
        return cost * ORE
    return expected
