"""Logout tokens to relying parties (OpenID Connect Back-Channel Logout 1.0, sections 2.5 and 2.8)."""

from urllib.parse import urlencode

from idp.delivery.fetch import Fetcher, FetchFailed
from idp.delivery.message import Message
from idp.delivery.receipt import FREE, Receipt
from idp.delivery.sender import SendFailed


class LogoutSender:
    """Posts the token to the relying party; 200 or 204 means that it signed the person out."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher

    def send(self, message: Message) -> Receipt:
        form = urlencode({"logout_token": message.body}).encode()
        try:
            answer = self._fetcher.post(
                message.to, form, {"content-type": "application/x-www-form-urlencoded"}
            )
        except FetchFailed as failure:
            raise SendFailed(failure.reason, may_have_arrived=failure.may_have_arrived) from None
        if answer.status not in {200, 204}:
            raise SendFailed(f"http_{answer.status}")
        return FREE
