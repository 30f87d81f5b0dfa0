"""How an event ended, as a text's key: what the trail keeps is a word for machines, and people read a sentence.

An outcome means something only beside its event, so the words go by families of events.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from idp.admin.keys.desk import Reason as KeyReason
from idp.audit.events import Tag
from idp.methods.bypass import Reason as HelpReason
from idp.methods.sms.ladder import Reason as CodeReason
from idp.methods.webauthn.outcome import Failure

SAID_BY: Final[Mapping[Tag, str]] = MappingProxyType(
    {
        Tag.SESSION_ENDED: "end",
        Tag.SESSION_STARTED: "method",
        Tag.SESSION_STEPPED_UP: "method",
        Tag.PASSWORD_OK: "password",
        Tag.PASSWORD_WRONG: "password",
        Tag.PASSWORD_UNKNOWN_PERSON: "password",
        Tag.THROTTLED: "password",
        Tag.AUDIT_VERIFIED: "chain",
        Tag.AUDIT_CHECKPOINTED: "point",
        Tag.CLIENT_TESTED: "test",
        Tag.SMS_ALARM: "alarm",
        Tag.MESSAGE_SENT: "message",
        Tag.MESSAGE_FAILED: "message",
        Tag.LOGOUT_SENT: "message",
        Tag.LOGOUT_FAILED: "message",
        Tag.AUTHORIZATION_REFUSED: "protocol",
        Tag.REGISTRATION_REFUSED: "protocol",
        Tag.CLIENT_AUTHENTICATION_FAILED: "proof",
    }
)
"""The family of each event that says how it ended; a test finds every place that records an outcome."""

WORDS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "end": frozenset({"signed_out", "idle", "too_old", "replaced", "revoked", "elsewhere"}),
        "method": frozenset(
            {"password", "mail", "sms", "recovery", "bypass", "token", "totp", "key", "passkey"}
        ),
        "password": frozenset({"right", "wrong", "barred", "locked", "unavailable", "not_judged"}),
        "chain": frozenset({"whole", "broken"}),
        "point": frozenset({"signed", "failed"}),
        "test": frozenset({"through", "machine", "consent", "keys", "decision", "checks"}),
        "alarm": frozenset(
            {"unused_in_hour", "unused_in_day", "series", "remind", "reason", "spent", "day_spent"}
        ),
        "message": frozenset(
            {
                "sent",
                "bad_address",
                "broken_off",
                "busy",
                "expired",
                "forbidden_address",
                "forbidden_url",
                "not_confirmed",
                "redirected",
                "refused",
                "resting",
                "strange_answer",
                "timed_out",
                "tls",
                "too_large",
                "unknown_host",
                "unreachable",
            }
        ),
        "protocol": frozenset(
            {
                "access_denied",
                "consent_required",
                "interaction_required",
                "invalid_client",
                "invalid_client_metadata",
                "invalid_grant",
                "invalid_redirect_uri",
                "invalid_request",
                "invalid_request_object",
                "invalid_request_uri",
                "invalid_scope",
                "invalid_token",
                "login_required",
                "no_token",
                "server_error",
                "temporarily_unavailable",
                "unauthorized_client",
                "unmet_authentication_requirements",
                "unsupported_response_type",
            }
        ),
    }
)
"""The words that have a text of their own, by family. Others – a status number, what a library says – have a frame."""

BEGINNINGS: Final = (
    ("unknown client", "unknown"),
    ("wrong secret", "secret"),
    ("jwks_uri", "fetch"),
    ("no registered key", "no_key"),
    ("a key cannot", "no_key"),
    ("no key", "no_key"),
    ("the assertion has been used", "replayed"),
    ("aud ", "audience"),
    ("exp", "times"),
    ("iat", "times"),
    ("iss ", "subject"),
    ("sub ", "subject"),
    ("client_id", "subject"),
    ("not the method", "way"),
    ("client_assertion_type", "unreadable"),
    ("jti ", "unreadable"),
    ("too long", "unreadable"),
    ("unreadable", "unreadable"),
)
"""How the reasons begin that an application could not prove itself for, and what each is told as."""

OTHER: Final = "other"


def name_outcome(tag: str, outcome: str) -> str:
    """Return the key of the text for an outcome. It is filled with the raw word."""
    family = SAID_BY.get(Tag(tag), "") if tag in set(Tag) else ""
    if family == "proof":
        told = next((word for beginning, word in BEGINNINGS if outcome.startswith(beginning)), OTHER)
    else:
        word = outcome.replace(" ", "_")
        told = word if word in WORDS.get(family, ()) else OTHER
    if family == "method" and told != OTHER:
        return f"console_statistics.method.{told}"
    return f"console_outcome.{OTHER}" if told == OTHER else f"console_outcome.{family}.{told}"


def name_reason(reason: str) -> str | None:
    """Return the key of the text for a reason that the trail keeps; None for one that is not known."""
    if reason in set(Failure):
        return f"console_outcome.failure.{reason}"
    if reason in set(KeyReason):
        return f"console_keys.reason.{reason}"
    if reason in set(HelpReason):
        return f"helpdesk.reason.{reason}"
    return f"signin.code.reason.{reason}" if reason in set(CodeReason) else None
