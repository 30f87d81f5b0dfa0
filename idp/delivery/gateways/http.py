"""Text messages through any gateway that is spoken to over HTTP, the way the operator described it."""

from dataclasses import dataclass, field

from idp.config.sections.gateways import Http
from idp.delivery.fetch import Answer, Fetcher
from idp.delivery.gateways.elks import read_object
from idp.delivery.gateways.exchange import clean_reference, exchange
from idp.delivery.gateways.filling import USUAL, add_query, encode_form, encode_json, fill
from idp.delivery.message import Message
from idp.delivery.receipt import Receipt
from idp.delivery.sender import SendFailed
from idp.gsm7 import count_parts


@dataclass(frozen=True, slots=True)
class HttpGateway:
    """Sends one request for a message; status and text of the answer say whether it was taken."""

    settings: Http
    sender: str
    fetcher: Fetcher
    authorization: str | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        return self.settings.name

    @property
    def timeout_seconds(self) -> float:
        return self.settings.timeout_seconds

    def hand_over(self, message: Message, patience_seconds: float) -> Receipt:
        """Send the message as configured and judge the answer."""
        settings = self.settings
        parameters = fill(settings.parameters or USUAL, message, self.sender, settings.number_form)
        headers = {header.lower(): value for header, value in (settings.headers or {}).items()}
        if self.authorization:
            headers["authorization"] = self.authorization
        if settings.method == "GET":
            url = add_query(settings.url, parameters)
            answer = exchange(
                lambda: self.fetcher.get(url, headers=headers, patience_seconds=patience_seconds)
            )
        else:
            encode = encode_json if settings.body == "json" else encode_form
            content, headers["content-type"] = encode(parameters)
            answer = exchange(lambda: self.fetcher.post(settings.url, content, headers, patience_seconds))
        self._check(answer)
        parts = count_parts(message.body)
        return Receipt(self.name, self._read_reference(answer), parts, parts * settings.price)

    def _check(self, answer: Answer) -> None:
        """Raise SendFailed unless status and text both say that the message was taken."""
        if answer.status not in self.settings.accepted:
            raise SendFailed(f"http_{answer.status}")
        text = answer.body.decode("utf-8", "replace")
        if self.settings.failure_text and self.settings.failure_text in text:
            raise SendFailed("refused")
        if self.settings.success_text and self.settings.success_text not in text:
            raise SendFailed("not_confirmed")

    def _read_reference(self, answer: Answer) -> str:
        """Return the gateway's id of the message; empty when its answer holds none."""
        if self.settings.reference is None:
            return clean_reference(answer.body.decode("utf-8", "replace"))
        return clean_reference(read_object(answer.body).get(self.settings.reference))
