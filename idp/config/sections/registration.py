"""The part of the configuration that is about applications registering themselves."""

from msgspec import Struct


class Registration(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whether applications may register themselves, each by an invitation (`idp clients invite`)."""

    enabled: bool = False
    """Let an application with an invitation register itself at /register; what is registered stays when it is false."""
