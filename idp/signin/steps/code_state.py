"""What has become of a sent code, so that its page says nothing that is not so."""

from datetime import datetime
from enum import StrEnum

from idp.delivery.outcome import Outcome
from idp.methods.code import OneTimeCode


class CodeState(StrEnum):
    """Where a code is; the value ends its texts' keys."""

    ON_ITS_WAY = "on_its_way"
    DELAYED = "delayed"
    SENT = "sent"
    FAILED = "failed"
    RUN_OUT = "run_out"
    USED = "used"
    WORN_OUT = "worn_out"

    @property
    def may_arrive(self) -> bool:
        """Say whether the person may have the code, or get it yet, and it would be taken."""
        return self in {CodeState.ON_ITS_WAY, CodeState.DELAYED, CodeState.SENT}

    @property
    def is_open(self) -> bool:
        """Say whether there is news to wait for."""
        return self in {CodeState.ON_ITS_WAY, CodeState.DELAYED}


STATES = {
    "queued": CodeState.ON_ITS_WAY,
    "delayed": CodeState.DELAYED,
    "sent": CodeState.SENT,
    "failed": CodeState.FAILED,
}


def judge_state(code: OneTimeCode, outcome: Outcome | None, now: datetime) -> CodeState:
    """Return the state of a code whose message came so far; of a forgotten message nobody says that it was sent."""
    if code.used_at is not None:
        return CodeState.USED
    if code.attempts_left < 1:
        return CodeState.WORN_OUT
    if outcome is not None and outcome.state == "failed" and outcome.error_class != "expired":
        return CodeState.FAILED
    if outcome is None or now >= code.expires_at:
        return CodeState.RUN_OUT
    return STATES[outcome.state]
