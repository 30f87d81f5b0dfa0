"""How text messages leave the house."""

from msgspec import Struct

from idp.config.sections.gateways import AnyGateway


class TextMessages(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The gateways in the order they are asked, and whom the messages are from."""

    sender: str = "Kommunen"
    """The sender's name, at most 11 letters, or an E.164 number."""
    gateways: tuple[AnyGateway, ...]
    """The gateways in order: a `[[text_messages.gateways]]` each, as docs/messages.md shows."""
