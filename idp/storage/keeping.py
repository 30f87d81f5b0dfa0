"""How long each table keeps what it says about people. The privacy page is written from here."""

from datetime import timedelta

from idp.delivery.message import NOTICE_LIFE
from idp.methods.bypass import KEPT_FOR as BYPASS_KEPT_FOR
from idp.methods.change import CHANGE_LIFE
from idp.people.keeping import Keeping, Until
from idp.signin.interaction import KEPT_FOR as SIGN_IN_KEPT_FOR
from idp.storage.prune import KEPT_AFTER_EXPIRY


def list_keepings(
    session_life: timedelta, offline_life: timedelta, log_life: timedelta
) -> tuple[Keeping, ...]:
    """Return everything that is kept about people, what is theirs to remove first.

    `session_life` is the longest that somebody stays signed in, `offline_life` that an application may go on
    without them, `log_life` how long the audit trail is kept.
    """
    day = KEPT_AFTER_EXPIRY
    return (
        Keeping(
            "account",
            frozenset(
                {"people", "people_words", "ldap_links", "memberships", "role_grants", "client_owners"}
            ),
            Until.EMPLOYED,
        ),
        Keeping("numbers", frozenset({"numbers"}), Until.REMOVED),
        Keeping(
            "factors",
            frozenset({"devices", "hardware_tokens", "credentials", "credential_owners", "recovery_codes"}),
            Until.REMOVED,
        ),
        Keeping("consents", frozenset({"consents"}), Until.REMOVED),
        Keeping("sessions", frozenset({"sessions", "console_sessions"}), session_life + day),
        Keeping("grants", frozenset({"grants"}), offline_life + day),
        Keeping("attempts", frozenset({"interactions", "codes", "challenges"}), SIGN_IN_KEPT_FOR + day),
        Keeping("messages", frozenset({"outbox"}), NOTICE_LIFE + day),
        Keeping("changes", frozenset({"changes"}), CHANGE_LIFE + day),
        Keeping("bypasses", frozenset({"bypasses", "method_resets"}), BYPASS_KEPT_FOR + day),
        Keeping("log", frozenset({"audit_trail"}), log_life + day),
    )
