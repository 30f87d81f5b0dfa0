"""What can happen, as a closed set of tags, and one record of it having happened."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from idp.audit.details import FIELDS, check_details
from idp.audit.plain import make_plain


class Tag(StrEnum):
    """Every security event there is."""

    # Signing in
    FACTOR_OK = "factor.ok"
    FACTOR_REUSED = "factor.reused"
    FACTOR_SENT = "factor.sent"
    FACTOR_WRONG = "factor.wrong"
    PASSWORD_OK = "password.ok"  # noqa: S105 - an event's name
    PASSWORD_UNKNOWN_PERSON = "password.unknown_person"  # noqa: S105 - an event's name
    PASSWORD_WRONG = "password.wrong"  # noqa: S105 - an event's name
    SESSION_ENDED = "session.ended"
    SESSION_STARTED = "session.started"
    SESSION_STEPPED_UP = "session.stepped_up"
    THROTTLED = "throttled"
    ZONE_CHANGED = "zone.changed"

    # The account
    CHANGE_OBJECTED = "change.objected"
    DEVICE_ADDED = "device.added"
    DEVICE_REMOVED = "device.removed"
    DEVICE_RENAMED = "device.renamed"
    ENROLMENT_REFUSED = "enrolment.refused"
    MESSAGE_FAILED = "message.failed"
    MESSAGE_RETRIED = "message.retried"
    MESSAGE_SENT = "message.sent"
    NUMBERS_CHANGED = "numbers.changed"
    RECOVERY_CLEARED = "recovery.cleared"
    RECOVERY_MADE = "recovery.made"
    RECOVERY_USED = "recovery.used"
    TOKEN_LOST = "token.lost"  # noqa: S105 - an event's name
    OBJECTION_WRONG = "objection.wrong"
    PASSKEY_ADDED = "passkey.added"
    PASSKEY_COUNT_WENT_BACK = "passkey.count_went_back"
    PASSKEY_REMOVED = "passkey.removed"
    PASSKEY_RENAMED = "passkey.renamed"

    SMS_ALARM = "sms.alarm"

    # OpenID Connect
    AUTHORIZATION_GRANTED = "authorization.granted"
    AUTHORIZATION_REFUSED = "authorization.refused"
    CLIENT_AUTHENTICATION_FAILED = "client.authentication_failed"
    CODE_REDEEMED = "code.redeemed"
    CODE_REPLAYED = "code.replayed"
    CONSENT_GIVEN = "consent.given"
    CONSENT_WITHDRAWN = "consent.withdrawn"
    GRANT_REVOKED = "grant.revoked"
    LOGOUT_ASKED = "logout.asked"
    LOGOUT_FAILED = "logout.failed"
    LOGOUT_SENT = "logout.sent"
    MACHINE_TOKEN_ISSUED = "machine_token.issued"  # noqa: S105 - an event's name
    MACHINE_TOKEN_REVOKED = "machine_token.revoked"  # noqa: S105 - an event's name
    REFRESH_REPLAYED = "refresh.replayed"
    REFRESH_USED = "refresh.used"
    REGISTRATION_REFUSED = "registration.refused"
    SERVICE_CLOSED = "service.closed"
    SERVICE_STARTED = "service.started"

    # Administration
    AUDIT_ENTRY_FORGED = "audit.entry_forged"
    AUDIT_CHECKPOINTED = "audit.checkpointed"
    AUDIT_EMPTIED = "audit.emptied"
    AUDIT_EXPORTED = "audit.exported"
    AUDIT_PRUNED = "audit.pruned"
    AUDIT_SEARCHED = "audit.searched"
    AUDIT_VERIFIED = "audit.verified"
    BYPASS_APPROVED = "bypass.approved"
    BYPASS_ASKED = "bypass.asked"
    BYPASS_CANCELLED = "bypass.cancelled"
    BYPASS_SHOWN = "bypass.shown"
    CLIENT_ADDED = "client.added"
    CLIENT_CHANGED = "client.changed"
    CLIENT_INVITED = "client.invited"
    CLIENT_PAUSED = "client.paused"
    CLIENT_REMOVED = "client.removed"
    CLIENT_RESUMED = "client.resumed"
    CLIENT_SECRET_ENDED = "client.secret_ended"  # noqa: S105 - an event's name
    CLIENT_SECRET_REMINDED = "client.secret_reminded"  # noqa: S105 - an event's name
    CLIENT_SECRET_REPLACED = "client.secret_replaced"  # noqa: S105 - an event's name
    CLIENT_SECRET_ROTATED = "client.secret_rotated"  # noqa: S105 - an event's name
    CLIENT_TESTED = "client.tested"
    CONSOLE_ENTERED = "console.entered"
    CONSOLE_REFUSED = "console.refused"
    GROUP_ADDED = "group.added"
    GROUP_CHANGED = "group.changed"
    GROUP_REMOVED = "group.removed"
    KEY_MADE = "key.made"
    KEY_RETIRED = "key.retired"
    KEY_REVOCATION_ASKED = "key.revocation_asked"
    KEY_REVOKED = "key.revoked"
    METHODS_RESET = "methods.reset"
    KEYS_ENCRYPTED = "keys.encrypted"
    KEYS_REKEYED = "keys.rekeyed"
    PASSWORD_SET = "password.set"  # noqa: S105 - an event's name
    PEOPLE_IMPORTED = "people.imported"
    PEOPLE_SEARCHED = "people.searched"
    PERSON_ADDED = "person.added"
    PERSON_CHANGED = "person.changed"
    PERSON_DISABLED = "person.disabled"
    PERSON_ENABLED = "person.enabled"
    POLICY_APPROVED = "policy.approved"
    POLICY_CHANGED = "policy.changed"
    POLICY_DISCARDED = "policy.discarded"
    POLICY_DRAFTED = "policy.drafted"
    POLICY_GIVEN_BACK = "policy.given_back"
    POLICY_PUBLISHED = "policy.published"
    POLICY_REHEARSED = "policy.rehearsed"
    POLICY_ROLLED_BACK = "policy.rolled_back"
    POLICY_SIMULATED = "policy.simulated"
    POLICY_SUBMITTED = "policy.submitted"
    PERSON_EXPLAINED = "person.explained"
    PERSON_OPENED = "person.opened"
    PERSON_REMOVED = "person.removed"
    PERSON_SIGNED_OUT = "person.signed_out"
    PERSON_UNLOCKED = "person.unlocked"
    RESET_APPROVED = "reset.approved"
    RESET_ASKED = "reset.asked"
    RESET_CANCELLED = "reset.cancelled"
    ROLE_GRANTED = "role.granted"
    ROLE_REVOKED = "role.revoked"
    STARTING_KEY_MADE = "starting_key.made"
    STARTING_KEY_USED = "starting_key.used"
    STARTING_KEY_WRONG = "starting_key.wrong"
    TOKENS_IMPORTED = "tokens.imported"
    TOKEN_HANDED_OUT = "token.handed_out"  # noqa: S105 - an event's name
    TOKEN_RETURNED = "token.returned"  # noqa: S105 - an event's name
    TOKEN_SET_RIGHT = "token.set_right"  # noqa: S105 - an event's name

    # The system
    STARTED = "started"
    STOPPED = "stopped"


CANONICAL: Final = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)
"""Writes an event's fields, made once."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: what, when, to whom, from where, and how it ended.

    `address` is the client's network address as judged; `level` and `outcome` are words of ours. `details`
    holds the rest, as far as `check_details` lets it: neither personal data nor a secret.
    """

    tag: Tag
    at: datetime
    person_id: str | None = None
    client_id: str | None = None
    sid: str | None = None
    zone: str | None = None
    address: str | None = None
    level: str | None = None
    outcome: str | None = None
    details: Mapping[str, str | int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        check_details(self.details)

    def write_fields(self) -> str:
        """Return everything but tag and moment as canonical JSON: sorted, without what is absent, values made plain."""
        fields: dict[str, str | int] = {name: make_plain(value) for name, value in self.details.items()}
        for name in FIELDS:
            value = getattr(self, name)
            if value is not None:
                fields[name] = make_plain(value)
        return CANONICAL.encode(fields)
