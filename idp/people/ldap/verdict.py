"""What a directory's answer to a bind says of the password."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from idp.people.directory import Bar


class Verdict(Enum):
    """What is known of a password when nothing bars its owner."""

    RIGHT = auto()
    WRONG = auto()
    LOCKED = auto()
    AWAY = auto()


@dataclass(frozen=True, slots=True)
class BindAnswer:
    """How a server answered a bind: the result code (RFC 4511, section 4.1.9), its text, and the password policy's words.

    `policy_error` and `seconds_left` are of the control that OpenLDAP and others send
    (draft-behera-ldap-password-policy-10, section 6.2).
    """

    code: int
    text: str = ""
    policy_error: int | None = None
    seconds_left: int | None = None


SUCCESS: Final = 0
LOCKED_CODES: Final = frozenset({19, 53})
"""constraintViolation and unwillingToPerform: how 389 Directory Server tells a locked or inactive account."""
WRONG_CODES: Final = frozenset({32, 34, 48, 49, 50})
"""noSuchObject, invalidDNSyntax, inappropriateAuthentication, invalidCredentials, insufficientAccessRights."""

SUB_CODE: Final = re.compile(r"AcceptSecurityContext error, data ([0-9a-f]{1,8})\b", re.IGNORECASE)
SUB_CODES: Final[Mapping[str, Verdict | Bar]] = {
    "525": Verdict.WRONG,
    "52e": Verdict.WRONG,
    "530": Bar.HOURS,
    "531": Bar.COMPUTER,
    "532": Bar.PASSWORD_EXPIRED,
    "533": Bar.DISABLED,
    "701": Bar.ENDED,
    "773": Bar.PASSWORD_EXPIRED,
    "775": Verdict.LOCKED,
}
"""What Active Directory writes into the text of invalidCredentials. 530 to 533, 701 and 773 prove the password right."""

POLICY_ERRORS: Final[Mapping[int, Verdict | Bar]] = {
    0: Bar.PASSWORD_EXPIRED,
    1: Verdict.LOCKED,
    2: Bar.PASSWORD_EXPIRED,
}
"""passwordExpired, accountLocked and changeAfterReset. The first and the last come with a right password only."""


def judge(answer: BindAnswer) -> Verdict | Bar:
    """Return what the answer says: a bar proves the password right and says why it lets nobody in.

    A code that has nothing to do with the password says nothing about it: the directory counts as down.
    """
    said = POLICY_ERRORS.get(-1 if answer.policy_error is None else answer.policy_error)
    if said is not None and answer.code in {SUCCESS, *LOCKED_CODES, *WRONG_CODES}:
        return said
    if answer.code == SUCCESS:
        return Verdict.RIGHT
    if answer.code in LOCKED_CODES:
        return Verdict.LOCKED
    if answer.code not in WRONG_CODES:
        return Verdict.AWAY
    found = SUB_CODE.search(answer.text)
    return Verdict.WRONG if found is None else SUB_CODES.get(found[1].lower(), Verdict.WRONG)
