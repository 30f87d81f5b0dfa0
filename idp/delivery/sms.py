"""Text messages through an HTTP gateway that takes JSON `{to, from, message}`."""

import json

from idp.config.settings import TextMessages
from idp.delivery.fetch import Fetcher, FetchFailed
from idp.delivery.message import Message
from idp.delivery.receipt import FREE, Receipt
from idp.delivery.sender import SendFailed


class HttpGateway:
    """Hands text messages to the gateway; any answer in 2xx means taken."""

    def __init__(self, settings: TextMessages, fetcher: Fetcher) -> None:
        self._settings = settings
        self._fetcher = fetcher
        self._headers = {"content-type": "application/json"}
        if settings.authorization_file:
            self._headers["authorization"] = settings.authorization_file.read_text(encoding="utf-8").strip()

    def send(self, message: Message) -> Receipt:
        content = {"to": message.to, "from": self._settings.sender, "message": message.body}
        try:
            answer = self._fetcher.post(self._settings.url, json.dumps(content).encode(), self._headers)
        except FetchFailed as failure:
            raise SendFailed(failure.reason, may_have_arrived=failure.may_have_arrived) from None
        if not 200 <= answer.status <= 299:
            raise SendFailed(f"http_{answer.status}")
        return FREE
