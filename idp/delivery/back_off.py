"""Whether and when a message that was not taken is tried again."""

from datetime import datetime, timedelta

from idp.delivery.outbox import Claim
from idp.delivery.receipt import Receipt
from idp.delivery.report import Report
from idp.delivery.sender import SendFailed

WAITS = tuple(timedelta(seconds=seconds) for seconds in (1, 5, 30, 120, 360))
"""The wait after the first failure, the second, and so on: the fifth ends within a logout token's ten minutes."""

LAST_WAIT = timedelta(hours=1)
"""The wait after every later failure."""


def judge_failure(claim: Claim, failure: SendFailed, now: datetime) -> Report:
    """Put the message back for a later try, or give it up.

    It is given up when trying again is no use, when it would not be worth sending any more by then, and when
    it is a code that may have arrived: the person asks for a new one sooner than two of the same explain themselves.
    """
    message, attempts, cost = claim.message, claim.attempts, Receipt(price=failure.price)
    next_try_at = now + (WAITS[attempts - 1] if attempts <= len(WAITS) else LAST_WAIT)
    in_doubt = message.purpose == "code" and failure.may_have_arrived
    if failure.is_final or in_doubt or next_try_at >= message.expires_at:
        return Report(message, "given_up", now, attempts, failure.error_class, receipt=cost)
    return Report(message, "put_back", now, attempts, failure.error_class, next_try_at, cost)
