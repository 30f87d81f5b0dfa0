"""What the help pages say about this municipality."""

from msgspec import Struct


class Help(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The municipality's own ways out, beside those every help page has."""

    forgotten_password_url: str | None = None
    """Where a forgotten password is changed; without it the pages say to ask the helpdesk."""
    opening_hours: str | None = None
    """When the helpdesk answers, in Swedish, as in "vardagar 7.30–16.30"."""
    opening_hours_in: dict[str, str] | None = None
    """The same by language, as in { en = "weekdays 7.30–16.30" }; a page in a language without it shows the Swedish."""
