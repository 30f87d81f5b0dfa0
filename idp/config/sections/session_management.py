"""The part of the configuration that is about pages asking whether their person is still signed in."""

from msgspec import Struct


class SessionManagement(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whether applications' pages may ask a frame of ours if somebody is still signed in (Session Management 1.0)."""

    enabled: bool = False
    """Keep a cookie that a frame of ours reads to other sites, as changed or not; some browsers allow no such cookie."""
