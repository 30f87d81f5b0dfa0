"""Which changes of the policy take two people, beside those that always do."""

from msgspec import Struct


class PolicyChanges(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Zones, levels, enrolment, passkeys and the console always take one who writes and another who approves."""

    marked: tuple[str, ...] = ()
    """Further services whose change takes two; `["everything"]` marks them all, and `default_service`."""
