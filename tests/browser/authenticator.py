"""A phone, a computer or a key that the browser believes in: Chromium's virtual authenticator."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import CDPSession, Page


@dataclass(frozen=True)
class Virtual:
    """One authenticator of a page's browser, always at hand and always touched."""

    session: CDPSession
    authenticator_id: str

    def set_verified(self, is_verified: bool) -> None:
        """Say whether the finger, the face or the PIN is right from now on."""
        self._send("setUserVerified", isUserVerified=is_verified)

    def set_present(self, is_present: bool) -> None:
        """Say whether it is touched when asked."""
        self._send("setAutomaticPresenceSimulation", enabled=is_present)

    def list_credentials(self) -> list[dict[str, Any]]:
        """Return what it holds."""
        return list(self._send("getCredentials")["credentials"])

    def forget(self) -> None:
        """Lose everything it holds."""
        self._send("clearCredentials")

    def take_out(self) -> None:
        """Remove it from the browser."""
        self._send("removeVirtualAuthenticator")

    def _send(self, what: str, **parameters: Any) -> Any:
        return self.session.send(f"WebAuthn.{what}", {"authenticatorId": self.authenticator_id} | parameters)


def plug_in(
    page: Page, *, transport: str = "internal", is_resident: bool = True, has_pin: bool = True
) -> Virtual:
    """Give the page's browser an authenticator: by default a computer's own, that knows its owner's finger."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    made = session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "ctap2Version": "ctap2_1",
                "transport": transport,
                "hasResidentKey": is_resident,
                "hasUserVerification": has_pin,
                "isUserVerified": has_pin,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return Virtual(session, made["authenticatorId"])
